"""What stands in the outlets of the demo bank: signs, screens, machines, kits, documents, with their dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo import upkeep
from demo.bank import Cast
from demo.places import ZONE_NAMES, Spot
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.models import Asset
from wangdian.apps.outlets.models import Outlet, Zone
from wangdian.domain.rights import Actor


@dataclass(frozen=True)
class Stock:
    """A thing that an outlet of some kinds has: asset kind, name, zone kind."""

    kind: str
    name: str
    zone: str
    outlets: frozenset[str]


ALL = frozenset({"full_service", "light", "community", "self_service"})
STAFFED = ALL - {"self_service"}
FULL = frozenset({"full_service"})
CASH = frozenset({"full_service", "light"})

STOCK: tuple[Stock, ...] = (
    Stock("fascia_sign", "门楣标牌", "outdoor", ALL),
    Stock("display", "门头电子屏", "outdoor", CASH),
    Stock("ramp", "无障碍坡道", "outdoor", STAFFED),
    Stock("entrance", "正门", "outdoor", ALL),
    Stock("call_button", "门口求助按钮", "outdoor", STAFFED),
    Stock("atm", "取款机 1", "self_service", FULL | {"light", "self_service"}),
    Stock("atm", "存取款一体机 2", "self_service", FULL | {"self_service"}),
    Stock("camera", "自助区摄像机", "self_service", FULL | {"light", "self_service"}),
    Stock("camera", "等候区摄像机", "waiting", STAFFED),
    Stock("queue_machine", "叫号机", "hall", CASH),
    Stock("medical_kit", "医药箱", "convenience", STAFFED),
    Stock("convenience_kit", "便民箱", "convenience", STAFFED),
    Stock("water_dispenser", "饮水机", "convenience", STAFFED),
    Stock("hvac", "中央空调", "hall", STAFFED),
    Stock("extinguisher", "灭火器 A", "hall", STAFFED),
    Stock("extinguisher", "灭火器 B", "self_service", FULL | {"light", "self_service"}),
    Stock("emergency_light", "应急灯", "hall", STAFFED),
    Stock("panic_button", "柜台报警按钮", "counter", CASH),
    Stock("nvr", "录像机", "hall", CASH),
    Stock("switchboard", "配电箱", "hall", CASH),
)
KIT: dict[str, tuple[tuple[str, int, bool], ...]] = {
    "medical_kit": (("创可贴", 20, True), ("退热贴", 4, True), ("碘酒", 2, True), ("纱布", 4, True)),
    "convenience_kit": (("胶棒", 2, False), ("剪刀", 1, False), ("花镜", 3, False), ("签字笔", 6, False),
                        ("双面胶", 2, False)),
}
"""Articles by kit: name, how many, whether they expire."""

CONTENT: tuple[tuple[str, int], ...] = (("防范电信诈骗宣传", 240), ("存款保险标识宣传", 300), ("秋收惠农贷款", 45))
"""What screens show: title, and for how many days from today it is approved."""

DOCUMENTS: tuple[tuple[str, str, int], ...] = (
    ("finance_licence", "金融许可证", 900), ("business_licence", "营业执照", 2000), ("price_list", "服务价格公示", 300),
    ("complaint_notice", "投诉渠道公示", 500),
)
UPKEEP: tuple[tuple[str, str, int], ...] = (
    ("call_button", "test.call_button", 0), ("panic_button", "test.panic_button", 0),
    ("extinguisher", "check.extinguisher", 0), ("emergency_light", "test.emergency_light", 0),
    ("emergency_light", "test.emergency_discharge", 248), ("hvac", "service.hvac_filter", 0),
    ("hvac", "service.hvac_parts", 248), ("hvac", "service.hvac_ducts", 612),
    ("water_dispenser", "service.water_dispenser", 0), ("nvr", "service.cctv", 0),
    ("switchboard", "service.switchboard", 248),
)
"""What was done, to which kind of asset, at most how many days ago; 0 is done again and again, on days of its own."""

OF_OUTLET: tuple[tuple[str, int], ...] = (
    ("service.fire_facilities", 248), ("check.fire", 0), ("drill.fire", 248), ("check.accessibility", 0),
    ("test.complaint_line", 0), ("filing.cctv", 300),
)
ANSWERED = {"test.call_button", "test.panic_button"}


def furnish(cast: Cast, spot: Spot, day: date, until: date) -> None:
    """Brings everything into one outlet on `day`, in order then; what is good for a while is so until after `until`."""
    who, luck = cast.actor("zonghang"), Random(spot.number)
    for stock in STOCK:
        if spot.kind in stock.outlets:
            _bring(who, spot, stock, day, luck)
    if spot.kind in CASH:
        AddAsset(who=who, outlet_code=spot.code, kind="cash_counter", asset_name="点验钞机", zone=ZONE_NAMES["waiting"],
                 seen_by="等候区摄像机", installed_on=day - timedelta(days=400)).do()
    outlet = Outlet.objects.get(code=spot.code)
    for asset in Asset.objects.filter(outlet=outlet):
        _look_after(who, spot, asset, day, until, luck)
    for kind, title, days in DOCUMENTS:
        if spot.kind in STAFFED:
            AddDocument(
                who=who, outlet_code=spot.code, kind=kind, document_name=title, number=f"{spot.code}-{kind[:2]}",
                issued_on=day - timedelta(days=400), expires_on=until + timedelta(days=_left(spot, kind, days)),
            ).do()
    for sort, days in OF_OUTLET:
        _record(who, outlet.subject_id, sort, _done_on(spot, sort, day, days, luck))
    zone = Zone.objects.filter(outlet=outlet, kind="convenience").first()
    if zone is not None:
        PlaceArticle(who=who, zone_id=zone.pk, article="轮椅", place="便民服务区左侧地标框内").do()


def _bring(who: Actor, spot: Spot, stock: Stock, today: date, luck: Random) -> None:
    extinguisher = stock.kind == "extinguisher"
    installed = today - timedelta(days=luck.randint(200, 1500))
    AddAsset(
        who=who, outlet_code=spot.code, kind=stock.kind, asset_name=stock.name, zone=ZONE_NAMES[stock.zone],
        variant="powder" if extinguisher else "", installed_on=installed,
        made_on=installed - timedelta(days=40) if extinguisher else None,
    ).do()


def _look_after(who: Actor, spot: Spot, asset: Asset, today: date, until: date, luck: Random) -> None:
    for name, par, expires in KIT.get(asset.kind, ()):
        last = until + timedelta(days=luck.randint(20, 500)) if expires else None
        StockArticle(who=who, asset_id=asset.pk, article=name, par=par, quantity=par + luck.randint(0, 3),
                     expires_on=last).do()
    if asset.kind == "display":
        for n, (title, days) in enumerate(CONTENT):
            AddContent(who=who, asset_id=asset.pk, title=title, approval=f"宣审 2026-{asset.pk % 900 + n:03d}",
                       valid_from=today - timedelta(days=9), valid_until=until + timedelta(days=days + n)).do()
    for kind, sort, days in UPKEEP:
        if asset.kind == kind:
            _record(who, asset.subject_id, sort, _done_on(spot, sort, today, days, luck))


def _left(spot: Spot, kind: str, days: int) -> int:
    """For how many days from today a document is good; one business licence in thirty is about to end."""
    ends = kind == "business_licence" and spot.number % 30 == 5
    return 12 + spot.number % 17 if ends else days + spot.number


def _done_on(spot: Spot, sort: str, day: date, days: int, luck: Random) -> date:
    ago = luck.randint(1, days) if days else upkeep.last_before(sort, spot.number)
    return day - timedelta(days=ago)


def _record(who: Actor, subject_id: int, sort: str, done_on: date) -> None:
    answer = 12 if sort in ANSWERED else None
    RecordUpkeep(who=who, subject_id=subject_id, sort=sort, done_on=done_on, answer_seconds=answer).do()
