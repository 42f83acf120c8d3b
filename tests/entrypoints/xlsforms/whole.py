"""Outlets that hold something of everything, so that every requirement of the catalogue is asked somewhere."""

from datetime import date

from tests.cast import Cast
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.evidence.asking import PlaceAsked, asked_at
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.requirement import OutletKind
from wangdian.domain.rights import SYSTEM
from wangdian.domain.subject_kinds import ASSETS, ZONES

STRANGE = "=1+1 <一楼> & \"${x}\" 'y'"
"""A name that is formula, markup, reference and quotes at once."""


def fill(cast: Cast, kind: OutletKind, built_on: date) -> Outlet:
    code = f"W{list(OutletKind).index(kind)}{built_on.year}"
    MakeOutlet(
        who=SYSTEM, parent_code="B1", code=code, name_zh=f"样样网点{STRANGE}", kind=kind.value, fx_licence=True,
        opened_on=built_on, built_on=built_on,
    ).do()
    for zone, words in ZONES.items():
        MakeZone(who=SYSTEM, outlet_code=code, kind=zone, zone_name=words.zh).do()
    for asset in ASSETS:
        AddAsset(who=SYSTEM, outlet_code=code, kind=asset, asset_name=f"{asset} {STRANGE}").do()
    return Outlet.objects.select_related("unit", "subject").get(code=code)


def places(cast: Cast) -> dict[str, PlaceAsked]:
    """One filled outlet a kind, and an old one, by code."""
    LoadPacks(who=SYSTEM).do()
    outlets = [fill(cast, kind, date(2024, 5, 1)) for kind in OutletKind]
    outlets.append(fill(cast, OutletKind.FULL_SERVICE, date(2010, 5, 1)))
    return {place.code: place for place in asked_at(outlets).values()}
