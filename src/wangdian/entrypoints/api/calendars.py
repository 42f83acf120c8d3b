"""The API of opening hours, closures and official days."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.outlets.actions.cancel_closure import CancelClosure
from wangdian.apps.outlets.actions.load_official_days import LoadOfficialDays
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.remove_hours import RemoveHours
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.calendar_cards import CalendarCard, calendar_card, closure_place
from wangdian.apps.outlets.notices import NamedDay, loaded_notices
from wangdian.entrypoints.api.shapes import Day, Moment, Name120, Text20, Text60, Text120, Text160, Text300
from wangdian.entrypoints.api.who import who

router = Router(tags=["calendars"])


class ServiceNowOut(Schema):
    """A service at this moment."""

    service: str
    is_open: bool
    until: datetime | None
    opens_next: datetime | None


class OpenNowOut(Schema):
    """Whether the outlet is open, until when, when next; not `certain` while the year's notice is not loaded."""

    is_open: bool
    until: datetime | None
    opens_next: datetime | None
    services: list[ServiceNowOut]
    day_kind: str
    day_name_zh: str
    day_name_en: str
    certain: bool


class EditionOut(Schema):
    """The hours from a day on: {"personal.working": "09:00-17:00"}."""

    effective_from: date
    hours: dict[str, str]
    state: str


class ClosureOut(Schema):
    """A temporary closure; no services means all."""

    id: int
    starts_at: datetime
    ends_at: datetime
    services: list[str]
    reason: str
    reason_en: str
    state: str


class CalendarOut(Schema):
    """All about an outlet's opening."""

    code: str
    name_zh: str
    closed_on: date | None
    now: OpenNowOut
    editions: list[EditionOut]
    closures: list[ClosureOut]
    missing_years: list[int]


class HoursIn(Schema):
    """A new edition; keys are service.kind of day, spans are separated by commas."""

    effective_from: Day
    hours: Annotated[dict[Text60, Text120], Field(max_length=20)]


class ClosureIn(Schema):
    """A temporary closure; no services means all."""

    starts_at: Moment
    ends_at: Moment
    reason: Name120
    reason_en: Text160 = ""
    services: Annotated[list[Text20], Field(max_length=3)] = []


class OfficialDayShape(Schema):
    """A day that differs from its weekday: `kind` is festival or working."""

    day: Day
    kind: Text20
    name_zh: Annotated[str, Field(min_length=1, max_length=40)]
    name_en: Text60 = ""


class NoticeIn(Schema):
    """A year's notice; it replaces what was loaded for that year."""

    days: Annotated[list[OfficialDayShape], Field(min_length=1, max_length=200)]
    announced: bool = True
    notice: Text160 = ""
    source: Text300 = ""


class NoticeOut(Schema):
    """A loaded year."""

    year: int
    announced: bool
    notice: str
    source: str
    days: list[OfficialDayShape]


@router.get("/outlets/{code}/calendar", response=CalendarOut)
def read_calendar(request: HttpRequest, code: str) -> CalendarCard:
    return calendar_card(who(request), code)


@router.post("/outlets/{code}/hours", response={201: CalendarOut})
def set_hours(request: HttpRequest, code: str, body: HoursIn) -> Status[CalendarCard]:
    SetHours(who=who(request), outlet_code=code, effective_from=body.effective_from, hours=body.hours).do()
    return Status(201, calendar_card(who(request), code))


@router.delete("/outlets/{code}/hours/{effective_from}", response=CalendarOut)
def remove_hours(request: HttpRequest, code: str, effective_from: date) -> CalendarCard:
    RemoveHours(who=who(request), outlet_code=code, effective_from=effective_from).do()
    return calendar_card(who(request), code)


@router.post("/outlets/{code}/closures", response={201: CalendarOut})
def plan_closure(request: HttpRequest, code: str, body: ClosureIn) -> Status[CalendarCard]:
    PlanClosure(who=who(request), outlet_code=code, **{**body.model_dump(), "services": tuple(body.services)}).do()
    return Status(201, calendar_card(who(request), code))


@router.post("/closures/{closure_id}/cancel", response=CalendarOut)
def cancel_closure(request: HttpRequest, closure_id: int) -> CalendarCard:
    code = closure_place(who(request), closure_id)
    CancelClosure(who=who(request), closure_id=closure_id).do()
    return calendar_card(who(request), code)


@router.get("/official-days", response=list[NoticeOut])
def list_official_days(request: HttpRequest) -> list[NoticeOut]:
    who(request)
    return [NoticeOut.model_validate(notice, from_attributes=True) for notice in loaded_notices()]


@router.put("/official-days/{year}", response={204: None})
def load_official_days(request: HttpRequest, year: int, body: NoticeIn) -> Status[None]:
    days = tuple(NamedDay(day.day, day.kind, day.name_zh, day.name_en) for day in body.days)
    LoadOfficialDays(
        who=who(request), year=year, days=days, announced=body.announced, notice=body.notice, source=body.source,
    ).do()
    return Status(204, None)
