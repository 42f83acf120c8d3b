"""The demo bank is seeded small and short, and still tells its whole story."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet
from pytest_django import Settings

from demo import story
from demo.seed import seed
from wangdian.apps.evidence.gallery import Gallery
from wangdian.apps.evidence.models import Answer, Photo, TwinQuestion, Walk
from wangdian.apps.evidence.twins import look_for_twins
from wangdian.apps.findings.models import Finding, Standing, Waiver
from wangdian.apps.journal.chain import verify_chain
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.calendar_cards import missing_years
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.models import Person
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.today_queries import today
from wangdian.apps.work.models import OrderTurn, WorkOrder
from wangdian.domain.rights import Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash

OUTLETS, DAYS = 8, 30


@pytest.mark.django_db
def test_a_small_demo_tells_the_whole_story(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    told: list[tuple[str, int, int]] = []
    logins = seed(OUTLETS, DAYS, lambda *step: told.append(step))

    assert told[-1] == ("days", DAYS, DAYS)
    assert Outlet.objects.count() == OUTLETS
    everybody_can_log_in(logins, tmp_path)
    a_screen_shows_what_expired()
    only_what_the_story_says_is_overdue()
    orders_have_somebody_who_holds_them()
    orders_wait_for_verification_for_a_part_and_for_the_vendor()
    a_repair_was_returned_and_then_held()
    what_was_mended_broke_again()
    a_waiver_is_granted_and_one_is_asked()
    a_walk_was_missed()
    self_check_and_recheck_disagree()
    an_outlet_slides()
    nothing_is_left_to_be_told()
    nothing_happened_by_night_or_ahead()
    few_dates_end_soon_and_each_outlet_has_its_own(actor_for(Person.objects.get(login="zonghang").pk))
    the_year_is_certain()
    only_photos_that_the_story_uses_again_are_asked_about()
    the_log_is_whole()
    with pytest.raises(Clash):
        seed(OUTLETS, DAYS, lambda *step: told.append(step))


def finding(code: str, key: str) -> Finding:
    """The newest at that outlet."""
    return Finding.objects.filter(unit__code=code, requirement__key=key).latest("opened_at", "pk")


def everybody_can_log_in(logins: list[dict[str, str]], folder: Path) -> None:
    assert json.loads((folder / "demo-logins.json").read_text()) == logins
    assert {row["role"] for row in logins} == set(Role)
    for row in logins:
        person = Person.objects.get(login=row["login"])
        assert person.check_password(row["password"])
        assert not person.must_change_password
        assert row["role"] in person.grants.values_list("role", flat=True)


def a_screen_shows_what_expired() -> None:
    found = finding(story.HOME, "OUT-05")
    assert found.state == Finding.State.OPEN
    assert found.subject.label == "门头电子屏"
    assert found.opened_at < clock.now() - timedelta(days=1)


def only_what_the_story_says_is_overdue() -> None:
    order = WorkOrder.objects.get(finding=finding(story.HOME, "IN-16"))
    assert order.state == WorkOrder.State.ACCEPTED
    assert order.resolve_by < clock.now() - timedelta(days=2)
    assert order.escalations > 0
    late = live_orders().filter(resolve_by__lt=clock.now(), rests=False, mended_at=None)
    elsewhere = late.exclude(unit__code=story.SLIDING)
    assert {(o.unit.code, o.finding.requirement.key) for o in elsewhere} == {
        (story.HOME, "IN-16"), (story.HOME, "OUT-05"),
    }
    assert late.filter(unit__code=story.SLIDING).count() > 5
    oldest = late.earliest("resolve_by")
    assert oldest.resolve_by > clock.now() - timedelta(days=21)


def live_orders() -> QuerySet[WorkOrder]:
    """In hand still; those whose finding is waived, or to be, wait for nobody."""
    return WorkOrder.objects.exclude(state__in=["verified", "cancelled"]).exclude(finding__waivers__isnull=False)


def orders_have_somebody_who_holds_them() -> None:
    nobody = live_orders().filter(assignee=None, vendor=None)
    assert nobody.count() * 4 <= live_orders().count()
    assert not nobody.filter(opened_at__lt=clock.now() - timedelta(days=2)).exists()


def orders_wait_for_verification_for_a_part_and_for_the_vendor() -> None:
    states = set(live_orders().values_list("state", flat=True))
    assert {"accepted", "mended", "paused"} <= states
    for order in live_orders().filter(state="mended"):
        assert order.photos.filter(moment="after").exists()
    relapse = WorkOrder.objects.get(finding=finding(story.RELAPSE, "OUT-17"))
    assert relapse.state == WorkOrder.State.PAUSED
    assert relapse.vendor is not None
    assert relapse.pauses.latest("pk").note
    fault = WorkOrder.objects.get(finding=finding(story.HOME, "FAULT-01"))
    assert fault.vendor is not None


def nothing_happened_by_night_or_ahead() -> None:
    """The clock of the test stands at noon: what is done in the afternoon has not been done today."""
    for moment in (
        *Walk.objects.filter(state="finished").values_list("finished_at", flat=True),
        *OrderTurn.objects.exclude(by=None).values_list("at", flat=True),
    ):
        assert moment < clock.now()
        assert 8 <= moment.astimezone(clock.BANK_ZONE).hour < 18


def few_dates_end_soon_and_each_outlet_has_its_own(who: Actor) -> None:
    heap = next(heap for heap in today(who).heaps if heap.kind == "expiring")
    assert not heap.bounded
    assert heap.count <= 3 * OUTLETS
    due = Standing.objects.filter(requirement__key="ACC-16", says="holds").values_list("detail__due_on", flat=True)
    assert len(set(due)) > OUTLETS // 2


def the_year_is_certain() -> None:
    assert missing_years() == ()


def only_photos_that_the_story_uses_again_are_asked_about() -> None:
    assert look_for_twins(seconds=600, gallery=Gallery()) == Photo.objects.count() > 15
    asked = TwinQuestion.objects.values_list("photo__unit__code", "earlier__unit__code", "same_bytes")
    assert sorted(asked) == [
        (story.SLIDING, story.SLIDING, False), (story.RELAPSE, story.RELAPSE, False), (story.ASKING, story.RAMP, False),
    ]


def a_repair_was_returned_and_then_held() -> None:
    first = Finding.objects.filter(unit__code=story.RELAPSE, requirement__key="OUT-17").earliest("opened_at")
    order = first.orders.get()
    assert first.state == Finding.State.CLOSED
    assert order.state == WorkOrder.State.VERIFIED
    assert order.returns == 1
    assert order.verified_by_id not in (None, order.mended_by_id)
    turns = list(OrderTurn.objects.filter(order=order).order_by("at", "pk").values_list("became", flat=True))
    assert turns.count("mended") == 2
    assert turns.index("mended") < turns.index("returned") < turns.index("verified")


def what_was_mended_broke_again() -> None:
    again = finding(story.RELAPSE, "OUT-17")
    assert again.state == Finding.State.MENDING
    assert again.repeats == 1
    assert again.repeat_of is not None
    assert again.repeat_of.state == Finding.State.CLOSED


def a_waiver_is_granted_and_one_is_asked() -> None:
    states = dict(Waiver.objects.values_list("finding__unit__code", "state"))
    assert states == {story.RAMP: Waiver.State.GRANTED, story.ASKING: Waiver.State.ASKED}
    assert finding(story.RAMP, "ACC-12").waived_until > clock.now()
    assert finding(story.ASKING, "ACC-12").waived_until is None


def a_walk_was_missed() -> None:
    missed = Walk.objects.get(state=Walk.State.MISSED)
    assert missed.outlet.code == story.RELAPSE
    assert Finding.objects.filter(requirement__key="WALK-01", unit__code=story.RELAPSE).exists()


def self_check_and_recheck_disagree() -> None:
    for key in ("IN-26", "IN-16", "OUT-01"):
        found = finding(story.TWO_MINDS, key)
        assert found.state == Finding.State.OPEN
        answers = Answer.objects.filter(subject=found.subject, requirement=found.requirement).order_by("answered_at")
        assert [(one.walk.kind, one.says) for one in answers][-2:] == [("self", "ok"), ("recheck", "fail")]


def an_outlet_slides() -> None:
    days = ScoreDay.objects.filter(outlet__code=story.SLIDING).order_by("day")
    first, last = days.first(), days.last()
    assert first is not None
    assert last is not None
    assert last.score < first.score
    standing = dict(ScoreDay.objects.filter(day=last.day).values_list("outlet__code", "score"))
    assert len(standing) == OUTLETS
    assert min(standing, key=lambda code: standing[code]) == story.SLIDING


def nothing_is_left_to_be_told() -> None:
    assert not OutboxRow.objects.filter(done_at=None).exists()
    assert not OutboxRow.objects.exclude(last_error="").exists()


def the_log_is_whole() -> None:
    report = verify_chain()
    assert report.whole
    assert report.rows > 300
