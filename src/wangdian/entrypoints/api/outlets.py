"""The API of outlets and zones."""

from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.outlets.actions.change_outlet import ChangeOutlet
from wangdian.apps.outlets.actions.change_zone import ChangeZone
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.actions.reopen_outlet import ReopenOutlet
from wangdian.apps.outlets.actions.retire_zone import RetireZone
from wangdian.apps.outlets.queries import OutletCard, ZoneCard, outlet_card, outlets_page, zone_card, zones_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Code, Day, Name60, Name80, Text20, Text30, Text120, Text200
from wangdian.entrypoints.api.who import who

router = Router(tags=["outlets"])
Latitude = Annotated[Decimal, Field(ge=-90, le=90, max_digits=8, decimal_places=6)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180, max_digits=9, decimal_places=6)]


class OutletChange(Schema):
    """All of an outlet's card; what is left out becomes empty. Degrees are WGS 84."""

    name_zh: Name80
    name_en: Text120 = ""
    kind: Text20
    opened_on: Day
    built_on: Day | None = None
    fx_licence: bool = False
    address: Text200 = ""
    phone: Text30 = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class OutletIn(OutletChange):
    """What makes an outlet under the unit `parent_code`."""

    code: Code
    parent_code: Text20


class CloseIn(Schema):
    """Since when an outlet is closed for good."""

    closed_on: Day


class ZoneChange(Schema):
    """Kind and name of a zone."""

    kind: Text20
    zone_name: Name60


class ZoneIn(ZoneChange):
    """A zone of the outlet `outlet_code`."""

    outlet_code: Text20


@router.get("/outlets", response=Listed[OutletCard])
def list_outlets(
    request: HttpRequest, search: str = "", kind: str = "", unit: str = "", after: str | None = None, limit: int = 50,
) -> Listed[OutletCard]:
    return listed(outlets_page(who(request), search=search, kind=kind, unit=unit, after=after, limit=limit))


@router.get("/outlets/{code}", response=OutletCard)
def read_outlet(request: HttpRequest, code: str) -> OutletCard:
    return outlet_card(who(request), code)


@router.post("/outlets", response={201: OutletCard})
def make_outlet(request: HttpRequest, body: OutletIn) -> Status[OutletCard]:
    code = MakeOutlet(who=who(request), **body.model_dump()).do()
    return Status(201, outlet_card(who(request), code))


@router.put("/outlets/{code}", response=OutletCard)
def change_outlet(request: HttpRequest, code: str, body: OutletChange) -> OutletCard:
    ChangeOutlet(who=who(request), code=code, **body.model_dump()).do()
    return outlet_card(who(request), code)


@router.post("/outlets/{code}/close", response=OutletCard)
def close_outlet(request: HttpRequest, code: str, body: CloseIn) -> OutletCard:
    CloseOutlet(who=who(request), code=code, closed_on=body.closed_on).do()
    return outlet_card(who(request), code)


@router.post("/outlets/{code}/reopen", response=OutletCard)
def reopen_outlet(request: HttpRequest, code: str) -> OutletCard:
    ReopenOutlet(who=who(request), code=code).do()
    return outlet_card(who(request), code)


@router.get("/zones", response=Listed[ZoneCard])
def list_zones(
    request: HttpRequest, outlet: str = "", kind: str = "", search: str = "", after: str | None = None,
    limit: int = 50,
) -> Listed[ZoneCard]:
    return listed(zones_page(who(request), outlet=outlet, kind=kind, search=search, after=after, limit=limit))


@router.get("/zones/{zone_id}", response=ZoneCard)
def read_zone(request: HttpRequest, zone_id: int) -> ZoneCard:
    return zone_card(who(request), zone_id)


@router.post("/zones", response={201: ZoneCard})
def make_zone(request: HttpRequest, body: ZoneIn) -> Status[ZoneCard]:
    zone_id = MakeZone(who=who(request), **body.model_dump()).do()
    return Status(201, zone_card(who(request), zone_id))


@router.put("/zones/{zone_id}", response=ZoneCard)
def change_zone(request: HttpRequest, zone_id: int, body: ZoneChange) -> ZoneCard:
    ChangeZone(who=who(request), zone_id=zone_id, **body.model_dump()).do()
    return zone_card(who(request), zone_id)


@router.delete("/zones/{zone_id}", response={204: None})
def retire_zone(request: HttpRequest, zone_id: int) -> Status[None]:
    RetireZone(who=who(request), zone_id=zone_id).do()
    return Status(204, None)
