"""What runs later: the scores of a day are counted and kept while the day lasts."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.scorecards import Counted, count
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

BATCH = 100
"""Outlets counted at a time: their standings are held in memory together."""


def score_today() -> int:
    """Counts and keeps today's scores of every open outlet; returns how many."""
    return score_day(clock.today())


def score_day(day: date) -> int:
    """Keeps the scores of a day; safe to run twice.

    Only of today: what stands now says nothing of another day, and a score once given stands. Raises Invalid.
    """
    if day != clock.today():
        raise invalid("day", "A score can only be given for today.")
    open_then = Q(closed_on=None) | Q(closed_on__gt=day)
    ids = Outlet.objects.filter(open_then, opened_on__lte=day).order_by("pk").values_list("pk", flat=True)
    return sum(score_outlets(part) for part in _batches(list(ids)))


def score_outlets(outlet_ids: Collection[int]) -> int:
    """Counts the named outlets and keeps that as today's scores; 5 queries for up to `BATCH` outlets."""
    with transaction.atomic():
        counted = count(outlet_ids)
        units = dict(Outlet.objects.filter(pk__in=outlet_ids).values_list("pk", "unit_id"))
        rows = [_row(pk, unit_id, counted[pk]) for pk, unit_id in units.items()]
        ScoreDay.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["outlet", "day"],
            update_fields=["unit", "kept_at", "score", "coverage", "full", "lost", "modules", "deductions"],
        )
    return len(rows)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _row(outlet_id: int, unit_id: int, counted: Counted) -> ScoreDay:
    return ScoreDay(
        outlet_id=outlet_id, unit_id=unit_id, day=clock.today(), kept_at=clock.now(), score=counted.score,
        coverage=counted.coverage, full=counted.full, lost=counted.lost, modules=counted.modules,
        deductions=counted.deductions,
    )
