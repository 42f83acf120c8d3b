"""The clocks of orders: pauses hold them, hours and waivers move them, and lateness is told up the chain once."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.work.refusing import refused
from tests.apps.work.scene import Scene, fresh, turns
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.people.models import News
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.resume_order import ResumeOrder
from wangdian.apps.work.jobs import escalate
from wangdian.apps.work.models import OrderTurn, Pause, WorkOrder
from wangdian.apps.work.queries_order import order_card
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid

HOUR = timedelta(hours=1)
MONDAY_NOON = NOON + timedelta(days=5)
"""Three business days of eight hours after Wednesday noon."""


def told(order: WorkOrder, kind: str) -> set[str]:
    rows = News.objects.filter(kind=kind, params__number=order.number)
    return set(rows.values_list("person__login", flat=True))




def test_deadlines_lie_in_the_opening_hours_of_the_outlet(scene: Scene) -> None:
    order = scene.found()
    assert (order.clock, order.resolve_minutes) == ("opening_hours", 24 * 60)
    assert order.resolve_by == MONDAY_NOON
    assert order.respond_by == NOON + 4 * HOUR


@pytest.mark.parametrize(("reason", "moved"), [("waiting_part", 2 * HOUR), ("waiting_access", timedelta())])
def test_a_pause_that_nobody_can_shorten_moves_the_deadline(scene: Scene, reason: str, moved: timedelta) -> None:
    order, engineer = scene.working(scene.found()), scene.who(Role.ENGINEER)
    due = order.resolve_by
    PauseOrder(who=engineer, number=order.number, reason=reason, note="ordered").do()
    assert (fresh(order).state, fresh(order).rests) == ("paused", bool(moved))
    with clock.standing_at(NOON + 2 * HOUR):
        ResumeOrder(who=engineer, number=order.number).do()
    order = fresh(order)
    assert (order.state, order.rests, order.resolve_by) == ("working", False, due + moved)
    pause = Pause.objects.get()
    assert (pause.starts_at, pause.ends_at, pause.note) == (NOON, NOON + 2 * HOUR, "ordered")


def test_while_the_clock_rests_nobody_is_told_that_it_is_late(scene: Scene) -> None:
    order = scene.working(scene.found())
    PauseOrder(who=scene.who(Role.ENGINEER), number=order.number, reason="waiting_part").do()
    assert fresh(order).next_escalation_at is None
    assert escalate(NOON + timedelta(days=30)) == 0


def test_lateness_climbs_the_chain_and_each_rung_is_told_once(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    assert order.next_escalation_at == NOON + timedelta(days=2, minutes=48)
    assert escalate(NOON + HOUR) == 0
    assert escalate(order.next_escalation_at) == 1
    assert (told(order, "work.soon_late"), told(order, "work.late")) == ({"near-engineer"}, set())
    for _ in range(2):
        escalate(order.resolve_by)
    assert told(order, "work.late") == {"near-outlet_manager", "near-branch_manager"}
    escalate(NOON + timedelta(days=20))
    assert "near-head_office" in told(order, "work.late")
    order = fresh(order)
    assert (order.escalations, order.next_escalation_at) == (3, None)
    rungs = OrderTurn.objects.filter(order=order, became="escalated").order_by("pk")
    assert [turn.why for turn in rungs] == ["1", "2", "3"]
    assert escalate(NOON + timedelta(days=40)) == 0


def test_what_nobody_has_is_told_to_who_should_assign_it(scene: Scene) -> None:
    order = scene.found()
    escalate(order.next_escalation_at)
    assert told(order, "work.soon_late") == {"near-outlet_manager"}


def test_a_mended_order_is_told_to_nobody(scene: Scene) -> None:
    order = scene.mended(scene.found())
    assert escalate(NOON + timedelta(days=30)) == 0
    assert told(order, "work.late") == set()


def test_telling_what_is_late_reads_what_is_due_and_nothing_else(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for key in ("OUT-02", "OUT-07", "OUT-18"):
        scene.found(key)
    with django_assert_max_num_queries(5):
        assert escalate(NOON) == 0


def test_a_closure_moves_the_deadlines_and_leaves_a_turn_that_says_so(scene: Scene) -> None:
    order = scene.found()
    PlanClosure(
        who=SYSTEM, outlet_code=scene.outlet.code, starts_at=NOON + HOUR, ends_at=NOON + 5 * HOUR, reason="停电",
    ).do()
    settle()
    moved = fresh(order)
    assert moved.resolve_by == order.resolve_by + 4 * HOUR
    assert moved.next_escalation_at == order.next_escalation_at + 4 * HOUR
    last = OrderTurn.objects.filter(order=order).latest("pk")
    assert (last.became, last.why) == ("deadline_moved", "2026-11-23 12:00 → 2026-11-23 16:00")
    assert moved.version == order.version + 1


def test_a_closure_elsewhere_moves_nothing(scene: Scene) -> None:
    order = scene.found()
    PlanClosure(
        who=SYSTEM, outlet_code=scene.cast.sister.code, starts_at=NOON + HOUR, ends_at=NOON + 5 * HOUR, reason="停电",
    ).do()
    settle()
    assert (fresh(order).version, turns(order)) == (order.version, ["opened"])


def test_the_time_of_a_waiver_does_not_count(scene: Scene) -> None:
    order = scene.found()
    waiver = AskWaiver(
        who=scene.who(Role.OUTLET_MANAGER), finding_id=order.finding_id, reason="scaffold",
        last_day=NOON.date() + timedelta(days=4),
    ).do()
    settle()
    DecideWaiver(who=scene.who(Role.BRANCH_MANAGER), waiver_id=waiver, granted=True).do()
    settle()
    moved = fresh(order)
    assert moved.resolve_by == datetime(2026, 11, 25, 17, tzinfo=clock.BANK_ZONE)
    assert turns(order) == ["opened", "deadline_moved"]
    assert escalate(NOON + timedelta(days=3)) == 0


def test_a_changed_priority_changes_the_time_it_has(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.OUTLET_MANAGER)
    ChangePriority(who=leader, number=order.number, priority="P1", reason="visitors tomorrow").do()
    changed = fresh(order)
    assert (changed.priority, changed.resolve_by) == ("P1", NOON + 4 * HOUR)
    last = OrderTurn.objects.filter(order=order).latest("pk")
    assert (last.became, last.why) == ("priority", "P3 → P1: visitors tomorrow")


def test_a_priority_needs_a_reason_a_change_and_a_live_order(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.OUTLET_MANAGER)
    refused(ChangePriority(who=leader, number=order.number, priority="P1", reason=""), Invalid)
    refused(ChangePriority(who=leader, number=order.number, priority="P9", reason="x"), Invalid)
    refused(ChangePriority(who=leader, number=order.number, priority="P3", reason="x"), Clash)
    WorkOrder.objects.update(state="cancelled", ended_at=NOON)
    refused(ChangePriority(who=leader, number=order.number, priority="P1", reason="x"), Clash)


def test_a_card_says_how_much_of_each_clock_is_spent_and_left(scene: Scene) -> None:
    order = scene.found()
    with clock.standing_at(NOON + 6 * HOUR):
        card = order_card(scene.who(Role.OUTLET_MANAGER), order.number)
    assert (card.response.state, card.response.spent, card.response.left) == ("breached", 300, -60)
    assert (card.resolve.state, card.resolve.spent, card.resolve.left, card.resolve.kind) == (
        "running", 300, 1140, "opening_hours",
    )
    assert card.brief.late


def test_without_opening_hours_the_clock_runs_in_days(scene: Scene) -> None:
    scene.outlet.hours.all().delete()
    order = scene.found()
    assert order.resolve_by == NOON + timedelta(days=3)
