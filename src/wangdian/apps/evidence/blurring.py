"""Has parts of a photo made unreadable in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.apps.evidence.sandbox import READY, SECONDS

Part = tuple[float, float, float, float]
"""Left, top, width and height as shares of the upright picture, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Two JPEGs: the whole picture and a small one."""

    whole: bytes
    small: bytes


def rendered(data: bytes, parts: Sequence[Part]) -> Rendering:
    """Takes a while: not inside a transaction. Raises BadPhoto; RuntimeError when the process does not start."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "wangdian.apps.evidence.blurrer"],
            input=json.dumps(parts).encode() + b"\n" + data, capture_output=True, timeout=SECONDS, check=False, env={},
        )
    except subprocess.TimeoutExpired as error:
        raise BadPhoto("not_a_photo") from error
    if not done.stdout.startswith(READY):
        raise RuntimeError(f"the blurrer does not start: {done.stderr[-500:].decode(errors='replace')}")
    if done.returncode != 0:
        raise BadPhoto("not_a_photo")
    line, _newline, pictures = done.stdout.removeprefix(READY).partition(b"\n")
    length = int(json.loads(line)["whole"])
    return Rendering(pictures[:length], pictures[length:])
