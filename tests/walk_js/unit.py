"""Calls a function of the walk's TypeScript, by node, with many cases at once."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def called(module: str, call: str, cases: Sequence[Sequence[Any]]) -> list[Any]:
    """What `call` of `module` answers to the arguments of each case."""
    node = shutil.which("node")
    assert node, "node builds the pages; it is needed here too"
    given = json.dumps({"module": module, "call": call, "cases": cases})
    done = subprocess.run(
        [node, "tests/walk_js/run.mjs"], cwd=ROOT, input=given, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
