"""The API of readings of air, light and sound."""

from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.actions.withdraw_reading import WithdrawReading
from wangdian.apps.evidence.queries_readings import ReadingCard, SeriesCard, readings_page, series_of
from wangdian.domain.streams import Source
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Code, Moment, Text80, Text200
from wangdian.entrypoints.api.who import who
from wangdian.foundation import clock

router = Router(tags=["readings"])


class SeriesOut(Schema):
    """All readings of one metric at a zone or outlet, with the latest that counts, in the unit (UCUM) of the metric."""

    id: int
    subject: int
    subject_kind: str
    subject_label: str
    metric: str
    unit: str
    last_at: datetime | None
    last_value: Decimal | None
    last_source: str


class ReadingsIn(Schema):
    """What was read at one subject at one moment: figures by metric, each in the unit of its metric.

    The same figure for the same moment may be sent again, and counts once; another one is refused.
    """

    subject: int = Field(ge=1, le=2**31 - 1)
    at: Moment | None = None
    values: dict[Text80, Decimal] = Field(min_length=1, max_length=20)
    source: Source = Source.HAND


class NewOut(Schema):
    """How many of the readings were not here before."""

    new: int


class WithdrawIn(Schema):
    """Why a reading is taken back."""

    why: Text200


@router.get("/outlets/{code}/series", response=list[SeriesOut])
def list_series(request: HttpRequest, code: Code) -> list[SeriesOut]:
    """Everything that was ever read at an outlet, by zone and metric."""
    return [_out(one) for one in series_of(who(request), code)]


@router.get("/series/{series_id}/readings", response=Listed[ReadingCard])
def list_readings(
    request: HttpRequest, series_id: int, since: Moment | None = None, until: Moment | None = None,
    after: str | None = None, limit: int = 50,
) -> Listed[ReadingCard]:
    """The latest first, also those that were taken back."""
    return listed(readings_page(who(request), series_id, since=since, until=until, after=after, limit=limit))


@router.post("/readings", response=NewOut)
def record_readings(request: HttpRequest, body: ReadingsIn) -> NewOut:
    """Records what was read; `source` is hand, file or sensor."""
    new = RecordReadings(
        who=who(request), subject_id=body.subject, at=body.at or clock.now(), values=body.values, source=body.source,
    ).do()
    return NewOut(new=new)


@router.post("/readings/{reading_id}/withdraw", response={204: None})
def withdraw_reading(request: HttpRequest, reading_id: int, body: WithdrawIn) -> Status[None]:
    """Takes a mistaken reading back: it is kept, and counts no more."""
    WithdrawReading(who=who(request), reading_id=reading_id, why=body.why).do()
    return Status(204, None)


def _out(one: SeriesCard) -> SeriesOut:
    return SeriesOut(
        id=one.id, subject=one.subject_id, subject_kind=one.subject_kind, subject_label=one.subject,
        metric=one.metric, unit=one.unit, last_at=one.last_at, last_value=one.last_value,
        last_source=one.last_source,
    )
