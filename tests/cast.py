"""The named cast of the tests: an invented bank with two branches and one person for every role in each."""

from dataclasses import dataclass
from datetime import date

from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.add_unit import grow
from wangdian.apps.people.models import Person, RoleGrant, Unit, Vendor
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock

OUTLET_ROLES = {Role.OUTLET_MANAGER, Role.LOBBY_MANAGER}
HEAD_ROLES = {Role.ADMINISTRATOR, Role.HEAD_OFFICE, Role.AUDITOR}


@dataclass(frozen=True)
class Cast:
    """`near` acts where `outlet` is; `far` holds the same roles in the other branch, where `far_outlet` is."""

    root: Unit
    east: Unit
    west: Unit
    outlet: Outlet
    sister: Outlet
    far_outlet: Outlet
    vendor: Vendor
    people: dict[str, Person]

    def near(self, role: Role) -> Actor:
        """Head roles over the whole bank, outlet roles at `outlet`, the others over the east branch."""
        return actor_for(self.people[f"near-{role}"].pk)

    def far(self, role: Role) -> Actor:
        """The same role, granted over the west branch (or its outlet) alone; a vendor's person works for another."""
        return actor_for(self.people[f"far-{role}"].pk)

    def person(self, role: Role) -> Person:
        return self.people[f"near-{role}"]


def _outlet(parent: Unit, code: str, name: str) -> Outlet:
    MakeOutlet(
        who=SYSTEM, parent_code=parent.code, code=code, name_zh=name, kind="full_service", opened_on=date(2015, 3, 1),
        built_on=date(2014, 5, 1),
    ).do()
    return Outlet.objects.select_related("unit", "subject").get(code=code)


def _person(login: str, vendor: Vendor | None = None) -> Person:
    person = Person(
        login=login, name=f"Test {login}", email=f"{login}@example.test", made_at=clock.now(), vendor=vendor,
    )
    person.set_unusable_password()
    return person


def gather() -> Cast:
    """Makes the cast; needs a database."""
    root = grow(None, Unit.Kind.HEAD_OFFICE, "HQ", "总行", "Head office")
    east = grow(root, Unit.Kind.BRANCH, "B1", "东城支行", "East branch")
    west = grow(root, Unit.Kind.BRANCH, "B2", "西城支行", "West branch")
    outlet, sister = _outlet(east, "N001", "东门网点"), _outlet(east, "N002", "柳巷网点")
    far_outlet = _outlet(west, "N101", "西关网点")
    vendor = Vendor.objects.create(code="V1", name="Invented Repairs")
    other_vendor = Vendor.objects.create(code="V2", name="Imagined Works")
    people, grants = {}, []
    for role in Role:
        works_for, other = (vendor, other_vendor) if role is Role.VENDOR else (None, None)
        near = root if role in HEAD_ROLES else outlet.unit if role in OUTLET_ROLES else east
        far = far_outlet.unit if role in OUTLET_ROLES else west
        for login, place, company in ((f"near-{role}", near, works_for), (f"far-{role}", far, other)):
            people[login] = _person(login, company)
            grants.append(RoleGrant(person=people[login], role=role, unit=place))
    Person.objects.bulk_create(people.values())
    RoleGrant.objects.bulk_create(grants)
    return Cast(
        root=root, east=east, west=west, outlet=outlet, sister=sister, far_outlet=far_outlet, vendor=vendor,
        people=people,
    )
