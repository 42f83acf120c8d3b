"""The API of quiet hours, leave and the duty rosters of units."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from wangdian.apps.people.actions.end_leave import EndLeave
from wangdian.apps.people.actions.put_on_duty import PutOnDuty
from wangdian.apps.people.actions.set_quiet_hours import SetQuietHours
from wangdian.apps.people.actions.take_leave import TakeLeave
from wangdian.apps.people.actions.take_off_duty import TakeOffDuty
from wangdian.apps.people.duty_queries import (
    DutyCard,
    LeaveCard,
    QuietCard,
    duty_roster,
    own_leaves,
    own_quiet_hours,
)
from wangdian.entrypoints.api.shapes import Clock, Day, Moment, Text60
from wangdian.entrypoints.api.who import who

router = Router(tags=["duty"])


class QuietIn(Schema):
    """Both ends in the bank's time, or the hour of one digest a day, or nothing."""

    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    digest_at: Clock | None = None


class LeaveIn(Schema):
    """Both days counted in; `deputy` is a login name, "" for nobody."""

    first_day: Day
    last_day: Day
    deputy: Text60 = ""


class DutyIn(Schema):
    """A turn of the person with that login name."""

    login: Text60
    starts_at: Moment
    ends_at: Moment


@router.get("/me/quiet-hours", response=QuietCard)
def read_quiet_hours(request: HttpRequest) -> QuietCard:
    return own_quiet_hours(who(request))


@router.put("/me/quiet-hours", response=QuietCard)
def set_quiet_hours(request: HttpRequest, body: QuietIn) -> QuietCard:
    SetQuietHours(who=who(request), **body.model_dump()).do()
    return own_quiet_hours(who(request))


@router.get("/me/leaves", response=list[LeaveCard])
def list_leaves(request: HttpRequest) -> list[LeaveCard]:
    return list(own_leaves(who(request)))


@router.post("/me/leaves", response={201: list[LeaveCard]})
def take_leave(request: HttpRequest, body: LeaveIn) -> Status[list[LeaveCard]]:
    TakeLeave(who=who(request), **body.model_dump()).do()
    return Status(201, list(own_leaves(who(request))))


@router.delete("/me/leaves/{leave_id}", response={204: None})
def end_leave(request: HttpRequest, leave_id: int) -> Status[None]:
    EndLeave(who=who(request), leave_id=leave_id).do()
    return Status(204, None)


@router.get("/units/{code}/duty", response=list[DutyCard])
def read_roster(request: HttpRequest, code: str) -> list[DutyCard]:
    return list(duty_roster(who(request), code))


@router.post("/units/{code}/duty", response={201: list[DutyCard]})
def put_on_duty(request: HttpRequest, code: str, body: DutyIn) -> Status[list[DutyCard]]:
    PutOnDuty(who=who(request), unit_code=code, **body.model_dump()).do()
    return Status(201, list(duty_roster(who(request), code)))


@router.delete("/duty/{duty_id}", response={204: None})
def take_off_duty(request: HttpRequest, duty_id: int) -> Status[None]:
    TakeOffDuty(who=who(request), duty_id=duty_id).do()
    return Status(204, None)
