"""The outlets of the demo bank: kinds, zones, opening hours, who works there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from demo import names
from demo.bank import Cast, hire
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.domain.rights import Role

KINDS = ("full_service",) * 6 + ("light", "light", "community", "self_service")
"""Of ten outlets: six full-service, two light, one community, one self-service."""

ZONES: dict[str, tuple[str, ...]] = {
    "full_service": ("outdoor", "self_service", "hall", "waiting", "convenience", "counter", "vip", "closet", "toilet"),
    "light": ("outdoor", "self_service", "hall", "waiting", "convenience", "counter"),
    "community": ("outdoor", "hall", "waiting", "convenience"),
    "self_service": ("outdoor", "self_service"),
}
ZONE_NAMES = {
    "outdoor": "室外", "self_service": "自助区", "hall": "营业大厅", "waiting": "等候区", "convenience": "便民服务区",
    "counter": "柜台", "vip": "贵宾室", "closet": "弱电间", "toilet": "卫生间",
}
HOURS: dict[str, dict[str, str]] = {
    "full_service": {
        "corporate.working": "09:00-17:00", "personal.working": "08:30-17:30", "personal.weekend": "09:00-16:30",
        "personal.festival": "09:30-15:30", "self_service.working": "00:00-24:00",
        "self_service.weekend": "00:00-24:00", "self_service.festival": "00:00-24:00",
    },
    "light": {
        "corporate.working": "09:00-11:30,13:30-16:30", "personal.working": "08:30-17:00",
        "personal.weekend": "09:00-16:00", "self_service.working": "06:00-22:00",
        "self_service.weekend": "06:00-22:00", "self_service.festival": "06:00-22:00",
    },
    "community": {"personal.working": "10:00-19:00", "personal.weekend": "09:00-18:00"},
    "self_service": {
        "self_service.working": "00:00-24:00", "self_service.weekend": "00:00-24:00",
        "self_service.festival": "00:00-24:00",
    },
}


@dataclass(frozen=True)
class Spot:
    """An outlet that was made: its number in the bank, code, kind, branch and name."""

    number: int
    code: str
    kind: str
    branch: str
    name: str

    @property
    def manager(self) -> str:
        return f"{self.code.lower()}-zhuren"

    @property
    def lobby(self) -> str:
        return f"{self.code.lower()}-dating"


MOST = 120


def plan_spots(count: int, first: Collection[str] = ()) -> list[Spot]:
    """Which outlets there will be, however few: those of the codes `first`, then the others in their order.

    The first of each branch is a full-service one.
    """
    spots = []
    for n, name in enumerate(names.places(max(count, MOST))):
        branch = names.BRANCHES[n % len(names.BRANCHES)][0]
        kind = KINDS[(n // len(names.BRANCHES)) % len(KINDS)]
        ending = {"self_service": "自助银行", "community": "社区支行"}.get(kind, "分理处")
        spots.append(Spot(number=n, code=f"N{n + 1:03d}", kind=kind, branch=branch, name=f"{name}{ending}"))
    kept = sorted(spots, key=lambda spot: (spot.code not in first, spot.number))[:count]
    return sorted(kept, key=lambda spot: spot.number)


def build(cast: Cast, spot: Spot, day: date) -> None:
    """Makes an outlet with its zones, hours (in force long before `day`) and people."""
    office, n = cast.actor("zonghang"), spot.number
    MakeOutlet(
        who=office, parent_code=spot.branch, code=spot.code, name_zh=spot.name, kind=spot.kind,
        name_en=f"Outlet {spot.code}", opened_on=date(2008 + n % 14, 3, 1), built_on=date(2006 + n % 14, 6, 1),
        fx_licence=spot.kind == "full_service" and n % 5 == 0,
        address=f"{names.CITY}{spot.name[:2]}路 {10 + n * 3} 号", phone=f"0999-55{n:05d}",
        latitude=Decimal("31.2") + Decimal(n % 12) / 50, longitude=Decimal("104.1") + Decimal(n // 12) / 40,
    ).do()
    for kind in ZONES[spot.kind]:
        MakeZone(who=office, outlet_code=spot.code, kind=kind, zone_name=ZONE_NAMES[kind]).do()
    SetHours(who=office, outlet_code=spot.code, effective_from=day - timedelta(days=900), hours=HOURS[spot.kind]).do()
    hire(cast, spot.manager, Role.OUTLET_MANAGER, spot.code, 100 + 2 * n)
    if spot.kind != "self_service":
        hire(cast, spot.lobby, Role.LOBBY_MANAGER, spot.code, 101 + 2 * n)
