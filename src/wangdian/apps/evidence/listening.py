"""Reads the readings of many subjects as the judge follows them: in the order of time, with when the outlet opened."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import F

from wangdian.apps.evidence.models import Reading, Series
from wangdian.apps.outlets.calendars import calendars_of
from wangdian.domain.metrics import plain
from wangdian.domain.streams import Point, Source
from wangdian.foundation.calendar import OpeningCalendar
from wangdian.foundation.clock import BANK_ZONE

LOOK_BACK = timedelta(days=10)
"""Readings so much older than the latest decide nothing: longer than any holiday, any mean and any hold time."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is read at a subject of that kind, by metric."""

    kind: str
    streams: dict[str, list[Point]] = field(default_factory=dict)


def metrics_at(subject_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The metrics of which there are readings that count, by subject. 1 query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Series.objects.filter(subject_id__in=subject_ids, last_at__isnull=False)
    for subject_id, metric in rows.values_list("subject_id", "metric"):
        found[subject_id].add(metric)
    return {subject_id: frozenset(metrics) for subject_id, metrics in found.items()}


def heard_at(wanted: Mapping[int, Collection[str]]) -> dict[int, Heard]:
    """The readings that may decide a verdict, of the metrics wanted at each subject.

    1 query where nothing was ever read, else 6, however many subjects.
    """
    if not wanted:
        return {}
    names = {metric for metrics in wanted.values() for metric in metrics}
    rows = Series.objects.filter(subject_id__in=list(wanted), metric__in=names, last_at__isnull=False)
    series = {
        pk: (subject_id, metric, kind, outlet)
        for pk, subject_id, metric, kind, outlet in rows.values_list(
            "pk", "subject_id", "metric", "subject__kind", "subject__unit__outlet",
        )
    }
    if not series:
        return {}
    days = {outlet: OpenDays(one) for outlet, one in _calendars(n for *_, n in series.values()).items()}
    found: dict[int, Heard] = {}
    for pk, at, value, source, author in _readings(list(series)):
        subject_id, metric, kind, outlet = series[pk]
        opened = days[outlet].opened(at) if outlet in days else None
        told = found.setdefault(subject_id, Heard(kind))
        told.streams.setdefault(metric, []).append(Point(at, plain(value), Source(source), opened, author))
    return found


class OpenDays:
    """Answers quickly, for many moments, when the outlet had opened; one without hours counts as open all day."""

    def __init__(self, calendar: OpeningCalendar) -> None:
        self._calendar = calendar
        self._spans: dict[date, list[tuple[datetime, datetime]]] = {}

    def opened(self, at: datetime) -> datetime | None:
        """When the stretch began in which it is open at `at`; None while it is shut."""
        spans = self._on(at.astimezone(BANK_ZONE).date())
        place = bisect_right([begins for begins, _ends in spans], at) - 1
        return spans[place][0] if place >= 0 and at < spans[place][1] else None

    def between(self, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open stretches between two moments, the first and the last cut."""
        day, last = (moment.astimezone(BANK_ZONE).date() for moment in (begins, ends))
        while day <= last:
            for opens, closes in self._on(day):
                if closes > begins and opens < ends:
                    yield max(opens, begins), min(closes, ends)
            day += timedelta(days=1)

    def _on(self, day: date) -> list[tuple[datetime, datetime]]:
        spans = self._spans.get(day)
        if spans is None:
            spans = self._spans[day] = sorted(self._calendar.lit_on(day) if self._calendar.editions else _whole(day))
        return spans


def _whole(day: date) -> list[tuple[datetime, datetime]]:
    begins = datetime.combine(day, time.min, BANK_ZONE)
    return [(begins, begins + timedelta(days=1))]


def _calendars(outlets: Iterable[int | None]) -> dict[int, OpeningCalendar]:
    return calendars_of({outlet for outlet in outlets if outlet is not None})


def _readings(series: list[int]) -> Iterable[tuple[int, datetime, Decimal, str, int | None]]:
    rows = Reading.objects.filter(series_id__in=series, withdrawn_at=None, at__gte=F("series__window_from"))
    return rows.order_by("series_id", "at").values_list("series_id", "at", "value", "source", "author_id").iterator()
