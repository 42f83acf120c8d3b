"""Questions about readings, answered with frozen cards."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery

from wangdian.apps.evidence.access import series_for, series_visible_to
from wangdian.apps.evidence.models import Reading, Series
from wangdian.apps.evidence.names import name_for
from wangdian.apps.evidence.recording import may_take_back
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.access import outlet_for
from wangdian.domain.metrics import METRICS, plain
from wangdian.domain.rights import Actor
from wangdian.foundation.paging import Page

MOST_DRAWN = 50_000
"""Readings that a chart takes in: a month of one a minute."""


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """All readings of one metric at a subject, with the latest that counts; `path` is where it stands."""

    id: int
    subject_id: int
    subject_kind: str
    subject: str
    outlet_code: str
    metric: str
    unit: str
    last_at: datetime | None
    last_value: Decimal | None
    last_source: str
    path: str


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """One reading in the unit of its metric; `author` is a name for those who may see colleagues there, else "".

    `may_take_back` says whether the reader may do so, as long as nobody did.
    """

    id: int
    at: datetime
    value: Decimal
    source: str
    author: str
    received_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str
    may_take_back: bool


def series_of(who: Actor, outlet_code: str) -> tuple[SeriesCard, ...]:
    """Everything that was ever read at an outlet, by zone and metric. 2 queries."""
    outlet = outlet_for(who, outlet_code)
    rows = _with_last(series_visible_to(who).filter(subject__unit_id=outlet.unit_id))
    return tuple(_series(row) for row in rows.order_by("subject__label", "subject_id", "metric"))


def series_card(who: Actor, series_id: int) -> SeriesCard:
    """One series; NotFound if it is absent or hidden. 2 queries."""
    row = series_for(who, series_id)
    return _series(_with_last(Series.objects.filter(pk=row.pk).select_related("subject__unit")).get())


def readings_page(
    who: Actor, series_id: int, *, since: datetime | None = None, until: datetime | None = None,
    after: str | None = None, limit: int = 50,
) -> Page[ReadingCard]:
    """Readings of a series, the latest first, also those that were taken back. 2 queries."""
    series = series_for(who, series_id)
    rows = Reading.objects.filter(series=series).select_related("author")
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lte=until)
    path = series.subject.unit.path
    return page_of(rows, ("-at", "-id"), lambda row: _reading(who, row, path), after, limit)


def figures_between(series_id: int, since: datetime, until: datetime) -> list[tuple[datetime, Decimal, str]]:
    """Moment, figure and source of the readings that count, in the order of time; the latest if they are too many."""
    rows = Reading.objects.filter(series_id=series_id, withdrawn_at=None, at__gte=since, at__lte=until)
    found = rows.order_by("-at").values_list("at", "value", "source")[:MOST_DRAWN]
    return [(at, plain(value), source) for at, value, source in reversed(found)]


def _with_last(rows: QuerySet[Series]) -> QuerySet[Series]:
    last = Reading.objects.filter(series=OuterRef("pk"), withdrawn_at=None, at=F("series__last_at"))
    return rows.annotate(last_value=Subquery(last.values("value")[:1]), last_source=Subquery(last.values("source")[:1]))


def _series(row: Series) -> SeriesCard:
    value: Decimal | None = getattr(row, "last_value", None)
    metric = METRICS.get(row.metric)
    return SeriesCard(
        id=row.pk, subject_id=row.subject_id, subject_kind=row.subject.kind, subject=row.subject.label,
        outlet_code=row.subject.unit.code, metric=row.metric, unit=metric.unit if metric else "",
        last_at=row.last_at, last_value=None if value is None else plain(value),
        last_source=getattr(row, "last_source", None) or "", path=row.subject.unit.path,
    )


def _reading(who: Actor, row: Reading, path: str) -> ReadingCard:
    return ReadingCard(
        id=row.pk, at=row.at, value=plain(row.value), source=row.source, author=name_for(who, row.author, path),
        received_at=row.received_at, withdrawn_at=row.withdrawn_at, withdrawn_why=row.withdrawn_why,
        may_take_back=may_take_back(who, row.author_id, path),
    )
