"""The working day of the demo bank's orders: given out, accepted, begun, mended and verified, mostly in time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zlib import crc32

from demo import story
from demo.days import Stage, at
from demo.places import Spot
from wangdian.apps.people.models import Vendor
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor
from wangdian.foundation import clock

State = WorkOrder.State
VENDOR = "AN"
PAUSED = 2
"""So many orders of the last days wait for a part."""
WAITS = "配件已订，三天到货"
NOTES = ("更换破损件并清洁", "重新固定，已复位", "补齐并登记", "清洗干净，已拍照", "联系物业处理完毕")


def morning(stage: Stage, ago: int) -> None:
    """What was mended the day before is looked at by other eyes, and what was accepted is begun."""
    if stage.come(ago, "09:10"):
        with at(stage.moment(ago, "09:10")):
            for order in _orders(State.MENDED):
                if order.mended_at and _day(order.mended_at) <= stage.day(ago + 1 + _lot(order, 3) // 2):
                    _verify(stage, order)
    if stage.come(ago, "09:30"):
        with at(stage.moment(ago, "09:30")):
            for order in _orders(State.ACCEPTED):
                StartOrder(who=_holder(stage, order), number=order.number).do()


def afternoon(stage: Stage, ago: int) -> None:
    """New orders are given out and accepted, what is due is mended, some of it verified; one or two wait for a part."""
    if stage.come(ago, "14:00"):
        with at(stage.moment(ago, "14:00")):
            _assign(stage, [order for order in _orders(State.NEW) if _is_given_out(stage, ago, order)])
    if stage.come(ago, "14:40"):
        with at(stage.moment(ago, "14:40")):
            for order in _orders(State.ASSIGNED):
                if ago > 1 or _lot(order, 4):
                    AcceptOrder(who=_holder(stage, order), number=order.number).do()
    if stage.come(ago, "15:30"):
        with at(stage.moment(ago, "15:30")):
            _mend(stage, ago)
    if stage.come(ago, "16:50"):
        with at(stage.moment(ago, "16:50")):
            for order in _orders(State.MENDED):
                if _lot(order, 2):
                    _verify(stage, order)


def _orders(state: str) -> list[WorkOrder]:
    """Those in a state that the story does not hold, in the order of their numbers."""
    rows = WorkOrder.objects.filter(state=state, opened_at__lte=clock.now()).exclude(unit__code=story.SLIDING)
    rows = rows.order_by("number").select_related("unit", "finding__requirement")
    return [o for o in rows if not story.holds(o.unit.code, o.finding.requirement.key)]


def _lot(order: WorkOrder, of: int) -> int:
    """A number below `of` that is always the same for an order's place and matter."""
    return crc32(f"{order.unit.code}{order.finding.requirement.key}{order.number[-2:]}".encode()) % of


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.BANK_ZONE).date()


def _spot(stage: Stage, order: WorkOrder) -> Spot:
    return stage.spots[order.unit.code]


def _holder(stage: Stage, order: WorkOrder) -> Actor:
    if order.vendor_id is not None:
        return stage.cast.actor("weibao")
    return stage.cast.actor(f"{_spot(stage, order).branch.lower()}-gongcheng")


def _verify(stage: Stage, order: WorkOrder) -> None:
    VerifyOrder(who=stage.cast.actor(_spot(stage, order).manager), number=order.number, passed=True).do()


def _is_given_out(stage: Stage, ago: int, order: WorkOrder) -> bool:
    """What presses at once; of the rest some only on the next day."""
    if _presses(stage, ago, order) or _lot(order, 5):
        return True
    return _day(order.opened_at) < stage.day(ago)


def _assign(stage: Stage, orders: Iterable[WorkOrder]) -> None:
    """A branch gives out what is new in one go; some goes to the vendor."""
    heaps: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for order in orders:
        heaps[_spot(stage, order).branch.lower(), _lot(order, 17) == 0].append(order.number)
    for (branch, outside), numbers in heaps.items():
        AssignOrder(
            who=stage.cast.actor(f"{branch}-zhihang"), numbers=tuple(numbers),
            person_id=None if outside else stage.cast.ids[f"{branch}-gongcheng"],
            vendor_id=Vendor.objects.get(code=VENDOR).pk if outside else None,
        ).do()


def _mend(stage: Stage, ago: int) -> None:
    waiting = WorkOrder.objects.filter(state=State.PAUSED).count()
    for order in [*_orders(State.ACCEPTED), *_orders(State.WORKING)]:
        pressing = _presses(stage, ago, order)
        if order.state == State.ACCEPTED:
            if not pressing:
                continue
            StartOrder(who=_holder(stage, order), number=order.number).do()
        if not pressing and ago < 4 and waiting < PAUSED and _lot(order, 6) == 0:
            PauseOrder(who=_holder(stage, order), number=order.number, reason="waiting_part", note=WAITS).do()
            waiting += 1
        elif pressing or _day(order.opened_at) + timedelta(days=_takes(order)) <= stage.day(ago):
            _mended(stage, order)


def _presses(stage: Stage, ago: int, order: WorkOrder) -> bool:
    """Whether tomorrow afternoon would be too late."""
    tomorrow = datetime.combine(stage.day(ago - 1), time(15, 30), clock.BANK_ZONE)
    return order.resolve_by < tomorrow


def _takes(order: WorkOrder) -> int:
    """Days from being found to being mended, unless it presses."""
    return 1 + _lot(order, 3)


def _mended(stage: Stage, order: WorkOrder) -> None:
    who = _holder(stage, order)
    story.show_repair(who, order.unit.code, order.number)
    MendOrder(
        who=who, number=order.number, cost=Decimal(40 * _lot(order, 7)), interruption=10 * _lot(order, 3),
        note=NOTES[_lot(order, len(NOTES))],
    ).do()
