"""Examples of the API operations of channels, quiet hours, leave and duty."""

from tests.cast import Cast
from tests.roles.ask import EVERYBODY, Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_news import FIRST, LAST, ROBOT, channel, local, turn
from wangdian.apps.people.models import Channel, Deputy
from wangdian.domain.rights import Right, Role
from wangdian.foundation import clock

CHANNEL = {"title": "值班群", "topics": ["late"]}


def list_channels(cast: Cast, where: Where) -> Ask:
    channel(where)
    return Ask("/channels", Right.EDIT_CHANNELS, where.branch.path, shows=f'"unit": "{where.branch.code}"')


def make_channel(cast: Cast, where: Where) -> Ask:
    body = {**CHANNEL, "unit_code": where.branch.code, "kind": "dingtalk", "address": ROBOT}
    return Ask("/channels", Right.EDIT_CHANNELS, where.branch.path, body=body)


def at_channel(end: str = "", body: object = None) -> AskBuilder:
    def build(cast: Cast, where: Where) -> Ask:
        return Ask(f"/channels/{channel(where)}{end}", Right.EDIT_CHANNELS, where.branch.path, body=body)
    return build


def resume_channel(cast: Cast, where: Where) -> Ask:
    pk = channel(where)
    Channel.objects.filter(pk=pk).update(paused_at=clock.now())
    return Ask(f"/channels/{pk}/resume", Right.EDIT_CHANNELS, where.branch.path)


def read_quiet_hours(cast: Cast, where: Where) -> Ask:
    return Ask("/me/quiet-hours", EVERYBODY)


def set_quiet_hours(cast: Cast, where: Where) -> Ask:
    return Ask("/me/quiet-hours", EVERYBODY, body={"quiet_from": "22:00", "quiet_until": "07:00"})


def list_leaves(cast: Cast, where: Where) -> Ask:
    owner = cast.person(Role.ENGINEER)
    Deputy.objects.create(person=owner, first_day=FIRST, last_day=LAST)
    return Ask("/me/leaves", EVERYBODY, only=lambda who: who.id == owner.pk, shows=FIRST.isoformat())


def take_leave(cast: Cast, where: Where) -> Ask:
    return Ask("/me/leaves", EVERYBODY, body={"first_day": FIRST.isoformat(), "last_day": LAST.isoformat()})


def end_leave(cast: Cast, where: Where) -> Ask:
    owner = cast.person(Role.ENGINEER)
    leave = Deputy.objects.create(person=owner, first_day=FIRST, last_day=LAST)
    return Ask(f"/me/leaves/{leave.pk}", EVERYBODY, only=lambda who: who.id == owner.pk)


def read_roster(cast: Cast, where: Where) -> Ask:
    turn(where)
    return Ask(f"/units/{where.branch.code}/duty", Right.SEE_PEOPLE, where.branch.path)


def put_on_duty(cast: Cast, where: Where) -> Ask:
    body = {
        "login": local(where).login, "starts_at": "2026-11-18T18:00:00+08:00", "ends_at": "2026-11-19T08:30:00+08:00",
    }
    return Ask(f"/units/{where.branch.code}/duty", Right.EDIT_DUTY, where.branch.path, body=body)


def take_off_duty(cast: Cast, where: Where) -> Ask:
    return Ask(f"/duty/{turn(where)}", Right.EDIT_DUTY, where.branch.path)


REQUESTS: dict[str, AskBuilder] = {
    "GET /channels": list_channels,
    "POST /channels": make_channel,
    "GET /channels/{channel_id}": at_channel(),
    "PUT /channels/{channel_id}": at_channel(body=CHANNEL),
    "POST /channels/{channel_id}/stop": at_channel("/stop"),
    "POST /channels/{channel_id}/resume": resume_channel,
    "POST /channels/{channel_id}/try": at_channel("/try"),
    "GET /channels/{channel_id}/sendings": at_channel("/sendings"),
    "GET /me/quiet-hours": read_quiet_hours,
    "PUT /me/quiet-hours": set_quiet_hours,
    "GET /me/leaves": list_leaves,
    "POST /me/leaves": take_leave,
    "DELETE /me/leaves/{leave_id}": end_leave,
    "GET /units/{code}/duty": read_roster,
    "POST /units/{code}/duty": put_on_duty,
    "DELETE /duty/{duty_id}": take_off_duty,
}
