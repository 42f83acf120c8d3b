"""An order follows its finding: ends with it, goes back with it, and comes when it is missing."""

from datetime import timedelta

from tests.apps.findings.scene import day, finding, look, thing
from tests.apps.work.scene import Scene, fresh, order_of, turns
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.reopen_finding import ReopenFinding
from wangdian.apps.findings.models import Finding
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.listeners import finding_closed, finding_opened, finding_reopened, finding_seen_again
from wangdian.apps.work.models import OrderTurn, WorkOrder
from wangdian.domain.rights import Role
from wangdian.foundation import clock


def test_what_is_seen_to_hold_before_anybody_mended_it_ends_the_order(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    scene.seen("ok", Role.INSPECTOR, later=1)
    assert (fresh(order).finding.state, fresh(order).state) == ("closed", "cancelled")
    assert (turns(order)[-1], fresh(order).next_escalation_at) == ("seen_to_hold", None)


def test_a_repair_that_an_inspector_sees_to_hold_counts_as_verified(scene: Scene) -> None:
    order = scene.mended(scene.found())
    scene.seen("ok", Role.INSPECTOR, later=1)
    order = fresh(order)
    assert (order.state, order.verified_by_id) == ("verified", scene.cast.person(Role.INSPECTOR).pk)


def test_a_repair_that_does_not_hold_goes_back_to_whoever_has_it(scene: Scene) -> None:
    order = scene.mended(scene.found())
    scene.seen("fail", Role.INSPECTOR, later=1)
    order = fresh(order)
    assert (order.state, order.assignee_id, order.finding.state) == (
        "returned", scene.cast.person(Role.ENGINEER).pk, "mending",
    )
    last = OrderTurn.objects.filter(order=order).latest("pk")
    assert (last.became, last.by_id) == ("returned", scene.cast.person(Role.INSPECTOR).pk)


def test_a_mistake_ends_the_order_wherever_it_is(scene: Scene) -> None:
    order = scene.mended(scene.found())
    CloseAsMistake(who=scene.who(Role.BRANCH_MANAGER), finding_id=order.finding_id, reason="wrong outlet").do()
    settle()
    assert (fresh(order).state, turns(order)[-1]) == ("cancelled", "withdrawn")


def test_what_the_calendar_sees_to_hold_ends_the_order(scene: Scene) -> None:
    machine = thing(scene.outlet, "extinguisher", variant="powder", made_on=day("2018-01-01"))
    look()
    order = order_of(Finding.objects.get(subject=machine.subject, requirement__key="FIRE-06"))
    RecordUpkeep(
        who=scene.who(Role.OUTLET_MANAGER), subject_id=machine.subject_id, sort="service.extinguisher",
        done_on=day("2026-11-18"),
    ).do()
    settle()
    assert (fresh(order).state, turns(order)[-1]) == ("cancelled", "seen_to_hold")


def test_a_reopened_finding_gets_an_order_of_its_own(scene: Scene) -> None:
    order = scene.mended(scene.found())
    manager = scene.who(Role.OUTLET_MANAGER)
    VerifyOrder(who=manager, number=order.number, passed=True).do()
    settle()
    with clock.standing_at(NOON + timedelta(hours=1)):
        again = ReopenFinding(who=manager, finding_id=order.finding_id, reason="dirty again").do()
        settle()
    second = order_of(Finding.objects.get(pk=again))
    assert (second.state, second.priority, fresh(order).state) == ("new", "P2", "verified")


def test_a_repeat_is_more_urgent_than_the_first_time(scene: Scene) -> None:
    first = scene.found()
    scene.seen("ok", Role.INSPECTOR, later=1)
    with clock.standing_at(NOON + timedelta(days=2)):
        second = scene.found()
    assert (first.urgency, second.urgency, second.finding.severity) == ("medium", "high", "high")
    assert (first.priority, second.priority) == ("P3", "P2")


def test_being_seen_again_opens_the_order_that_is_missing_and_no_second_one(scene: Scene) -> None:
    order = scene.found()
    scene.seen("fail", Role.INSPECTOR, later=1)
    assert WorkOrder.objects.count() == 1
    OrderTurn.objects.all().delete()
    WorkOrder.objects.all().delete()
    scene.seen("fail", Role.BRANCH_MANAGER, later=2)
    assert order_of(finding("OUT-02", scene.door)).finding_id == order.finding_id


def test_a_cancelled_order_is_not_opened_again_by_itself(scene: Scene) -> None:
    order = scene.found()
    WorkOrder.objects.update(state="cancelled", ended_at=NOON)
    scene.seen("fail", Role.INSPECTOR, later=1)
    assert list(WorkOrder.objects.values_list("pk", flat=True)) == [order.pk]


def test_facts_told_twice_change_nothing_the_second_time(scene: Scene) -> None:
    order = scene.mended(scene.found())
    body = {"finding_id": order.finding_id}
    for listener in (finding_opened, finding_seen_again, finding_reopened, finding_closed):
        listener(body, 1)
    assert fresh(order).version == order.version
    VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=True).do()
    settle()
    version = fresh(order).version
    for listener in (finding_opened, finding_seen_again, finding_reopened, finding_closed):
        listener(body, 1)
    assert (fresh(order).version, WorkOrder.objects.count()) == (version, 1)
