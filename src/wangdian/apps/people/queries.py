"""Questions about people, units and vendors, answered with frozen cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.access import (
    grants_in_force,
    people_visible_to,
    person_for,
    unit_for,
    units_visible_to,
)
from wangdian.apps.people.models import Person, RoleGrant, Unit, Vendor
from wangdian.domain.rights import STEP, Actor, Right, after_subtree, upwards
from wangdian.foundation.errors import NotAllowed
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class GrantCard:
    """A role over a unit's subtree; `until` is its last day."""

    id: int
    role: str
    unit_code: str
    unit_name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """An account and its roles."""

    id: int
    login: str
    name: str
    phone: str
    email: str
    language: str
    vendor_code: str
    vendor_name: str
    active: bool
    erased: bool
    must_change_password: bool
    grants: tuple[GrantCard, ...]


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A node of the organisation; `depth` is 0 for the head office."""

    code: str
    parent_code: str
    kind: str
    name_zh: str
    name_en: str
    depth: int
    active: bool


@dataclass(frozen=True, slots=True)
class VendorCard:
    """A company whose people mend things."""

    id: int
    code: str
    name: str
    active: bool


def people_page(
    who: Actor, *, search: str = "", role: str = "", unit: str = "", closed: bool = False, after: str | None = None,
    limit: int = 50,
) -> Page[PersonCard]:
    """People in the order of their login names; `search` takes name or login, `unit` a unit's code. 3 queries."""
    rows = people_visible_to(who).filter(is_active=not closed)
    for word in search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(login__contains=word.lower()))
    if role or unit:
        held = RoleGrant.objects.filter(role=role) if role else RoleGrant.objects.all()
        if unit:
            path = unit_for(who, unit).path
            held = held.filter(unit__path__gte=path, unit__path__lt=after_subtree(path))
        rows = rows.filter(pk__in=held.values("person_id"))
    return page_of(_with_grants(rows), ("login",), _person, after, limit)


def person_card(who: Actor, person_id: int) -> PersonCard:
    """One person; NotFound if absent or hidden. 3 queries."""
    person = person_for(who, person_id)
    return _person(_with_grants(Person.objects.filter(pk=person.pk)).get())


def sees_person(who: Actor, person_id: int) -> bool:
    """Whether the person is there for `who`. 1 query."""
    return people_visible_to(who).filter(pk=person_id).exists()


def names_of(who: Actor, person_ids: Iterable[int]) -> dict[int, str]:
    """The names, of those asked for, that `who` may see (all colleagues in the subtrees with see_people). 1 query."""
    rows = people_visible_to(who).filter(pk__in=set(person_ids)).exclude(name="")
    return dict(rows.values_list("pk", "name"))


def people_with(roles: Iterable[str], path: str) -> list[int]:
    """Ids of open accounts that hold one of the roles at `path`, for jobs that tell people. 1 query."""
    return sorted(roles_at(roles, path))


def roles_at(roles: Iterable[str], path: str) -> dict[int, tuple[str, str]]:
    """By the id of each open account that holds one of the roles at `path`: the role held nearest to it, and the path
    over which it is held. 1 query."""
    held = grants_in_force().filter(role__in=list(roles), unit__path__in=upwards(path))
    nearest_last = held.order_by("unit__path", "role").values_list("person_id", "role", "unit__path")
    return {person: (role, over) for person, role, over in nearest_last}


def units_page(
    who: Actor, *, search: str = "", outlets: bool = False, after: str | None = None, limit: int = 200,
) -> Page[UnitCard]:
    """Units in the order of the tree, parents before children; those of outlets only if asked for. 1 query."""
    rows = units_visible_to(who).select_related("parent")
    if not outlets:
        rows = rows.exclude(kind=Unit.Kind.OUTLET)
    for word in search.split():
        rows = rows.filter(Q(code__icontains=word) | Q(name_zh__contains=word) | Q(name_en__icontains=word))
    return page_of(rows, ("path",), _unit, after, limit)


def unit_card(who: Actor, code: str) -> UnitCard:
    """One unit; NotFound if absent or hidden. 2 queries."""
    return _unit(unit_for(who, code))


def sees_unit(who: Actor, code: str) -> bool:
    """Whether there is such a unit that `who` may look at. 1 query."""
    return units_visible_to(who).filter(code=code).exists()


def vendors_page(who: Actor, *, after: str | None = None, limit: int = 200) -> Page[VendorCard]:
    """Vendors in the order of their codes, for those who see outlets or people somewhere. 1 query."""
    if not (who.may_somewhere(Right.SEE) or who.may_somewhere(Right.SEE_PEOPLE)):
        raise NotAllowed
    return page_of(Vendor.objects.all(), ("code",), _vendor, after, limit)


def _with_grants(rows: QuerySet[Person]) -> QuerySet[Person]:
    grants = RoleGrant.objects.select_related("unit").order_by("unit__path", "role")
    return rows.select_related("vendor").prefetch_related(Prefetch("grants", queryset=grants))


def _person(row: Person) -> PersonCard:
    vendor = row.vendor
    return PersonCard(
        id=row.pk, login=row.login, name=row.name, phone=row.phone, email=row.email, language=row.language,
        vendor_code=vendor.code if vendor else "", vendor_name=vendor.name if vendor else "", active=row.is_active,
        erased=row.erased_at is not None, must_change_password=row.must_change_password,
        grants=tuple(
            GrantCard(id=g.pk, role=g.role, unit_code=g.unit.code, unit_name=g.unit.name_zh, until=g.until)
            for g in row.grants.all()
        ),
    )


def _unit(row: Unit) -> UnitCard:
    return UnitCard(
        code=row.code, parent_code=row.parent.code if row.parent else "", kind=row.kind, name_zh=row.name_zh,
        name_en=row.name_en, depth=len(row.path) // STEP - 1, active=row.active,
    )


def _vendor(row: Vendor) -> VendorCard:
    return VendorCard(id=row.pk, code=row.code, name=row.name, active=row.active)
