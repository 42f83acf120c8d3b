"""Plans and the walks they bring: made ahead, taken back, missed, and what the calendar is told of them."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.apps.evidence.scene import HOURS, Scene, later
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.evidence.actions.change_plan import ChangePlan
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.actions.stop_plan import StopPlan
from wangdian.apps.evidence.dates import walk_facts
from wangdian.apps.evidence.jobs import drop_stale_uploads, miss_walks, plan_walks
from wangdian.apps.evidence.models import Plan, Upload, Walk
from wangdian.apps.evidence.shelf import shelf
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound, Refused

DAILY = {
    "title": "班前检查", "kind": "opening", "unit": "B1", "rule": "FREQ=DAILY;BYHOUR=8", "role": "lobby_manager",
    "starts_on": date(2026, 11, 1), "due_minutes": 60,
}


def plan(who: Actor = SYSTEM, **changed: object) -> int:
    return MakePlan(who=who, **(DAILY | changed)).do()


def change(who: Actor, plan_id: int, **changed: object) -> None:
    kept = {name: value for name, value in DAILY.items() if name not in {"kind", "unit"}}
    ChangePlan(who=who, plan_id=plan_id, **(kept | changed)).do()


def dues(outlet: str = "N001") -> list[str]:
    rows = Walk.objects.filter(outlet__code=outlet).order_by("due_from")
    return [f"{w.due_from.astimezone(clock.BANK_ZONE):%m-%d %H:%M}" for w in rows]


def test_a_plan_brings_a_walk_for_each_outlet_and_window(cast: Cast) -> None:
    plan()
    assert plan_walks() == 4
    assert dues("N001") == dues("N002") == ["11-19 08:00", "11-20 08:00"]
    assert dues("N101") == []


def test_a_plan_that_was_made_or_changed_brings_its_walks_without_waiting_for_the_schedule(cast: Cast) -> None:
    made = plan()
    other = plan(title="另一个")
    settle()
    assert dues("N001") == ["11-19 08:00"] * 2 + ["11-20 08:00"] * 2
    change(SYSTEM, made, rule="FREQ=DAILY;BYHOUR=11,9")
    assert Walk.objects.filter(plan=made).count() == 0
    settle()
    assert Walk.objects.filter(plan=made, outlet__code="N001").count() == 4
    assert Walk.objects.filter(plan=other, outlet__code="N001").count() == 2


def test_planning_again_makes_nothing_new(cast: Cast) -> None:
    plan()
    plan_walks()
    assert plan_walks() == 0
    assert Walk.objects.count() == 4


def test_a_rare_walk_is_planned_however_far_it_is(cast: Cast) -> None:
    plan(rule="FREQ=MONTHLY;BYMONTHDAY=28;BYHOUR=9", days="any")
    assert plan_walks() == 2
    assert dues() == ["11-28 09:00"]
    assert plan_walks() == 0


def test_a_window_that_is_open_now_is_planned_and_one_that_is_over_is_not(cast: Cast) -> None:
    plan(rule="FREQ=DAILY;BYHOUR=10,11", due_minutes=90)
    plan_walks(until=later(60))
    assert dues()[0] == "11-18 11:00"


@pytest.mark.parametrize(("days", "expected"), [
    ("working", ["11-20 08:00", "11-23 08:00"]), ("any", ["11-20 08:00", "11-21 08:00", "11-22 08:00", "11-23 08:00"]),
])
def test_days_are_those_of_the_calendar(cast: Cast, days: str, expected: list[str]) -> None:
    plan(days=days)
    with clock.standing_at(datetime(2026, 11, 19, 12, 0, tzinfo=clock.BANK_ZONE)):
        plan_walks(until=datetime(2026, 11, 23, 12, 0, tzinfo=clock.BANK_ZONE))
    assert dues() == expected


def test_before_opening_ends_when_the_outlet_opens(scene: Scene) -> None:
    plan(timing="before_opening", due_minutes=30, rule="FREQ=DAILY")
    plan_walks()
    assert dues("N001") == ["11-19 08:30", "11-20 08:30"]
    assert dues("N002") == []


def test_a_closure_takes_back_what_nobody_began(scene: Scene) -> None:
    plan(timing="before_opening", due_minutes=30, rule="FREQ=DAILY")
    plan_walks()
    start = datetime(2026, 11, 19, 0, 0, tzinfo=clock.BANK_ZONE)
    PlanClosure(who=SYSTEM, outlet_code="N001", starts_at=start, ends_at=start + timedelta(days=1), reason="修缮").do()
    plan_walks()
    assert dues("N001") == ["11-20 08:30"]


def test_filters_of_kind_choose_the_outlets(cast: Cast) -> None:
    MakeOutlet(
        who=SYSTEM, parent_code="B1", code="N003", name_zh="自助点", kind="self_service", opened_on=date(2020, 1, 1),
    ).do()
    plan(outlet_kinds=["self_service"])
    plan_walks()
    assert (dues("N001"), len(dues("N003"))) == ([], 2)


def test_planning_costs_the_same_for_three_outlets_and_for_thirty(
    cast: Cast, django_assert_max_num_queries: object,
) -> None:
    plan()
    for n in range(30):
        MakeOutlet(
            who=SYSTEM, parent_code="B1", code=f"M{n:03}", name_zh=f"网点{n}", kind="light", opened_on=date(2020, 1, 1),
        ).do()
    with django_assert_max_num_queries(16):
        assert plan_walks() == 64
    with django_assert_max_num_queries(12):
        plan_walks()


def test_changing_a_plan_moves_what_is_ahead_and_leaves_what_was_begun(scene: Scene) -> None:
    plan_id = plan()
    plan_walks()
    first = Walk.objects.filter(outlet__code="N001").order_by("due_from")[0]
    with clock.standing_at(later(60 * 20 + 10)):
        scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(), walk=first.pk, kind="opening")
        change(scene.cast.near(Role.BRANCH_MANAGER), plan_id, rule="FREQ=DAILY;BYHOUR=15")
        plan_walks()
    assert dues("N001") == ["11-19 08:00", "11-19 15:00", "11-20 15:00"]


def test_stopping_a_plan_takes_back_what_is_ahead_and_it_stays_stopped(cast: Cast) -> None:
    plan_id = plan()
    plan_walks()
    assert StopPlan(who=cast.near(Role.BRANCH_MANAGER), plan_id=plan_id).do() == 4
    assert plan_walks() == 0
    assert not Walk.objects.exists()
    with pytest.raises(Clash):
        change(cast.near(Role.BRANCH_MANAGER), plan_id)
    with pytest.raises(Clash):
        StopPlan(who=cast.near(Role.BRANCH_MANAGER), plan_id=plan_id).do()


@pytest.mark.parametrize(("changed", "fields"), [
    ({"kind": "dance"}, {"kind"}), ({"role": "auditor"}, {"role"}),
    ({"kind": "spot", "role": "lobby_manager"}, {"role"}),
    ({"rule": "FREQ=SECONDLY"}, {"rule"}), ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, {"rule"}),
    ({"due_minutes": 0}, {"due_minutes"}), ({"timing": "before_opening", "due_minutes": 2000}, {"due_minutes"}),
    ({"days": "never"}, {"days"}), ({"timing": "late"}, {"timing"}), ({"outlet_kinds": ["palace"]}, {"outlet_kinds"}),
    ({"title": " "}, {"title"}), ({"kind": "x", "rule": "x", "title": ""}, {"kind", "rule", "title"}),
])
def test_every_problem_of_a_plan_is_named_and_nothing_is_made(
    cast: Cast, changed: dict[str, object], fields: set[str],
) -> None:
    with pytest.raises(Invalid) as caught:
        plan(cast.near(Role.BRANCH_MANAGER), **changed)
    assert {p.field for p in caught.value.problems} == fields
    assert not Plan.objects.exists()


def test_two_plans_do_not_share_a_name(cast: Cast) -> None:
    plan()
    with pytest.raises(Invalid):
        plan()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(("role", "near", "refusal"), [
    (Role.OUTLET_MANAGER, True, NotFound), (Role.INSPECTOR, True, NotAllowed), (Role.AUDITOR, True, NotAllowed),
    (Role.BRANCH_MANAGER, False, NotFound), (Role.VENDOR, True, NotFound),
])
def test_others_may_not_plan_and_nothing_happens(
    cast: Cast, role: Role, near: bool, refusal: type[Refused],
) -> None:
    plan_id = plan()
    plan_walks()
    who = cast.near(role) if near else cast.far(role)
    before = (list(Plan.objects.values()), list(Walk.objects.values()), AuditEntry.objects.count())
    for attempt in (
        lambda: plan(who, title="another"), lambda: change(who, plan_id), StopPlan(who=who, plan_id=plan_id).do,
    ):
        with pytest.raises(refusal):
            attempt()
    assert before == (list(Plan.objects.values()), list(Walk.objects.values()), AuditEntry.objects.count())


def test_a_walk_that_nobody_walked_is_missed_once_and_announced(cast: Cast) -> None:
    plan()
    plan_walks()
    due_until = datetime(2026, 11, 19, 9, 0, tzinfo=clock.BANK_ZONE)
    assert miss_walks(due_until) == 0
    assert miss_walks(due_until + timedelta(seconds=1)) == 2
    assert miss_walks(due_until + timedelta(seconds=1)) == 0
    assert set(Walk.objects.filter(state="missed").values_list("due_until", flat=True)) == {due_until}
    told = OutboxRow.objects.filter(topic="evidence.walk_ended", listener="findings.walk_ended")
    assert {row.body["state"] for row in told} == {"missed"}
    assert told.count() == 2


def known(outlet: object, fact: str = "walk.opening") -> object:
    return walk_facts([outlet.subject_id], [fact]).get((outlet.subject_id, fact))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.BANK_ZONE)


def test_the_calendar_knows_the_last_walk_and_the_next_that_is_due(scene: Scene) -> None:
    outlet = scene.cast.outlet
    assert known(outlet) is None
    plan()
    plan_walks()
    assert (known(outlet).on, known(outlet).due_at) == (None, at(19, 9))
    walk = Walk.objects.get(outlet=outlet, due_from=at(19, 8)).pk
    with clock.standing_at(at(19, 8, 40)):
        who = scene.cast.near(Role.LOBBY_MANAGER)
        scene.send(who, scene.said(), walk=walk, kind="opening", finished_at=at(19, 8, 40))
    assert (known(outlet).on, known(outlet).due_at) == (at(19, 8, 40), at(20, 9))


def test_a_missed_walk_stays_due_until_one_is_walked(scene: Scene) -> None:
    outlet = scene.cast.outlet
    plan()
    plan_walks()
    miss_walks(at(19, 9, 1))
    assert known(outlet).due_at == at(19, 9)
    with clock.standing_at(at(19, 11)):
        scene.send(
            scene.cast.near(Role.LOBBY_MANAGER), scene.said(), walk=uuid4(), kind="opening", finished_at=at(19, 11),
        )
    assert (known(outlet).on, known(outlet).due_at) == (at(19, 11), at(20, 9))


def test_what_is_asked_of_a_stopped_plan_is_not_due(cast: Cast) -> None:
    plan_id = plan()
    plan_walks()
    miss_walks(at(19, 9, 1))
    StopPlan(who=SYSTEM, plan_id=plan_id).do()
    assert known(cast.outlet) is None


def test_the_calendar_asks_three_questions_however_many_outlets(
    cast: Cast, django_assert_num_queries: object,
) -> None:
    plan(unit="HQ")
    plan_walks()
    subjects = [o.subject_id for o in (cast.outlet, cast.sister, cast.far_outlet)]
    with django_assert_num_queries(3):
        assert len(walk_facts(subjects, ["walk.opening", "walk.self"])) == 3


def test_hours_that_change_are_followed(scene: Scene) -> None:
    plan(timing="before_opening", due_minutes=30, rule="FREQ=DAILY")
    plan_walks()
    later_hours = {**HOURS, "personal.working": "10:00-17:00"}
    SetHours(who=SYSTEM, outlet_code="N001", effective_from=date(2026, 11, 20), hours=later_hours).do()
    plan_walks()
    assert dues("N001") == ["11-19 08:30", "11-20 09:30"]


def test_uploads_that_never_ended_are_forgotten(cast: Cast) -> None:
    old, fresh = uuid4(), uuid4()
    for n, (pk, at_moment) in enumerate([(old, later(-60 * 24 * 15)), (fresh, later(-5))]):
        Upload.objects.create(
            id=pk, sender=cast.person(Role.LOBBY_MANAGER), unit=cast.outlet.unit, sha256=str(n) * 64, size=9, offset=3,
            begun_at=at_moment,
        )
        shelf().half_sent.write(str(pk), 0, b"abc")
    assert drop_stale_uploads() == 1
    assert shelf().half_sent.read(str(fresh)) == b"abc"
    with pytest.raises(KeyError):
        shelf().half_sent.read(str(old))
    assert Upload.objects.get().pk == fresh
