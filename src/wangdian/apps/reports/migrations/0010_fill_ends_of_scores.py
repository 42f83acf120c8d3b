"""Counts, for the last day, where scores surely begin and end, and asks for everybody to be counted anew by module."""

from collections import defaultdict
from typing import Any

from django.db import migrations

from wangdian.apps.reports.ends import added_ends, ends_of, told_ends
from wangdian.domain.rights import STEP


def fill(apps: Any, schema_editor: Any) -> None:
    ScoreDay, UnitDay = apps.get_model("reports", "ScoreDay"), apps.get_model("reports", "UnitDay")
    day = ScoreDay.objects.order_by("-day").values_list("day", flat=True).first()
    ends = defaultdict(dict)
    for path, low, high, modules in ScoreDay.objects.filter(day=day).values_list("path", "low", "high", "modules"):
        for end in range(STEP, len(path), STEP):
            added_ends(ends[path[:end]], ends_of(low, high, modules))
    rows = list(UnitDay.objects.filter(day=day).select_related("unit"))
    for row in rows:
        row.ends = told_ends(ends[row.unit.path])
    UnitDay.objects.bulk_update(rows, ["ends"], batch_size=100)
    apps.get_model("reports", "Followed").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("reports", "0009_signs_spans_and_agreement")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
