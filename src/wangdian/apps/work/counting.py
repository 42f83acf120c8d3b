"""Counts several bounded questions in one query."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from wangdian.apps.people.access import ROOT
from wangdian.apps.people.models import Unit


class HowMany(Subquery):
    """How many rows a question has; a slice bounds what is looked at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counted(questions: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """By name, how many rows each question has; a slice bounds what is looked at. 1 query.

    It is asked beside the one row of the head office; a bank without one has no rows.
    """
    asked = {f"n_{name}": HowMany(rows.values("pk")) for name, rows in questions.items()}
    row: Mapping[str, int] = next(iter(Unit.objects.filter(path=ROOT).order_by().annotate(**asked).values(*asked)), {})
    return {name: row.get(f"n_{name}", 0) for name in questions}
