"""Questions about to whom orders may be given, and how much each of them has to mend already."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Q

from wangdian.apps.people.models import Person
from wangdian.apps.people.queries import roles_at
from wangdian.apps.work.access import DOERS, order_for, order_to, shown_to, vendors_at
from wangdian.apps.work.briefs import RUNNING
from wangdian.apps.work.cards import TakerCard, Takers
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor, Right


def takers(who: Actor, numbers: Collection[str]) -> Takers:
    """Who mends at the places of all these orders, for those who may give them to somebody.

    Raises NotFound or NotAllowed as the verbs do. Three queries, and two more for each order.
    """
    return _takers(who, {order_to(who, number, Right.ASSIGN_WORK).unit.path for number in numbers})


def takers_of(who: Actor, number: str) -> Takers:
    """To whom this order may be given by whoever assigns there or has it; NotFound if it is hidden. At most 5 queries.

    A vendor's people give it to their colleagues alone.
    """
    path = order_for(who, number).unit.path
    return _takers(who, {path}, None if who.may(Right.ASSIGN_WORK, path) else who.vendor_id)


def _takers(who: Actor, paths: Collection[str], vendor_id: int | None = None) -> Takers:
    """`vendor_id` keeps it to that vendor and its people."""
    held = [roles_at(DOERS, path) for path in paths]
    doers = set.intersection(*map(set, held)) if held else set()
    people, vendors = Person.objects.exclude(name=""), vendors_at(doers).order_by("name", "pk")
    if vendor_id is None:
        people = people.filter(pk__in=shown_to(who, ((doer, path) for doer in doers for path in paths)))
    else:
        people, vendors = people.filter(pk__in=doers, vendor_id=vendor_id), vendors.filter(pk=vendor_id)
    named, firms = list(people.values_list("pk", "name", "vendor__name")), list(vendors.values_list("pk", "name"))
    own, firm = _open_orders([pk for pk, _name, _firm in named], [pk for pk, _name in firms])
    nearest = {person: at for each in held for person, at in each.items()}
    named.sort(key=lambda one: (nearest[one[0]][1] not in paths, one[1], one[0]))
    return Takers(
        tuple(TakerCard(pk, name, nearest[pk][0], works_for or "", own[pk]) for pk, name, works_for in named),
        tuple(TakerCard(pk, name, "", name, firm[pk]) for pk, name in firms),
    )


def _open_orders(people: Collection[int], vendors: Collection[int]) -> tuple[Counter[int], Counter[int]]:
    """How many orders each person, and each vendor, has to mend now. 1 query."""
    rows = WorkOrder.objects.filter(Q(assignee__in=people) | Q(vendor__in=vendors), state__in=RUNNING)
    by_person, by_vendor = Counter[int](), Counter[int]()
    for person, vendor in rows.values_list("assignee_id", "vendor_id"):
        by_person[person or 0] += 1
        by_vendor[vendor or 0] += 1
    return by_person, by_vendor
