"""Questions about channels, leave and duty cost the same however much there is."""

from datetime import date, timedelta
from typing import Any

from tests.cast import Cast
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.actions.put_on_duty import PutOnDuty
from wangdian.apps.people.actions.send_out import say_in_groups
from wangdian.apps.people.actions.take_leave import TakeLeave
from wangdian.apps.people.channel_queries import channel_card, channels_page, sendings_page
from wangdian.apps.people.duty_queries import (
    duty_roster,
    own_leaves,
    own_quiet_hours,
    who_can_be_on_duty,
    who_can_stand_in,
)
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock


def channel(number: int) -> int:
    return MakeChannel(
        who=SYSTEM, unit_code="B1", kind="feishu", title=f"群{number}", topics=("faults",),
        address=f"https://open.feishu.cn/open-apis/bot/v2/hook/{number}",
    ).do()


def test_channels_and_what_was_sent_are_read_in_one_or_two_queries(
    cast: Cast, django_assert_num_queries: Any,
) -> None:
    ids = [channel(number) for number in range(4)]
    for key in "abcde":
        say_in_groups(cast.outlet.unit.path, key=key, kind="work.fault_reported", params={}, link="")
    who = cast.near(Role.ADMINISTRATOR)
    with django_assert_num_queries(1):
        first = channels_page(who, limit=3)
    assert [one.title for one in first.items] == ["群0", "群1", "群2"]
    assert [one.id for one in channels_page(who, after=first.after).items] == ids[3:]
    with django_assert_num_queries(1):
        assert channel_card(who, ids[0]).host == "https://open.feishu.cn"
    with django_assert_num_queries(2):
        assert len(sendings_page(who, ids[0]).items) == 5
    with django_assert_num_queries(2):
        assert sendings_page(who, ids[0], given_up=True).items == ()


def test_leave_and_duty_are_read_in_one_or_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    engineer, now = cast.near(Role.ENGINEER), clock.now()
    for month in (3, 1, 2):
        first = date(2027, month, 1)
        TakeLeave(who=engineer, first_day=first, last_day=first, deputy="near-head_office").do()
    for hour in range(3):
        starts = now + timedelta(hours=hour)
        PutOnDuty(
            who=SYSTEM, unit_code="B1", login="near-engineer", starts_at=starts, ends_at=starts + timedelta(hours=1),
        ).do()
    with django_assert_num_queries(1):
        leaves = own_leaves(engineer)
    assert [(one.first_day.month, one.deputy) for one in leaves] == [(m, "near-head_office") for m in (1, 2, 3)]
    with django_assert_num_queries(1):
        assert own_quiet_hours(engineer).quiet_from is None
    lead = cast.near(Role.BRANCH_MANAGER)
    with django_assert_num_queries(2):
        roster = duty_roster(lead, "B1")
    assert [turn.now for turn in roster] == [True, False, False]


def test_who_can_stand_in_or_be_on_duty_is_named_in_few_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    lead = cast.near(Role.BRANCH_MANAGER)
    with django_assert_num_queries(1):
        deputies = who_can_stand_in(lead)
    assert deputies["near-engineer"] == "Test near-engineer"
    assert not {"near-branch_manager", "far-engineer", "near-vendor"} & set(deputies)
    assert who_can_stand_in(cast.near(Role.ENGINEER)) == {}
    with django_assert_num_queries(3):
        on_duty = who_can_be_on_duty(lead, "B1")
    assert "near-engineer" in on_duty
    assert "far-engineer" not in on_duty
