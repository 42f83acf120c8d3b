"""Counts the units' days out of the scores that were kept before there were any."""

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

from wangdian.apps.reports.totals import ALL, added, marks_of, told
from wangdian.domain.rights import STEP


def fill(apps: Any, schema_editor: Any) -> None:
    ScoreDay, UnitDay = apps.get_model("reports", "ScoreDay"), apps.get_model("reports", "UnitDay")
    Unit = apps.get_model("people", "Unit")
    path = Unit.objects.filter(pk=OuterRef("unit_id")).values("path")[:1]
    ScoreDay.objects.filter(path="").update(path=Subquery(path))
    ScoreDay.objects.filter(score__isnull=False, deductions=[]).update(state="holds")
    ScoreDay.objects.filter(score__isnull=False).exclude(deductions=[]).update(state="fails")
    units = dict(Unit.objects.exclude(kind="outlet").values_list("path", "pk"))
    done = set(UnitDay.objects.values_list("day", flat=True))
    days = sorted(set(ScoreDay.objects.values_list("day", flat=True)) - done)
    for day in days:
        _count(ScoreDay, UnitDay, units, day)
    if days:
        _mark(ScoreDay, apps.get_model("reports", "ModuleMark"), days[-1])


def _count(ScoreDay: Any, UnitDay: Any, units: Any, day: Any) -> None:
    totals, counts, kept = defaultdict(dict), defaultdict(int), None
    states = {"fails": defaultdict(int), "unknown": defaultdict(int), "holds": defaultdict(int)}
    rows = ScoreDay.objects.filter(day=day).values_list("path", "score", "modules", "kept_at", "state")
    for path, score, modules, kept_at, state in rows.iterator():
        marks, kept = marks_of(score, modules), max(kept or kept_at, kept_at)
        for end in range(STEP, len(path), STEP):
            unit = units.get(path[:end])
            if unit is not None:
                added(totals[unit], marks)
                counts[unit] += 1
                states[state][unit] += 1
    UnitDay.objects.bulk_create([
        UnitDay(unit_id=unit, day=day, kept_at=kept, outlets=counts[unit], marks=told(total), full=total[ALL].full,
                lost=total[ALL].lost, unseen=total[ALL].unseen, failing=states["fails"][unit],
                unknown=states["unknown"][unit])
        for unit, total in totals.items()
    ], batch_size=500)


def _mark(ScoreDay: Any, ModuleMark: Any, day: Any) -> None:
    marks = []
    for row in ScoreDay.objects.filter(day=day).iterator():
        marks += [
            ModuleMark(outlet_id=row.outlet_id, unit_id=row.unit_id, path=row.path, module=module, score=points.score,
                       full=points.full, lost=points.lost, unseen=points.unseen)
            for module, points in marks_of(row.score, row.modules).items() if module != ALL
        ]
    ModuleMark.objects.bulk_create(marks, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [("reports", "0006_points_of_units")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
