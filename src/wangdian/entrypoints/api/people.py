"""The API of people, units and vendors. Passwords are set on the screens alone."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from wangdian.apps.people.actions.add_person import AddPerson
from wangdian.apps.people.actions.add_unit import AddUnit
from wangdian.apps.people.actions.add_vendor import AddVendor
from wangdian.apps.people.actions.change_person import ChangePerson
from wangdian.apps.people.actions.change_unit import ChangeUnit
from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.apps.people.actions.grant_role import GrantRole
from wangdian.apps.people.actions.reactivate_person import ReactivatePerson
from wangdian.apps.people.actions.withdraw_grant import WithdrawGrant
from wangdian.apps.people.queries import (
    PersonCard,
    UnitCard,
    VendorCard,
    people_page,
    person_card,
    unit_card,
    units_page,
    vendors_page,
)
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["people"])


class PersonIn(Schema):
    """Opens an account; nobody can log in with it until it was given a password."""

    login: str
    person_name: str
    role: str
    unit_code: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"
    vendor_code: str = ""


class PersonChange(Schema):
    """All of a person's details; what is left out becomes empty."""

    person_name: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"


class GrantIn(Schema):
    """A role over a unit's subtree; `until` is its last day."""

    role: str
    unit_code: str
    until: date | None = None


class UnitIn(Schema):
    """A branch or sub-branch under `parent_code`."""

    parent_code: str
    kind: str
    code: str
    name_zh: str
    name_en: str = ""


class UnitChange(Schema):
    """The names of a unit."""

    name_zh: str
    name_en: str = ""


class VendorIn(Schema):
    """A company whose people mend things."""

    code: str
    title: str


@router.get("/people", response=Listed[PersonCard])
def list_people(
    request: HttpRequest, search: str = "", role: str = "", unit: str = "", closed: bool = False,
    after: str | None = None, limit: int = 50,
) -> Listed[PersonCard]:
    return listed(people_page(
        who(request), search=search, role=role, unit=unit, closed=closed, after=after, limit=limit,
    ))


@router.get("/people/{person_id}", response=PersonCard)
def read_person(request: HttpRequest, person_id: int) -> PersonCard:
    return person_card(who(request), person_id)


@router.post("/people", response={201: PersonCard})
def add_person(request: HttpRequest, body: PersonIn) -> Status[PersonCard]:
    person_id = AddPerson(who=who(request), **body.model_dump()).do()
    return Status(201, person_card(who(request), person_id))


@router.put("/people/{person_id}", response=PersonCard)
def change_person(request: HttpRequest, person_id: int, body: PersonChange) -> PersonCard:
    ChangePerson(who=who(request), person_id=person_id, **body.model_dump()).do()
    return person_card(who(request), person_id)


@router.post("/people/{person_id}/close", response=PersonCard)
def close_account(request: HttpRequest, person_id: int) -> PersonCard:
    DeactivatePerson(who=who(request), person_id=person_id).do()
    return person_card(who(request), person_id)


@router.post("/people/{person_id}/open", response=PersonCard)
def open_account(request: HttpRequest, person_id: int) -> PersonCard:
    ReactivatePerson(who=who(request), person_id=person_id).do()
    return person_card(who(request), person_id)


@router.post("/people/{person_id}/grants", response={201: PersonCard})
def grant_role(request: HttpRequest, person_id: int, body: GrantIn) -> Status[PersonCard]:
    GrantRole(who=who(request), person_id=person_id, **body.model_dump()).do()
    return Status(201, person_card(who(request), person_id))


@router.delete("/grants/{grant_id}", response={204: None})
def withdraw_grant(request: HttpRequest, grant_id: int) -> Status[None]:
    WithdrawGrant(who=who(request), grant_id=grant_id).do()
    return Status(204, None)


@router.get("/units", response=Listed[UnitCard])
def list_units(
    request: HttpRequest, search: str = "", outlets: bool = False, after: str | None = None, limit: int = 50,
) -> Listed[UnitCard]:
    return listed(units_page(who(request), search=search, outlets=outlets, after=after, limit=limit))


@router.get("/units/{code}", response=UnitCard)
def read_unit(request: HttpRequest, code: str) -> UnitCard:
    return unit_card(who(request), code)


@router.post("/units", response={201: UnitCard})
def add_unit(request: HttpRequest, body: UnitIn) -> Status[UnitCard]:
    AddUnit(who=who(request), **body.model_dump()).do()
    return Status(201, unit_card(who(request), body.code))


@router.put("/units/{code}", response=UnitCard)
def change_unit(request: HttpRequest, code: str, body: UnitChange) -> UnitCard:
    ChangeUnit(who=who(request), code=code, **body.model_dump()).do()
    return unit_card(who(request), code)


@router.get("/vendors", response=Listed[VendorCard])
def list_vendors(request: HttpRequest, after: str | None = None, limit: int = 50) -> Listed[VendorCard]:
    return listed(vendors_page(who(request), after=after, limit=limit))


@router.post("/vendors", response={201: Listed[VendorCard]})
def add_vendor(request: HttpRequest, body: VendorIn) -> Status[Listed[VendorCard]]:
    AddVendor(who=who(request), **body.model_dump()).do()
    return Status(201, listed(vendors_page(who(request))))
