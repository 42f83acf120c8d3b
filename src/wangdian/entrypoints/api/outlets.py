"""The API of outlets."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.queries import OutletCard, outlet_card, outlets_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["outlets"])


class OutletIn(Schema):
    """What makes an outlet."""

    code: str
    parent_code: str
    name_zh: str
    name_en: str = ""
    kind: str
    opened_on: date
    built_on: date | None = None
    fx_licence: bool = False
    address: str = ""
    phone: str = ""


@router.get("/outlets", response=Listed[OutletCard])
def list_outlets(
    request: HttpRequest, search: str = "", kind: str = "", unit: str = "", after: str | None = None, limit: int = 50,
) -> Listed[OutletCard]:
    return listed(outlets_page(who(request), search=search, kind=kind, unit=unit, after=after, limit=limit))


@router.get("/outlets/{code}", response=OutletCard)
def read_outlet(request: HttpRequest, code: str) -> OutletCard:
    return outlet_card(who(request), code)


@router.post("/outlets", response={201: OutletCard})
def make_outlet(request: HttpRequest, body: OutletIn) -> tuple[int, OutletCard]:
    code = MakeOutlet(who=who(request), **body.model_dump()).do()
    return 201, outlet_card(who(request), code)
