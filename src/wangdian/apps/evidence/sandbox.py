"""Has a photo looked at in a process of its own, and judges what comes back."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.foundation.clock import BANK_ZONE

MOST_BYTES = 8 * 1024 * 1024
SECONDS = 20
"""By the clock on the wall; the process itself stops after 10 seconds of work."""
READY = b"ready\n"
"""What the decoder says before it looks: a fault before it is ours, one behind it is the photo's."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A photo that is one, and what the camera wrote about it; `taken_at` is None where that cannot be read."""

    mime: str
    width: int
    height: int
    taken_at: datetime | None
    tags: Mapping[str, object]
    thumbnail: bytes


def look_at(data: bytes) -> Looked:
    """Raises BadPhoto; RuntimeError when the decoder does not start."""
    if len(data) > MOST_BYTES:
        raise BadPhoto("too_large")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "wangdian.apps.evidence.decoder"],
            input=data, capture_output=True, timeout=SECONDS, check=False, env={},
        )
    except subprocess.TimeoutExpired as error:
        raise BadPhoto("not_a_photo") from error
    if not done.stdout.startswith(READY):
        raise RuntimeError(f"the decoder does not start: {done.stderr[-500:].decode(errors='replace')}")
    if done.returncode != 0:
        raise BadPhoto("not_a_photo")
    line, _newline, thumbnail = done.stdout.removeprefix(READY).partition(b"\n")
    found = json.loads(line)
    if "bad" in found:
        raise BadPhoto(found["bad"])
    return Looked(
        mime=found["mime"], width=found["width"], height=found["height"], taken_at=_moment(found["taken_at"]),
        tags=found["tags"], thumbnail=thumbnail,
    )


def _moment(text: str | None) -> datetime | None:
    """EXIF writes 2026:11:18 08:21:07, perhaps with +08:00 behind; without, the bank's zone is meant."""
    if not text:
        return None
    day, _space, rest = text.partition(" ")
    try:
        moment = datetime.fromisoformat(f"{day.replace(':', '-')}T{rest}")
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=BANK_ZONE)
    return moment if 1980 <= moment.year <= 2200 else None
