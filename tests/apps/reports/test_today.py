"""Today holds what waits for the one who looks, the most urgent first, and nothing that waits for others."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.evidence.models import Plan, Walk
from wangdian.apps.findings.models import Finding, Waiver
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.today_cards import Heap
from wangdian.apps.reports.today_queries import COUNTED, today
from wangdian.apps.reports.today_rows import SHOWN
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor, Role

TODAY_BUDGET = 8
"""Queries for the widest single role; the frame around the page takes four more."""


def heaps(who: Actor) -> dict[str, Heap]:
    return {heap.kind: heap for heap in today(who).heaps}


def plan(cast: Cast, role: Role, kind: str) -> Plan:
    return Plan.objects.create(
        name=f"{kind} {role}", kind=kind, unit=cast.root, rule="FREQ=DAILY", starts_on=NOON.date(), due_minutes=60,
        role=role,
    )


def walk(of: Plan, outlet: Outlet, until: datetime, state: str = "planned") -> Walk:
    return Walk.objects.create(
        id=uuid4(), plan=of, kind=of.kind, outlet=outlet, state=state, due_from=until - timedelta(hours=1),
        due_until=until,
    )


def order(finding: Finding, number: str, **given: object) -> WorkOrder:
    row = WorkOrder(
        number=number, finding=finding, subject=finding.subject, unit=finding.unit, impact="medium", urgency="medium",
        priority="P3", clock="round_the_clock", respond_minutes=60, resolve_minutes=600, opened_at=NOON,
        changed_at=NOON, respond_by=NOON, resolve_by=NOON + timedelta(hours=8),
    )
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    return row


def test_a_walk_waits_for_the_role_that_it_was_planned_for(cast: Cast) -> None:
    due = walk(plan(cast, Role.LOBBY_MANAGER, "opening"), cast.outlet, NOON + timedelta(minutes=30))
    assert [row.id for row in heaps(cast.near(Role.LOBBY_MANAGER))["walk"].rows] == [str(due.pk)]
    for other in (Role.OUTLET_MANAGER, Role.INSPECTOR, Role.HEAD_OFFICE, Role.AUDITOR):
        assert "walk" not in heaps(cast.near(other))
    assert "walk" not in heaps(cast.far(Role.LOBBY_MANAGER))


def test_a_walk_of_another_day_does_not_wait_yet(cast: Cast) -> None:
    walk(plan(cast, Role.LOBBY_MANAGER, "opening"), cast.outlet, NOON + timedelta(days=1))
    assert "walk" not in heaps(cast.near(Role.LOBBY_MANAGER))


def test_what_is_due_first_stands_first(cast: Cast) -> None:
    opening = plan(cast, Role.LOBBY_MANAGER, "opening")
    later, sooner = (walk(opening, cast.outlet, NOON + timedelta(hours=h)) for h in (5, 1))
    rows = heaps(cast.near(Role.LOBBY_MANAGER))["walk"].rows
    assert [row.id for row in rows] == [str(sooner.pk), str(later.pk)]


def test_an_order_waits_for_whom_it_was_given_to(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet)
    order(finding, "W1", assignee=cast.person(Role.ENGINEER), state="working")
    assert [row.id for row in heaps(cast.near(Role.ENGINEER))["order"].rows] == ["W1"]
    assert "order" not in heaps(cast.far(Role.ENGINEER))
    assert "unowned" not in heaps(cast.near(Role.BRANCH_MANAGER))


def test_a_vendors_people_see_what_was_handed_to_their_vendor_and_nothing_else(cast: Cast) -> None:
    one = requirement("AA-01")
    order(found(one, cast.outlet), "W1", vendor=cast.vendor, state="assigned")
    order(found(one, cast.sister), "W2", assignee=cast.person(Role.ENGINEER), state="assigned")
    seen = today(cast.near(Role.VENDOR))
    assert [(heap.kind, [row.id for row in heap.rows]) for heap in seen.heaps] == [("order", ["W1"])]
    assert seen.standing.outlets == 0
    assert "order" not in heaps(cast.far(Role.VENDOR))


def test_what_is_mended_waits_for_other_eyes_than_the_menders(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet)
    order(finding, "W1", state="mended", mended_by=cast.person(Role.OUTLET_MANAGER))
    asked = heaps(cast.near(Role.INSPECTOR))["verify"]
    assert [row.until for row in asked.rows] == [None]
    assert "verify" not in heaps(cast.near(Role.OUTLET_MANAGER))
    assert "verify" not in heaps(cast.far(Role.INSPECTOR))


def test_a_finding_that_nobody_has_waits_for_who_hands_out_work_the_worst_first(cast: Cast) -> None:
    mild, bad = found(requirement("AA-01"), cast.outlet), found(requirement("AA-02"), cast.outlet)
    Finding.objects.filter(pk=bad.pk).update(severity="critical")
    order(bad, "W1", state="new")
    rows = heaps(cast.near(Role.OUTLET_MANAGER))["unowned"].rows
    assert [row.id for row in rows] == [str(bad.pk), str(mild.pk)]
    assert rows[0].until == NOON + timedelta(hours=8)
    assert "unowned" not in heaps(cast.far(Role.OUTLET_MANAGER))


def test_what_was_let_pass_waits_for_nobody(cast: Cast) -> None:
    found(requirement("AA-01"), cast.outlet, waived_until=NOON + timedelta(days=1))
    assert "unowned" not in heaps(cast.near(Role.OUTLET_MANAGER))
    assert "here" not in heaps(cast.near(Role.LOBBY_MANAGER))


def test_a_waiver_waits_for_an_approver_who_did_not_ask_for_it(cast: Cast) -> None:
    asker = cast.person(Role.BRANCH_MANAGER)
    Waiver.objects.create(
        finding=found(requirement("AA-01"), cast.outlet), reason="parts", until=NOON, asked_by=asker, asked_at=NOON,
    )
    assert "waiver" in heaps(cast.near(Role.HEAD_OFFICE))
    assert "waiver" not in heaps(cast.near(Role.BRANCH_MANAGER))
    assert "waiver" not in heaps(cast.near(Role.OUTLET_MANAGER))


@pytest.mark.parametrize(("days", "there"), [(30, True), (31, False)])
def test_what_ends_within_thirty_days_is_said_before(cast: Cast, days: int, there: bool) -> None:
    row = requirement("AA-01", check={"kind": "dated", "fact": "document.expires_on", "rule": "expiry"})
    standing = stands(row, cast.outlet, "holds")
    standing.due_on = NOON.date() + timedelta(days=days)
    standing.save()
    assert ("expiring" in heaps(cast.near(Role.LOBBY_MANAGER))) is there


@pytest.mark.parametrize(("days", "there"), [(7, True), (8, False)])
def test_what_is_done_every_month_is_said_when_it_first_warns(cast: Cast, days: int, there: bool) -> None:
    monthly = {"kind": "dated", "fact": "check.fire", "rule": "interval", "every": {"months": 1}, "warn_days": [7, 1]}
    standing = stands(requirement("AA-01", check=monthly), cast.outlet, "holds")
    standing.due_on = NOON.date() + timedelta(days=days)
    standing.save()
    assert ("expiring" in heaps(cast.near(Role.LOBBY_MANAGER))) is there


def test_missed_walks_stay_in_sight_for_a_week(cast: Cast) -> None:
    opening = plan(cast, Role.LOBBY_MANAGER, "opening")
    walk(opening, cast.outlet, NOON - timedelta(days=6), "missed")
    walk(opening, cast.sister, NOON - timedelta(days=8), "missed")
    assert [row.code for row in heaps(cast.near(Role.BRANCH_MANAGER))["missed"].rows] == ["N001"]


def test_who_has_one_outlet_sees_what_is_wrong_there(cast: Cast) -> None:
    found(requirement("AA-01"), cast.outlet)
    seen = today(cast.near(Role.LOBBY_MANAGER))
    assert seen.only_outlet == "N001"
    assert [heap.kind for heap in seen.heaps] == ["here"]
    assert seen.to_do == 0


def test_outlets_are_counted_as_in_order_not_in_order_and_not_known(cast: Cast) -> None:
    one = requirement("AA-01")
    found(one, cast.outlet)
    stands(one, cast.sister, "holds")
    stands(one, cast.far_outlet, "unknown")
    whole = today(cast.near(Role.HEAD_OFFICE)).standing
    assert (whole.outlets, whole.in_order, whole.not_in_order, whole.unknown) == (3, 1, 1, 1)
    branch = today(cast.near(Role.BRANCH_MANAGER)).standing
    assert (branch.outlets, branch.in_order, branch.not_in_order, branch.unknown) == (2, 1, 1, 0)


def test_a_large_heap_is_bounded_and_says_so(cast: Cast) -> None:
    opening = plan(cast, Role.LOBBY_MANAGER, "opening")
    for minutes in range(COUNTED + 1):
        walk(opening, cast.outlet, NOON + timedelta(minutes=minutes))
    heap = heaps(cast.near(Role.LOBBY_MANAGER))["walk"]
    assert (heap.count, len(heap.rows), heap.bounded, heap.more) == (COUNTED, SHOWN, True, True)


@pytest.mark.parametrize("role", Role)
def test_today_costs_the_same_for_any_number_of_rows(
    cast: Cast, role: Role, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    opening = plan(cast, Role.LOBBY_MANAGER, "opening")
    for number in range(12):
        one = requirement(f"AA-{number:02}")
        finding = found(one, cast.outlet)
        found(one, cast.sister)
        walk(opening, cast.outlet, NOON + timedelta(minutes=number))
        order(finding, f"W{number}", state="mended" if number % 2 else "working", assignee=cast.person(Role.ENGINEER))
    who = cast.near(role)
    today(who)  # reads the catalogue once a process
    with django_assert_max_num_queries(TODAY_BUDGET):
        today(who)
