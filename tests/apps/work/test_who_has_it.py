"""Who is given an order, who accepts it, who hands it on; and who may not."""

import pytest
from django.utils import translation

from tests.apps.work.refusing import refused
from tests.apps.work.scene import Scene, fresh, turns
from wangdian.apps.people.models import Person, RoleGrant
from wangdian.apps.work.access import order_for
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.hand_over import HandOver
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.apps.work.queries import orders_page
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound

KEYS = ("OUT-02", "OUT-07", "OUT-18")


def colleague(scene: Scene, role: Role, vendor: object = None) -> Person:
    """Somebody else with the same role over the branch."""
    person = Person.objects.create(login=f"second-{role}", name="Test Second", made_at=clock.now(), vendor=vendor)
    RoleGrant.objects.create(person=person, role=role, unit=scene.cast.east)
    return person


def test_orders_are_assigned_many_at_once(scene: Scene) -> None:
    orders = [scene.found(key) for key in KEYS]
    engineer = scene.cast.person(Role.ENGINEER).pk
    numbers = tuple(order.number for order in orders)
    assert AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=numbers, person_id=engineer).do() == 3
    assert {(fresh(o).state, fresh(o).assignee_id) for o in orders} == {("assigned", engineer)}


def test_one_that_cannot_be_assigned_keeps_all_and_is_named(scene: Scene) -> None:
    orders = [scene.found(key) for key in KEYS]
    scene.working(orders[1])
    leader = scene.who(Role.BRANCH_MANAGER)
    CancelOrder(who=leader, number=orders[2].number, reason="twice").do()
    verb = AssignOrder(
        who=leader, numbers=tuple(o.number for o in orders), person_id=scene.cast.person(Role.ENGINEER).pk,
    )
    problems = refused(verb, Invalid).problems
    assert [p.field for p in problems] == [orders[1].number, orders[2].number]
    assert all(p.why for p in problems)


def test_an_order_that_is_not_ones_own_to_see_hides_in_a_bulk_too(scene: Scene) -> None:
    order = scene.found()
    engineer = scene.cast.person(Role.ENGINEER).pk
    far = scene.cast.far(Role.BRANCH_MANAGER)
    refused(AssignOrder(who=far, numbers=(order.number,), person_id=engineer), NotFound)
    leader = scene.who(Role.BRANCH_MANAGER)
    refused(AssignOrder(who=leader, numbers=(order.number, "W20261118-9999"), person_id=engineer), NotFound)


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.INSPECTOR, Role.AUDITOR, Role.LOBBY_MANAGER])
def test_those_who_do_not_lead_do_not_assign(scene: Scene, role: Role) -> None:
    order = scene.found()
    verb = AssignOrder(who=scene.who(role), numbers=(order.number,), person_id=scene.cast.person(Role.ENGINEER).pk)
    refused(verb, NotAllowed)


def test_nobody_is_given_work_where_they_do_none(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.BRANCH_MANAGER)
    stranger, watcher = scene.cast.people["far-engineer"].pk, scene.cast.person(Role.AUDITOR).pk
    for person in (stranger, watcher, 999_999):
        refused(AssignOrder(who=leader, numbers=(order.number,), person_id=person), Clash)
    far_vendor = scene.cast.people["far-vendor"].vendor_id
    refused(AssignOrder(who=leader, numbers=(order.number,), vendor_id=far_vendor), Clash)


def test_an_assignment_names_one_taker_and_some_orders(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.BRANCH_MANAGER)
    engineer, vendor = scene.cast.person(Role.ENGINEER).pk, scene.cast.vendor.pk
    refused(AssignOrder(who=leader, numbers=(order.number,)), Invalid)
    refused(AssignOrder(who=leader, numbers=(order.number,), person_id=engineer, vendor_id=vendor), Invalid)
    refused(AssignOrder(who=leader, numbers=(), person_id=engineer), Invalid)


def test_only_who_was_given_it_accepts_it(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    refused(AcceptOrder(who=scene.who(Role.LOBBY_MANAGER), number=order.number), NotAllowed)
    refused(AcceptOrder(who=scene.who(Role.INSPECTOR), number=order.number), NotAllowed)
    refused(AcceptOrder(who=scene.cast.far(Role.ENGINEER), number=order.number), NotFound)
    AcceptOrder(who=scene.who(Role.ENGINEER), number=order.number).do()
    assert (fresh(order).state, fresh(order).accepted_at) == ("accepted", clock.now())


def test_a_vendor_sees_and_does_only_what_was_handed_to_it(scene: Scene) -> None:
    kept, given = scene.found("OUT-02"), scene.found("OUT-07")
    vendor = scene.who(Role.VENDOR)
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(given.number,), vendor_id=scene.cast.vendor.pk).do()
    assert [line.order.number for line in orders_page(vendor).items if line.order] == [given.number]
    refused(AcceptOrder(who=vendor, number=kept.number), NotFound)
    refused(CancelOrder(who=vendor, number=given.number, reason="no time"), NotAllowed)
    AcceptOrder(who=vendor, number=given.number).do()
    StartOrder(who=vendor, number=given.number).do()
    assert (fresh(given).assignee_id, fresh(given).vendor_id) == (vendor.id, scene.cast.vendor.pk)


def test_another_vendor_sees_nothing_of_it(scene: Scene) -> None:
    order = scene.found()
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    RoleGrant.objects.create(person=scene.cast.people["far-vendor"], role=Role.VENDOR, unit=scene.cast.east)
    other = scene.cast.far(Role.VENDOR)
    assert orders_page(other).items == ()
    refused(AcceptOrder(who=other, number=order.number), NotFound)


def test_a_vendor_that_lost_the_order_no_longer_sees_it(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.BRANCH_MANAGER)
    AssignOrder(who=leader, numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    vendor = scene.who(Role.VENDOR)
    assert order_for(vendor, order.number).pk == order.pk
    HandOver(who=leader, number=order.number, reason="too slow", person_id=scene.cast.person(Role.ENGINEER).pk).do()
    with pytest.raises(NotFound):
        order_for(vendor, order.number)


def test_whoever_has_it_hands_it_over_and_the_next_accepts_anew(scene: Scene) -> None:
    order, second = scene.working(scene.found()), colleague(scene, Role.ENGINEER)
    engineer = scene.who(Role.ENGINEER)
    refused(HandOver(who=engineer, number=order.number, reason="", person_id=second.pk), Invalid)
    HandOver(who=engineer, number=order.number, reason="off sick", person_id=second.pk).do()
    order = fresh(order)
    assert (order.state, order.assignee_id, order.hand_overs) == ("assigned", second.pk, 1)
    assert turns(order)[-1] == "handed_over"
    refused(StartOrder(who=engineer, number=order.number), NotAllowed)


def test_others_do_not_hand_it_over(scene: Scene) -> None:
    order = scene.working(scene.found())
    for role in (Role.LOBBY_MANAGER, Role.INSPECTOR, Role.AUDITOR):
        verb = HandOver(who=scene.who(role), number=order.number, reason="x", vendor_id=scene.cast.vendor.pk)
        refused(verb, NotAllowed)


def test_a_vendors_people_hand_over_among_themselves_alone(scene: Scene) -> None:
    order = scene.found()
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    vendor, second = scene.who(Role.VENDOR), colleague(scene, Role.VENDOR, scene.cast.vendor)
    AcceptOrder(who=vendor, number=order.number).do()
    outsider = scene.cast.person(Role.ENGINEER).pk
    refused(HandOver(who=vendor, number=order.number, reason="busy", person_id=outsider), NotAllowed)
    HandOver(who=vendor, number=order.number, reason="busy", person_id=second.pk).do()
    assert (fresh(order).assignee_id, fresh(order).vendor_id) == (second.pk, scene.cast.vendor.pk)


def test_an_old_copy_does_not_overwrite_what_changed_meanwhile(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.BRANCH_MANAGER)
    scene.assigned(order)
    refusal = refused(CancelOrder(who=leader, number=order.number, reason="twice", version=order.version), Clash)
    assert "changed meanwhile" in refusal.why
    with translation.override("en"):
        assert str(refusal.params["what"]) == "12:00 Assigned"
    CancelOrder(who=leader, number=order.number, reason="twice", version=fresh(order).version).do()


def test_a_pause_names_its_reason(scene: Scene) -> None:
    order = scene.working(scene.found())
    refused(PauseOrder(who=scene.who(Role.ENGINEER), number=order.number, reason="tired"), Invalid)
    assert WorkOrder.objects.get().state == "working"
