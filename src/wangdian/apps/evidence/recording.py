"""Keeps readings: each moment of a series once, however often it is sent, and never with two figures."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext_noop

from wangdian.apps.evidence.facts import ReadingsRecorded
from wangdian.apps.evidence.listening import LOOK_BACK
from wangdian.apps.evidence.models import Reading, Series
from wangdian.apps.journal.actions.announce import announce
from wangdian.domain.metrics import METRICS, Metric
from wangdian.domain.rights import Actor, Right
from wangdian.domain.streams import Source
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

AHEAD = timedelta(minutes=5)
"""How far the clock of an instrument may be ahead of ours."""
Moment = tuple[int, datetime]
"""The id of a series and a moment in it."""


@dataclass(frozen=True, slots=True)
class Given:
    """One figure in the unit of its metric, at a subject and a moment."""

    subject_id: int
    metric: str
    at: datetime
    value: Decimal


@dataclass(frozen=True, slots=True)
class Unlike:
    """Another figure is kept for the same moment."""

    given: Given
    kept: Decimal


@dataclass(frozen=True, slots=True)
class Kept:
    """How many readings were new, how many were here already, and which contradict one that is here."""

    new: int
    known: int
    unlike: Mapping[int, Unlike]


def metric_named(name: str) -> Metric:
    """Raises Invalid for one that is not in the table."""
    metric = METRICS.get(name)
    if metric is None:
        raise invalid("metric", gettext_noop("There is no such metric."))
    return metric


def check_moment(at: datetime) -> None:
    """Raises Invalid for a moment that lies ahead."""
    if at > clock.now() + AHEAD:
        raise invalid("at", gettext_noop("This moment lies ahead. Look at the date and the time again."))


def may_take_back(who: Actor, author_id: int | None, path: str) -> bool:
    """Whether `who` may take back a reading of that author at that place."""
    own = author_id is not None and author_id == who.id
    return who.may(Right.WALK, path) and (own or who.may(Right.RECHECK, path))


def keep(who: Actor, source: Source, given: Sequence[Given]) -> Kept:
    """Keeps what is new and announces it; what contradicts is not kept and comes back by its place in `given`.

    Must run inside the verb's transaction; the rows of the series are locked, so that two who send at once do not
    meet. A reading that was taken back stays so when the same file comes again.
    """
    series = _series({(one.subject_id, one.metric) for one in given})
    moments: list[Moment] = [(series[one.subject_id, one.metric].pk, one.at) for one in given]
    here = _kept(series.values(), {at for _, at in moments})
    new: dict[Moment, Given] = {}
    unlike: dict[int, Unlike] = {}
    for place, (moment, one) in enumerate(zip(moments, given, strict=True)):
        counts, gone = here.get(moment, (None, ()))
        counts = new[moment].value if moment in new else counts
        if counts is not None and counts != one.value:
            unlike[place] = Unlike(one, counts)
        elif counts is None and one.value not in gone:
            new[moment] = one
    now, author = clock.now(), who.id or None
    Reading.objects.bulk_create(
        Reading(series_id=pk, at=at, value=one.value, source=source, author_id=author, received_at=now)
        for (pk, at), one in new.items()
    )
    if new:
        settle_ends({pk for pk, _ in new})
        announce(ReadingsRecorded(
            subject_ids=sorted({one.subject_id for one in new.values()}),
            metrics=sorted({one.metric for one in new.values()}),
        ))
    return Kept(len(new), len(given) - len(new) - len(unlike), unlike)


def settle_ends(series_ids: Collection[int]) -> None:
    """Writes down anew where each series ends."""
    rows = Reading.objects.filter(series_id__in=series_ids, withdrawn_at=None).values("series_id")
    ends = {row["series_id"]: row["last"] for row in rows.annotate(last=Max("at")).order_by()}
    Series.objects.bulk_update(
        [
            Series(pk=pk, last_at=ends.get(pk), window_from=ends[pk] - LOOK_BACK if pk in ends else None)
            for pk in sorted(series_ids)
        ],
        ["last_at", "window_from"],
    )


def _series(wanted: set[tuple[int, str]]) -> dict[tuple[int, str], Series]:
    """The series named, made where they are missing, locked in the order of their ids."""
    there = _locked(wanted)
    missing = sorted(wanted - there.keys())
    if missing:
        # Only what is missing is inserted, since a row that is ignored would leave a hole in the ids all the same.
        made = [Series(subject_id=subject, metric=metric) for subject, metric in missing]
        Series.objects.bulk_create(made, ignore_conflicts=True)
        there = _locked(wanted)
    return there


def _locked(wanted: set[tuple[int, str]]) -> dict[tuple[int, str], Series]:
    rows = Series.objects.select_for_update().filter(
        subject_id__in={subject for subject, _ in wanted}, metric__in={metric for _, metric in wanted},
    )
    return {(row.subject_id, row.metric): row for row in rows.order_by("pk")}


def _kept(series: Iterable[Series], moments: set[datetime]) -> dict[Moment, tuple[Decimal | None, list[Decimal]]]:
    """What is here at these moments: the figure that counts, and those that were taken back."""
    found: dict[Moment, tuple[Decimal | None, list[Decimal]]] = {}
    rows = Reading.objects.filter(series__in=[one.pk for one in series], at__in=moments)
    for pk, at, value, withdrawn in rows.values_list("series_id", "at", "value", "withdrawn_at"):
        counts, gone = found.get((pk, at), (None, []))
        found[pk, at] = (counts, [*gone, value]) if withdrawn else (value, gone)
    return found
