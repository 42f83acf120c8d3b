"""Measures everything in turn and tells it as a table, and as JSON in build/bench."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import connection

from bench import checks, floor, judging, screens, walks
from bench.figures import PROFILES, Figure, table, timed
from wangdian.apps.outlets.models import Outlet

Found = tuple[list[Figure], str]


def plain(*questions: Callable[[], list[Figure]]) -> Found:
    return [figure for ask in questions for figure in ask()], ""


def all_judging() -> Found:
    before = [*judging.caught_up(), *judging.changes()]
    figures, profile = judging.a_day()
    return [*before, *figures], profile


PARTS: Mapping[str, Callable[[], Found]] = {
    "floor": lambda: plain(floor.bare_view, floor.plain_writes),
    "walks": walks.measured,
    "judging": all_judging,
    "checks": lambda: plain(checks.draw, checks.dry_run),
}
"""In this order: judging goes ahead of the clock, and no walk shall come before its day."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--parts", default=",".join(["screens", *PARTS]))
    given = parser.parse_args(arguments)
    wanted = given.parts.split(",")
    if set(wanted) - {"screens", *PARTS}:
        parser.error(f"there is: screens, {', '.join(PARTS)}")
    outlets = Outlet.objects.count()
    if not outlets:
        print("There is no bank in WANGDIAN_VAR to measure.", file=sys.stderr)
        return 1
    told: dict[str, Any] = {
        "database": connection.vendor, "outlets": outlets, "python": platform.python_version(),
        "cores": os.cpu_count(), "load": os.getloadavg()[0],
    }
    say = print if not given.json else _nothing
    say(", ".join(f"{name} {value}" for name, value in told.items()))
    if "screens" in wanted:
        measured = screens.measured()
        told["screens"] = [asdict(one) for one in measured]
        say(screens.table(measured))
    for name, measure in PARTS.items():
        if name in wanted:
            told[name] = _part(name, measure, say)
    PROFILES.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, indent=1)
    (PROFILES / f"{connection.vendor}-{outlets}.json").write_text(text)
    if given.json:
        print(text)
    return 0


def _part(name: str, measure: Callable[[], Found], say: Callable[[str], None]) -> list[dict[str, Any]]:
    with timed() as span:
        figures, profile = measure()
    say(f"\n{name} (took {span.seconds:.0f} s)\n{table(figures)}" + (f"\n\n{profile}" if profile else ""))
    return [asdict(one) for one in figures]


def _nothing(text: str) -> None:
    """Where JSON is asked for, nothing else is said."""
