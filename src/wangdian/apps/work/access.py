"""Who may reach which orders: whoever sees the place, and a vendor's people what was handed to their vendor."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from wangdian.apps.people.access import within
from wangdian.apps.people.models import Person, Vendor
from wangdian.apps.people.queries import people_with
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import RIGHTS, Actor, Right
from wangdian.foundation.errors import NotAllowed, NotFound

DOERS = tuple(role for role, rights in RIGHTS.items() if Right.DO_WORK in rights)
"""The roles that mend."""


def orders_visible_to(who: Actor) -> QuerySet[WorkOrder]:
    seen = within(who, Right.SEE, "unit__")
    if who.vendor_id is not None:
        seen |= Q(vendor_id=who.vendor_id) & within(who, Right.DO_WORK, "unit__")
    return WorkOrder.objects.filter(seen)


def order_for(who: Actor, number: str) -> WorkOrder:
    """The order with that number; NotFound if it is absent or hidden."""
    order = orders_visible_to(who).select_related("unit").filter(number=number).first()
    if order is None:
        raise NotFound
    return order


def order_to(who: Actor, number: str, right: Right) -> WorkOrder:
    """The order, if `who` holds `right` where it is; NotFound if it is hidden, NotAllowed if it is only seen."""
    order = order_for(who, number)
    if not who.may(right, order.unit.path):
        raise NotAllowed
    return order


def has_it(who: Actor, order: WorkOrder) -> bool:
    """Whether the order is this person's, or waits for anybody at the vendor this person works for."""
    if order.assignee_id is not None:
        return order.assignee_id == who.id
    return order.vendor_id is not None and order.vendor_id == who.vendor_id


def held_by(who: Actor) -> Q:
    """The condition on orders for `has_it`."""
    held = Q(assignee_id=who.id)
    if who.vendor_id is not None:
        held |= Q(assignee=None, vendor_id=who.vendor_id)
    return held


def names_on(who: Actor, people: Iterable[tuple[int | None, str]]) -> dict[int, str]:
    """The names of people on orders, each asked for with the path of the order's place. 1 query.

    Whoever sees people at a place sees who works on its orders, wherever in the organisation those are at home.
    """
    shown = shown_to(who, people)
    return dict(Person.objects.filter(pk__in=shown).exclude(name="").values_list("pk", "name"))


def shown_to(who: Actor, people: Iterable[tuple[int | None, str]]) -> set[int]:
    """Whose names `who` may read, each asked for with the path of a place."""
    return {pk for pk, path in people if pk is not None and (pk == who.id or who.may(Right.SEE_PEOPLE, path))}


def doers_at(path: str) -> list[int]:
    """Ids of those who may mend there, vendors' people among them. 1 query."""
    return people_with(DOERS, path)


def vendors_at(doers: Collection[int]) -> QuerySet[Vendor]:
    """Vendors in business some of whose people are among `doers`: others would never see an order of theirs."""
    return Vendor.objects.filter(active=True, people__in=doers).distinct()
