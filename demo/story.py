"""The story of ninety days, outlet by outlet: what went wrong, when, and what people did about it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from demo.answers import Broken, walked
from demo.days import Stage, at
from demo.pictures import scene, used_again
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.models import Asset
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.said import PhotoNamed
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.findings.models import Finding, Waiver
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.photo_ways import Came
from wangdian.domain.rights import Actor

HOME, SLIDING, RELAPSE, RAMP, ASKING, TWO_MINDS = "N001", "N009", "N017", "N025", "N033", "N002"
"""The demo's logins; the outlet that slides; the repair that did not hold; a waiver; one asked for; a disagreement."""

OUTLETS = (HOME, SLIDING, RELAPSE, RAMP, ASKING, TWO_MINDS)
HELD = frozenset({
    (HOME, "IN-16"), (HOME, "IN-17"), (HOME, "OUT-05"), (HOME, "FAULT-01"), (RELAPSE, "OUT-17"), (RAMP, "ACC-12"),
    (ASKING, "ACC-12"), (TWO_MINDS, "IN-26"), (TWO_MINDS, "IN-16"), (TWO_MINDS, "OUT-01"),
})
"""Whose orders the story itself moves, beside all of the outlet that slides."""
USED_AGAIN = {(SLIDING, "7"): (SLIDING, "14"), (ASKING, "2"): (RAMP, "24")}
"""Walks, by outlet and days ago, that show the photo of an earlier one; so was the repair shown that did not hold."""

Event = Callable[[Stage], None]
_SPACE = UUID("6f1f6d0e-6a52-4c37-9a53-0d9a7a2b7c11")


def events(stage: Stage) -> dict[int, list[Event]]:
    """What happens so many days ago, for the outlets that there are."""
    told: dict[int, list[Event]] = {stage.days - 1: [_screen_expires]}
    for ago in range(1, stage.days - 1):
        told[ago] = [_slides(ago)]
    for code, ago, event in _TOLD:
        if code in stage.spots:
            told.setdefault(ago, []).append(event)
    return told


def holds(code: str, key: str) -> bool:
    """Whether what becomes of such an order is told here."""
    return code == SLIDING or (code, key) in HELD


def _walk(code: str, ago: int, kind: str, broken: Broken, clock_time: str = "09:40") -> tuple[str, int, Event]:
    def play(stage: Stage) -> None:
        spot = stage.spots[code]
        login = spot.manager if kind == "self" else f"{spot.branch.lower()}-xuncha"
        began = stage.moment(ago, clock_time)
        with at(began + timedelta(hours=1)):
            photo = photo_of(stage, code, str(ago), login) if broken else None
            walked(stage.cast.actor(login), stage.asked(code), kind, began, broken, photo=photo)

    return code, ago, play


def photo_of(stage: Stage, code: str, occasion: str, login: str = "") -> PhotoNamed:
    """A photo of something broken at an outlet, taken by whoever has that login, else by the branch's inspector."""
    unit = Outlet.objects.select_related("unit").get(code=code).unit
    who = stage.cast.actor(login or f"{stage.spots[code].branch.lower()}-xuncha")
    earlier = USED_AGAIN.get((code, occasion))
    data = used_again(scene(*earlier, broken=True)) if earlier else scene(code, occasion, broken=True)
    kept = keep_photo(who, unit, data)
    return PhotoNamed(slot=1, sha256=kept.sha256, size=kept.size, came=Came.FILE if earlier else Came.LIVE)


def show_repair(who: Actor, code: str, number: str, *, again: bool = False) -> None:
    """A photo of how it looks after the repair goes to the order; `again`: the one that it was shown with before."""
    shown = scene(code, number, broken=False)
    AddOrderPhoto(who=who, number=number, data=used_again(shown) if again else shown).do()


def _order(code: str, key: str) -> WorkOrder:
    found = WorkOrder.objects.filter(subject__unit__code=code, finding__requirement__key=key)
    return found.order_by("-opened_at").first() or WorkOrder.objects.get(number=f"{code} has no order for {key}")


def _given(
    code: str, key: str, ago: int, *, mended: bool, verified: bool | None = None, login: str = "",
) -> tuple[str, int, Event]:
    """An order is assigned and accepted that day, mended the same afternoon, verified the next morning.

    It goes to whoever has that login, else to the branch's engineer.
    """

    def play(stage: Stage) -> None:
        branch = stage.spots[code].branch.lower()
        taker = login or f"{branch}-gongcheng"
        manager, engineer = stage.cast.actor(f"{branch}-zhihang"), stage.cast.actor(taker)
        number = _order(code, key).number
        with at(stage.moment(ago, "11:00")):
            AssignOrder(who=manager, numbers=(number,), person_id=engineer.id).do()
        with at(stage.moment(ago, "11:20")):
            AcceptOrder(who=engineer, number=number).do()
        if mended:
            _mend(stage, code, number, ago)
        if verified is not None:
            with at(stage.moment(ago - 1, "09:10")):
                VerifyOrder(who=manager, number=number, passed=verified,
                            reason="" if verified else "裂缝还在，胶没有粘牢").do()

    return code, ago, play


def _again(code: str, key: str, ago: int) -> tuple[str, int, Event]:
    """A returned order is said to be mended once more, with the photo of the first time, and is believed."""

    def play(stage: Stage) -> None:
        branch = stage.spots[code].branch.lower()
        number = _order(code, key).number
        _mend(stage, code, number, ago, again=True)
        with at(stage.moment(ago - 1, "09:30")):
            VerifyOrder(who=stage.cast.actor(f"{branch}-zhihang"), number=number, passed=True).do()

    return code, ago, play


def _to_vendor(code: str, key: str, ago: int, clock_time: str, waits: str = "") -> tuple[str, int, Event]:
    """An order goes to the vendor, whose man accepts it; `waits` says for what he has to wait."""

    def play(stage: Stage) -> None:
        manager, vendor = stage.cast.actor(f"{stage.spots[code].branch.lower()}-zhihang"), stage.cast.actor("weibao")
        number = _order(code, key).number
        given = stage.moment(ago, clock_time)
        with at(given):
            AssignOrder(who=manager, numbers=(number,), vendor_id=vendor.vendor_id).do()
        with at(given + timedelta(minutes=15)):
            AcceptOrder(who=vendor, number=number).do()
        if waits:
            with at(given + timedelta(minutes=40)):
                StartOrder(who=vendor, number=number).do()
                PauseOrder(who=vendor, number=number, reason="waiting_part", note=waits).do()

    return code, ago, play


def _slides(ago: int) -> Event:
    """At the outlet that slides, whatever is new is given to the engineer, and lies there."""

    def play(stage: Stage) -> None:
        branch = stage.spots[SLIDING].branch.lower()
        engineer = stage.cast.actor(f"{branch}-gongcheng")
        new = WorkOrder.objects.filter(unit__code=SLIDING, state=WorkOrder.State.NEW).order_by("number")
        numbers = tuple(new.values_list("number", flat=True))
        if not numbers:
            return
        with at(stage.moment(ago, "14:00")):
            AssignOrder(who=stage.cast.actor(f"{branch}-zhihang"), numbers=numbers, person_id=engineer.id).do()
        with at(stage.moment(ago, "16:45")):
            for number in numbers:
                AcceptOrder(who=engineer, number=number).do()

    return play


def _mend(stage: Stage, code: str, number: str, ago: int, *, again: bool = False) -> None:
    who = WorkOrder.objects.get(number=number).assignee
    engineer = stage.cast.actor(who.login if who else "")
    with at(stage.moment(ago, "14:00")):
        StartOrder(who=engineer, number=number).do()
    with at(stage.moment(ago, "15:30")):
        show_repair(engineer, code, number, again=again)
        MendOrder(who=engineer, number=number, cost=Decimal("180.00"), interruption=20, note="更换破损件并清洁").do()


def _waiver(code: str, key: str, ago: int, *, granted: bool) -> tuple[str, int, Event]:
    def play(stage: Stage) -> None:
        branch = stage.spots[code].branch.lower()
        finding = Finding.objects.get(requirement__key=key, subject__unit__code=code)
        with at(stage.moment(ago, "10:00")):
            AskWaiver(who=stage.cast.actor(stage.spots[code].manager), finding_id=finding.pk,
                      reason="坡道改造已立项，下季度施工", last_day=stage.day(-30)).do()
        if granted:
            waiver = Waiver.objects.get(finding=finding)
            with at(stage.moment(ago, "16:00")):
                DecideWaiver(who=stage.cast.actor(f"{branch}-zhihang"), waiver_id=waiver.pk, granted=True,
                             reason="施工前增派大堂人员协助").do()

    return code, ago, play


def _screen_expires(stage: Stage) -> None:
    """A notice on the outdoor screen is approved until three days ago, and nobody takes it down."""
    screen = Asset.objects.filter(outlet__code=HOME, kind="display").order_by("pk")[0]
    first = stage.days - 1
    with at(stage.moment(first, "15:00")):
        AddContent(
            who=stage.cast.actor(stage.spots[HOME].manager), asset_id=screen.pk, title="中秋存款礼遇",
            approval="宣审 2026-118", valid_from=stage.day(first), valid_until=stage.day(3),
        ).do()


def _fault(stage: Stage) -> None:
    machine = Asset.objects.filter(outlet__code=HOME, kind="atm").order_by("pk")[0]
    who = stage.cast.actor(stage.spots[HOME].lobby)
    with at(stage.moment(1, "16:20")) as now:
        photo = photo_of(stage, HOME, "fault", stage.spots[HOME].lobby)
        ReportFault(who=who, fault_id=uuid5(_SPACE, "fault"), reported_at=now, subject_id=machine.subject_id,
                    note="出钞口卡住，客户取不到钱", sha256=photo.sha256).do()


_WEEKS: tuple[tuple[str, ...], ...] = (
    (), ("IN-14",), (), ("IN-14", "OUT-08"), ("CONV-01",), ("IN-14", "IN-27"), ("CONV-01", "CONV-10"),
    ("IN-17", "CONV-10"), ("OUT-13", "IN-26"), ("IN-17", "OUT-01", "CONV-16"),
    ("IN-17", "OUT-01", "CONV-16", "CONV-04", "IN-24"),
    ("IN-17", "OUT-01", "CONV-16", "CONV-04", "IN-24", "IN-16", "OUT-07", "IN-01"),
)
"""What each weekly self-check finds at the outlet that slides, from twelve weeks ago on."""

_LAST_LOOK = (*_WEEKS[-1], "FIRE-02", "ACC-17", "OUT-03", "CONV-12")

_TOLD: tuple[tuple[str, int, Event], ...] = (
    _walk(HOME, 12, "recheck", {"IN-16": "", "OUT-07": ""}),
    _given(HOME, "IN-16", 11, mended=False),
    _walk(HOME, 2, "self", {"IN-16": "", "IN-17": "", "CONV-10": ""}),
    _given(HOME, "OUT-05", 2, mended=False, login=f"{HOME.lower()}-dating"),
    _given(HOME, "IN-17", 1, mended=True),
    (HOME, 1, _fault),
    _to_vendor(HOME, "FAULT-01", 1, "16:35"),
    *(_walk(SLIDING, 84 - 7 * n, "self", dict.fromkeys(keys, "")) for n, keys in enumerate(_WEEKS)),
    _walk(SLIDING, 3, "recheck", dict.fromkeys(_LAST_LOOK, "")),
    _walk(RELAPSE, 24, "self", {"OUT-17": ""}),
    _given(RELAPSE, "OUT-17", 23, mended=True, verified=False),
    _again(RELAPSE, "OUT-17", 20),
    _walk(RELAPSE, 4, "recheck", {"OUT-17": ""}),
    _to_vendor(RELAPSE, "OUT-17", 4, "11:30", waits="同款地砖缺货，厂家发货中"),
    _walk(RAMP, 24, "recheck", {"ACC-12": ""}),
    _waiver(RAMP, "ACC-12", 22, granted=True),
    _walk(ASKING, 2, "recheck", {"ACC-12": ""}),
    _waiver(ASKING, "ACC-12", 1, granted=False),
    _walk(TWO_MINDS, 3, "self", {}),
    _walk(TWO_MINDS, 2, "recheck", {"IN-26": "", "IN-16": "", "OUT-01": ""}),
    _given(TWO_MINDS, "IN-26", 1, mended=False),
    _given(TWO_MINDS, "IN-16", 1, mended=False),
    _given(TWO_MINDS, "OUT-01", 1, mended=False),
)
