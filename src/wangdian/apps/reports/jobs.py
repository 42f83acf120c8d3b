"""What runs later: the scores of a day are counted and kept while the day lasts, by what was judged since."""

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from wangdian.apps.findings.models import Touched
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.keeping import keep
from wangdian.apps.reports.models import Followed, ScoreDay
from wangdian.apps.reports.noting import note_missing, note_signs, seasons_turned
from wangdian.apps.reports.scorecards import Counted, count
from wangdian.apps.reports.standing import fails, known
from wangdian.apps.standards.models import Load
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

BATCH = 100
"""Outlets counted at a time: their standings are held in memory together."""
CARRIED = 500
"""Outlets whose score of the day before is taken over at a time."""
LAG = timedelta(minutes=1)
"""What was judged so long before may have come to light since: no transaction is open longer."""


def score_today() -> int:
    """Sees to it that every open outlet has today's score; returns how many it gave.

    The first run of a day takes over yesterday's score of each outlet where nothing was judged since; all that follow
    cost by what was judged. A change of the standards or of the sheet counts everybody anew.
    """
    today, now = clock.today(), clock.now()
    row, load = Followed.objects.filter(pk=1).first(), Load.objects.order_by("-pk").values_list("at", flat=True).first()
    if row is None or (load is not None and load >= row.until):
        done = score_day(today)
    elif row.day != today:
        done = _open_day(today)
        if seasons_turned(row.day, today):
            note_signs(list(_open_on(today).values_list("pk", flat=True)))
    else:
        done = _follow(row.until - LAG)
    note_missing()
    Followed.objects.update_or_create(pk=1, defaults={"day": today, "until": now})
    return done


def score_day(day: date) -> int:
    """Counts and keeps the scores of a day; safe to run twice.

    Only of today: what stands now says nothing of another day, and a score once given stands. Raises Invalid.
    """
    if day != clock.today():
        raise invalid("day", "A score can only be given for today.")
    ids = _open_on(day).order_by("pk").values_list("pk", flat=True)
    return sum(score_outlets(part) for part in _batches(list(ids), BATCH))


def score_outlets(outlet_ids: Collection[int]) -> int:
    """Counts the named outlets and keeps that as today's scores, and what speaks for a visit there with it; 20 queries
    for up to `BATCH` outlets, and one for each season that has begun."""
    with transaction.atomic():
        counted = count(outlet_ids)
        homes = Outlet.objects.filter(pk__in=outlet_ids).annotate(fails=fails(), known=known())
        rows = [
            _row(pk, unit_id, path, "fails" if failing else "holds" if seen else "unknown", counted[pk])
            for pk, unit_id, path, failing, seen in homes.values_list("pk", "unit_id", "unit__path", "fails", "known")
        ]
        keep(rows)
        note_signs(outlet_ids)
    return len(rows)


def _open_on(day: date) -> QuerySet[Outlet]:
    return Outlet.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)


def _open_day(today: date) -> int:
    """Every outlet gets a score of today: yesterday's where nothing was judged since, else one that is counted."""
    ids = list(_open_on(today).order_by("pk").values_list("pk", flat=True))
    return sum(_carry(part, today) for part in _batches(ids, CARRIED))


def _carry(outlet_ids: Sequence[int], today: date) -> int:
    rows = ScoreDay.objects.filter(outlet__in=outlet_ids, day=today - timedelta(days=1))
    touched = dict(Touched.objects.filter(unit__outlet__in=outlet_ids).values_list("unit_id", "at"))
    there = set(ScoreDay.objects.filter(outlet__in=outlet_ids, day=today).values_list("outlet_id", flat=True))
    still = [row for row in rows if row.outlet_id not in there and _stands(row, touched.get(row.unit_id))]
    keep([_again(row, today) for row in still])
    carried = {row.outlet_id for row in still} | there
    left = [pk for pk in outlet_ids if pk not in carried]
    return len(still) + sum(score_outlets(part) for part in _batches(left, BATCH))


def _stands(row: ScoreDay, touched: datetime | None) -> bool:
    return touched is None or touched < row.kept_at - LAG


def _again(row: ScoreDay, today: date) -> ScoreDay:
    """The same score, given for today."""
    new = copy(row)
    new.pk, new.day, new.kept_at = None, today, clock.now()
    return new


def _follow(since: datetime) -> int:
    """Counts the outlets where something was judged since."""
    units = Touched.objects.filter(at__gte=since).order_by("at").values_list("unit_id", flat=True)
    ids = _open_on(clock.today()).filter(unit__in=units).order_by("pk").values_list("pk", flat=True)
    return sum(score_outlets(part) for part in _batches(list(ids), BATCH))


def _batches(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _row(outlet_id: int, unit_id: int, path: str, state: str, counted: Counted) -> ScoreDay:
    return ScoreDay(
        outlet_id=outlet_id, unit_id=unit_id, path=path, state=state, day=clock.today(), kept_at=clock.now(),
        score=counted.score, coverage=counted.coverage, full=counted.full, lost=counted.lost, modules=counted.modules,
        deductions=counted.deductions, load_id=counted.load_id, low=counted.low, high=counted.high,
    )
