"""Who is told what about orders, waivers and reported faults."""

from collections.abc import Iterable
from typing import TypedDict

from wangdian.apps.people.absence import called_at, readers_of
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.people.queries import people_with
from wangdian.apps.people.topics import PRESSES
from wangdian.apps.standards.catalogue import rule_of
from wangdian.apps.work.access import doers_at
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.escalation import Rung
from wangdian.domain.rights import Role

Named = dict[str, str]


class Words(TypedDict):
    """What a piece of news about an order is filled with, and where it leads."""

    params: dict[str, object]
    link: str


VERIFIERS: dict[str, tuple[Role, ...]] = {
    "low": (Role.OUTLET_MANAGER,),
    "medium": (Role.OUTLET_MANAGER,),
    "high": (Role.OUTLET_MANAGER, Role.INSPECTOR),
    "critical": (Role.OUTLET_MANAGER, Role.INSPECTOR),
}
"""Who is asked to look at a repair, by severity; where nobody holds such a role, whoever leads the branch."""
PRESSING = frozenset({"P1", "P2"})
"""Orders of which somebody must know before they are assigned."""


def news_of(order: WorkOrder) -> Words:
    """The order must have its finding with edition, its unit and its subject at hand."""
    title = rule_of(order.finding.edition).title
    params: dict[str, object] = {
        "number": order.number,
        "what": {"zh": title.zh, "en": title.en},
        "where": order.subject.label,
        "outlet": outlet_name(order.unit),
        "due_at": order.resolve_by.isoformat(),
    }
    if order.priority in PRESSING:
        params[PRESSES] = True
    return Words(params=params, link=link_to(order.number))


def link_to(number: str) -> str:
    return f"/orders/{number}/"


def outlet_name(unit: Unit) -> Named:
    return {"zh": unit.name_zh, "en": unit.name_en or unit.name_zh}


def holders(order: WorkOrder) -> list[int]:
    """The person who has it; for a vendor's order that nobody has accepted, the vendor's people who mend there."""
    if order.assignee_id is not None:
        return [order.assignee_id]
    if order.vendor_id is None:
        return []
    people = Person.objects.filter(pk__in=doers_at(order.unit.path), vendor_id=order.vendor_id)
    return list(people.values_list("pk", flat=True))


def leaders_of(path: str) -> list[int]:
    """Who assigns work at an outlet: its manager, or whoever leads the branch where there is none."""
    return first_of(((Role.OUTLET_MANAGER,), (Role.BRANCH_MANAGER,), (Role.HEAD_OFFICE,)), path)


def verifiers_of(order: WorkOrder) -> list[int]:
    """Who is asked to look at a repair: never the one who mended."""
    chain = (VERIFIERS[order.finding.severity], (Role.BRANCH_MANAGER,), (Role.HEAD_OFFICE,))
    return first_of(chain, order.unit.path, without=order.mended_by_id)


def called_of_rung(order: WorkOrder, rung: Rung) -> tuple[int, ...]:
    """Who reads what a rung is told; nobody if none of those can be reached whom it names, nor who stands in.

    Of a role's holders who is on duty; what nobody has is told to who should assign it.
    """
    path = order.unit.path
    called = called_at(people_with(rung.to, path), path) if rung.to else ()
    held = readers_of(holders(order) or leaders_of(path), path) if rung.holder else ()
    return tuple(dict.fromkeys((*called, *held)))


def keepers_of(path: str) -> tuple[int, ...]:
    """Who administers the accounts of a place, and can give somebody a role there."""
    return readers_of(people_with((Role.ADMINISTRATOR,), path), path)


def first_of(chain: Iterable[tuple[Role, ...]], path: str, without: int | None = None) -> list[int]:
    """The people of the first link of a chain of roles that has any."""
    for roles in chain:
        people = [person for person in people_with(roles, path) if person != without]
        if people:
            return people
    return []
