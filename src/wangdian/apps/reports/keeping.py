"""Keeps scores of a day together with what is counted from them: the units above, and the marks by module.

A unit's day changes by what an outlet's score changed, whoever else is counting: its row is locked before the outlet's
old score is read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from wangdian.apps.people.models import Unit
from wangdian.apps.reports.ends import AllEnds, added_ends, ends_of, heard_ends, told_ends
from wangdian.apps.reports.models import ModuleMark, ScoreDay, UnitDay
from wangdian.apps.reports.totals import ALL, Marks, Points, added, heard, marks_of, told
from wangdian.domain.rights import STEP
from wangdian.foundation import clock

SCORE_FIELDS = [
    "unit", "path", "state", "kept_at", "score", "coverage", "full", "lost", "modules", "deductions", "load", "low",
    "high",
]
MARK_FIELDS = ["unit", "path", "score", "full", "lost", "unseen", "low", "high"]
UNIT_FIELDS = ["kept_at", "outlets", "failing", "unknown", "full", "lost", "unseen", "marks", "ends"]


@dataclass(slots=True)
class _Change:
    """By how much a unit's day changes."""

    outlets: int = 0
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    marks: Marks = field(default_factory=dict)
    ends: AllEnds = field(default_factory=dict)

    def count(self, row: ScoreDay, sign: int) -> None:
        self.outlets += sign
        self.states[row.state] += sign
        added(self.marks, marks_of(row.score, row.modules), sign)
        added_ends(self.ends, ends_of(row.low, row.high, row.modules), sign)


@transaction.atomic
def keep(rows: Sequence[ScoreDay]) -> None:
    """Writes the scores of different outlets on one day, in place of those given before that day. 8 queries."""
    if not rows:
        return
    day = rows[0].day
    units = _above({row.path for row in rows})
    kept = _locked(units.values(), day)
    old = {row.outlet_id: row for row in ScoreDay.objects.filter(outlet__in=[row.outlet_id for row in rows], day=day)}
    changes: dict[int, _Change] = defaultdict(_Change)
    for row in rows:
        before = old.get(row.outlet_id)
        for unit in _units_over(row.path, units):
            if before is not None:
                changes[unit].count(before, -1)
            changes[unit].count(row, 1)
    ScoreDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["outlet", "day"], update_fields=SCORE_FIELDS,
    )
    ModuleMark.objects.bulk_create(
        _marks(rows), update_conflicts=True, unique_fields=["outlet", "module"], update_fields=MARK_FIELDS,
    )
    for unit, change in changes.items():
        _apply(kept[unit], change)
    UnitDay.objects.bulk_create(
        kept.values(), update_conflicts=True, unique_fields=["unit", "day"], update_fields=UNIT_FIELDS,
    )


def _above(paths: Iterable[str]) -> dict[str, int]:
    """The units over outlets, by path."""
    wanted = {path[:end] for path in paths for end in range(STEP, len(path), STEP)}
    return dict(Unit.objects.filter(path__in=wanted).values_list("path", "pk"))


def _units_over(path: str, units: Mapping[str, int]) -> list[int]:
    return [units[path[:end]] for end in range(STEP, len(path), STEP)]


def _locked(units: Collection[int], day: date) -> dict[int, UnitDay]:
    """The days of the units, made where there was none, always locked in the same order."""
    now = clock.now()
    UnitDay.objects.bulk_create(
        [UnitDay(unit_id=unit, day=day, kept_at=now) for unit in sorted(units)], ignore_conflicts=True,
    )
    rows = UnitDay.objects.select_for_update().filter(unit__in=units, day=day).order_by("unit_id")
    return {row.unit_id: row for row in rows}


def _apply(row: UnitDay, change: _Change) -> None:
    total = heard(row.marks)
    added(total, change.marks)
    row.marks, row.kept_at = told(total), clock.now()
    ends = heard_ends(row.ends)
    added_ends(ends, change.ends)
    row.ends = told_ends(ends)
    whole = total.get(ALL, Points())
    row.full, row.lost, row.unseen = whole.full, whole.lost, whole.unseen
    row.outlets += change.outlets
    row.failing += change.states["fails"]
    row.unknown += change.states["unknown"]


def _marks(rows: Iterable[ScoreDay]) -> list[ModuleMark]:
    return [mark_of(row, module, points) for row in rows
            for module, points in marks_of(row.score, row.modules).items() if module != ALL]


def mark_of(row: ScoreDay, module: str, points: Points) -> ModuleMark:
    """The mark of an outlet in one module, out of what is kept of its day."""
    kept = next(one for one in row.modules if one["code"] == module)
    return ModuleMark(
        outlet_id=row.outlet_id, unit_id=row.unit_id, path=row.path, module=module, score=points.score,
        full=points.full, lost=points.lost, unseen=points.unseen, low=kept.get("low"), high=kept.get("high"),
    )
