"""Adds up the scores of a large bank: below each unit, and by module."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from demo.large.staging import Row, fill, prepared, run
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.ends import AllEnds, added_ends, ends_of, told_ends
from wangdian.apps.reports.models import ModuleMark, ScoreDay, UnitDay
from wangdian.apps.reports.totals import ALL, Marks, added, marks_of, told
from wangdian.domain.rights import STEP, upwards
from wangdian.foundation import clock

AT_ONCE = 20_000
Kept = tuple[Decimal | None, Decimal | None, Decimal | None, str]
"""What is kept of an outlet's day: score, the least and the most that it may be, modules as JSON text."""
MARK = ("score", "full", "lost", "unseen", "low", "high")
MARK_ROW = ", ".join(("outlet_id", "unit_id", "path", "module", *MARK))


class Parts(NamedTuple):
    """What is read from a kept score: points, ends, and rows of marks by module, less their place."""

    marks: Marks
    ends: AllEnds
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Sum:
    """Outlets counted as one."""

    outlets: int = 0
    failing: int = 0
    unknown: int = 0
    marks: Marks = field(default_factory=dict)
    ends: AllEnds = field(default_factory=dict)

    def add(self, other: "Sum") -> None:
        self.outlets += other.outlets
        self.failing += other.failing
        self.unknown += other.unknown
        added(self.marks, other.marks)
        added_ends(self.ends, other.ends)

    def row(self, unit: int, day: date, at: datetime) -> UnitDay:
        whole = self.marks[ALL]
        return UnitDay(
            unit_id=unit, day=day, kept_at=at, outlets=self.outlets, failing=self.failing, unknown=self.unknown,
            full=whole.full, lost=whole.lost, unseen=whole.unseen, marks=told(self.marks), ends=told_ends(self.ends),
        )


def recount(day: date) -> None:
    """Adds up the outlets of a day below each unit, and keeps today's marks by module."""
    is_today, read = day == clock.today(), dict[Kept, Parts]()
    if is_today:
        run(f"DELETE FROM {ModuleMark._meta.db_table} WHERE outlet_id IN "
            f"(SELECT outlet_id FROM {ScoreDay._meta.db_table} WHERE day = %s)", [day])
    right_below: dict[str, Sum] = defaultdict(Sum)
    marks: list[Row] = []
    for outlet, unit, path, state, *kept in _kept(day):
        parts = read.get(key := tuple(kept)) or read.setdefault(key, _parts(*kept))
        right_below[path[:-STEP]].add(Sum(1, state == "fails", state == "unknown", parts.marks, parts.ends))
        if is_today:
            marks += [(outlet, unit, path, *row) for row in parts.rows]
            if len(marks) >= AT_ONCE:
                fill(ModuleMark._meta.db_table, MARK_ROW, marks)
                marks = []
    fill(ModuleMark._meta.db_table, MARK_ROW, marks)
    _write_sums(day, right_below)


def _kept(day: date) -> Iterator[tuple[Any, ...]]:
    """Of each outlet: id, unit, path, state, and what is kept of its day."""
    rows = ScoreDay.objects.filter(day=day).annotate(text=Cast("modules", TextField()))
    return rows.values_list("outlet_id", "unit_id", "path", "state", "score", "low", "high", "text").iterator(AT_ONCE)


def _parts(score: Decimal | None, low: Decimal | None, high: Decimal | None, text: str) -> Parts:
    modules = json.loads(text)
    marks, rows = marks_of(score, modules), []
    for one in modules:
        points = marks[one["code"]]
        values = (points.score, points.full, points.lost, points.unseen, one.get("low"), one.get("high"))
        rows.append((one["code"], *prepared(ModuleMark, MARK, values)))
    return Parts(marks, ends_of(low, high, modules), tuple(rows))


def _write_sums(day: date, right_below: dict[str, Sum]) -> None:
    """What is right below a unit is below all units above it."""
    below: dict[str, Sum] = defaultdict(Sum)
    for path, one in right_below.items():
        for above in upwards(path):
            below[above].add(one)
    units, now = dict(Unit.objects.exclude(kind="outlet").values_list("path", "pk")), clock.now()
    UnitDay.objects.filter(day=day).delete()
    UnitDay.objects.bulk_create([one.row(units[path], day, now) for path, one in below.items()], 500)
