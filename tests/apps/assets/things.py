"""Things that the tests of assets put up."""

from datetime import date

from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.models import Asset
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.domain.rights import SYSTEM, Actor


def thing(kind: str, name: str = "", who: Actor = SYSTEM, **given: object) -> Asset:
    """A thing at N001, as its row."""
    made = AddAsset(who=who, outlet_code="N001", kind=kind, asset_name=name or kind, **given).do()
    return Asset.objects.select_related("subject").get(pk=made)


def zone(name: str = "大堂", kind: str = "hall", outlet: str = "N001") -> int:
    return int(MakeZone(who=SYSTEM, outlet_code=outlet, kind=kind, zone_name=name).do())


def extinguisher(name: str = "灭火器 1", **given: object) -> Asset:
    return thing("extinguisher", name, **({"variant": "powder", "made_on": date(2022, 3, 1)} | given))
