"""How much processor time the programs of a running server took, by program (Linux: /proc)."""

import os
import time
from collections import defaultdict
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROGRAMS = ("web", "courier", "tasks")
QUIET, LOOK_S = 0.1, 2.0
"""A courier that takes less than this share of a processor has nothing to do."""


def family(pid: int) -> list[int]:
    """A process with all below it; none that is gone."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def worked(pid: int) -> dict[str, float]:
    """Seconds of processor by program, with what its children took that are over (photos are looked at in such)."""
    found: dict[str, float] = defaultdict(float)
    for one in family(pid)[1:]:
        name, seconds = _of(one, pid)
        if name:
            found[name] += seconds
    return found


def _of(pid: int, top: int) -> tuple[str, float]:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return "", 0.0
    return _program(pid, top), sum(int(fields[n]) for n in (11, 12, 13, 14)) / TICKS


def _program(pid: int, top: int) -> str:
    """The name of the program that it belongs to: its own, or that of the one that started it."""
    while pid not in {0, 1, top}:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except FileNotFoundError:
            return ""
        named = [word for word in words if word in PROGRAMS]
        if named:
            return named[0]
        pid = parent
    return ""


def idle(pid: int, patience: float) -> None:
    """Waits until the courier rests, at most so many seconds: what it does at its start is not measured."""
    end, quiet, before = time.monotonic() + patience, 0, worked(pid).get("courier", 0.0)
    while time.monotonic() < end and quiet < 3:
        time.sleep(LOOK_S)
        now = worked(pid).get("courier", 0.0)
        quiet = quiet + 1 if now - before < QUIET * LOOK_S and now else 0
        before = now
