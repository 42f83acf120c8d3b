"""Examples of the verbs of channels, quiet hours, leave and duty."""

from datetime import date, time, timedelta

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_people import owned
from wangdian.apps.people.actions.change_channel import ChangeChannel
from wangdian.apps.people.actions.end_leave import EndLeave
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.actions.put_on_duty import PutOnDuty
from wangdian.apps.people.actions.resume_channel import ResumeChannel
from wangdian.apps.people.actions.set_quiet_hours import SetQuietHours
from wangdian.apps.people.actions.stop_channel import StopChannel
from wangdian.apps.people.actions.take_leave import TakeLeave
from wangdian.apps.people.actions.take_off_duty import TakeOffDuty
from wangdian.apps.people.actions.try_channel import TryChannel
from wangdian.apps.people.models import Channel, Deputy, Person
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=invented"
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 4)


def channel(where: Where) -> int:
    return MakeChannel(
        who=SYSTEM, unit_code=where.branch.code, kind="dingtalk", title="值班群", address=ROBOT, topics=("late",),
    ).do()


def local(where: Where) -> Person:
    """Somebody with a role over the branch."""
    side = "near" if where.side == "near" else "far"
    return Person.objects.get(login=f"{side}-{Role.ENGINEER}")


def turn(where: Where) -> int:
    now = clock.now()
    return PutOnDuty(
        who=SYSTEM, unit_code=where.branch.code, login=local(where).login, starts_at=now,
        ends_at=now + timedelta(hours=12),
    ).do()


def make_channel(cast: Cast, where: Where) -> Example:
    return Example(at=where.branch.path, verb=lambda who: MakeChannel(
        who=who, unit_code=where.branch.code, kind="dingtalk", title="值班群", address=ROBOT, topics=("late",),
    ))


def change_channel(cast: Cast, where: Where) -> Example:
    pk = channel(where)
    return Example(
        at=where.branch.path,
        verb=lambda who: ChangeChannel(who=who, channel_id=pk, title="新群", topics=("late", "faults")),
    )


def stop_channel(cast: Cast, where: Where) -> Example:
    pk = channel(where)
    return Example(at=where.branch.path, verb=lambda who: StopChannel(who=who, channel_id=pk))


def resume_channel(cast: Cast, where: Where) -> Example:
    pk = channel(where)
    Channel.objects.filter(pk=pk).update(paused_at=clock.now())
    return Example(at=where.branch.path, verb=lambda who: ResumeChannel(who=who, channel_id=pk))


def try_channel(cast: Cast, where: Where) -> Example:
    pk = channel(where)
    return Example(at=where.branch.path, verb=lambda who: TryChannel(who=who, channel_id=pk))


def set_quiet_hours(cast: Cast, where: Where) -> Example:
    return Example(at=None, verb=lambda who: SetQuietHours(who=who, quiet_from=time(22), quiet_until=time(7)))


def take_leave(cast: Cast, where: Where) -> Example:
    return Example(at=None, verb=lambda who: TakeLeave(who=who, first_day=FIRST, last_day=LAST))


def end_leave(cast: Cast, where: Where) -> Example:
    owner = cast.person(Role.ENGINEER)
    leave = Deputy.objects.create(person=owner, first_day=FIRST, last_day=LAST)
    return owned(owner, lambda who: EndLeave(who=who, leave_id=leave.pk))


def put_on_duty(cast: Cast, where: Where) -> Example:
    now, login = clock.now(), local(where).login
    return Example(at=where.branch.path, verb=lambda who: PutOnDuty(
        who=who, unit_code=where.branch.code, login=login, starts_at=now, ends_at=now + timedelta(hours=12),
    ))


def take_off_duty(cast: Cast, where: Where) -> Example:
    pk = turn(where)
    return Example(at=where.branch.path, verb=lambda who: TakeOffDuty(who=who, duty_id=pk))


EXAMPLES: dict[str, Builder] = {
    "people.change_channel": change_channel,
    "people.end_leave": end_leave,
    "people.make_channel": make_channel,
    "people.put_on_duty": put_on_duty,
    "people.resume_channel": resume_channel,
    "people.set_quiet_hours": set_quiet_hours,
    "people.stop_channel": stop_channel,
    "people.take_leave": take_leave,
    "people.take_off_duty": take_off_duty,
    "people.try_channel": try_channel,
}
