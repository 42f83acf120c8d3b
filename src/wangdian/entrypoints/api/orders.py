"""The API of work orders."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Base64Bytes, Field

from wangdian.apps.findings.cards import FindingCard
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.actions.hand_over import HandOver
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.open_order import OpenOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.resume_order import ResumeOrder
from wangdian.apps.work.actions.set_cost import SetCost
from wangdian.apps.work.actions.set_interruption import SetInterruption
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.cards import Line, OrderBrief, OrderCard, OrderPhotoCard, ToldCard, TurnCard
from wangdian.apps.work.queries import WorkFilter, board_page, orders_page
from wangdian.apps.work.queries_order import order_card
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Text20, Text200, Text300
from wangdian.entrypoints.api.who import who
from wangdian.entrypoints.web.finding_words import reason_words
from wangdian.entrypoints.web.orders.wrongs import figures_of

router = Router(tags=["orders"])
RowId = Annotated[int, Field(ge=1, le=2**53)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
Money = Annotated[Decimal, Field(ge=0, le=Decimal("9999999999.99"), max_digits=12, decimal_places=2)]
Minutes = Annotated[int, Field(ge=0, le=527_040)]


class LineOut(Schema):
    """A finding with the order that mends it."""

    finding: FindingCard
    order: OrderBrief | None


class ClockOut(Schema):
    """A clock in minutes of its own time; `left` is negative when overdue, `due_at` empty while a pause holds it."""

    state: str
    kind: str
    within: int
    spent: int
    left: int
    due_at: datetime | None


class OrderOut(Schema):
    """All of an order; `acts` are what the caller may do now, the next thing first.

    `told` is what people saw or reported, the latest first; `why` is the reason in words, `detail` holds the figures
    behind it as the judge gave them and `figures` says them with their limits.
    """

    brief: OrderBrief
    finding: FindingCard
    told: list[ToldCard]
    why: str
    detail: dict[str, Any]
    figures: list[str]
    instruction: str
    zone: str
    impact: str
    urgency: str
    response: ClockOut
    resolve: ClockOut
    mended_at: datetime | None
    ended_at: datetime | None
    ended_as: str
    cost: str
    interruption: int
    hand_overs: int
    returns: int
    asks_photo: bool
    before: list[OrderPhotoCard]
    after: list[OrderPhotoCard]
    turns: list[TurnCard]
    acts: list[str]

    @staticmethod
    def resolve_why(card: OrderCard) -> str:
        return reason_words(card.finding.reason, card.finding.said)

    @staticmethod
    def resolve_figures(card: OrderCard) -> list[str]:
        return figures_of(card)

    @staticmethod
    def resolve_cost(card: OrderCard) -> str:
        return f"{card.cost:.2f}"


class ActIn(Schema):
    """`version` is that of the order as it was read: refused if somebody changed it since."""

    version: Version | None = None


class TakerIn(ActIn):
    """A person or a vendor, one of the two."""

    person_id: RowId | None = None
    vendor_id: RowId | None = None


class AssignIn(TakerIn):
    """Several orders at once: all of them, or none."""

    numbers: Annotated[list[Text20], Field(min_length=1, max_length=200)]


class Assigned(Schema):
    """How many orders were assigned."""

    assigned: int


class HandOverIn(TakerIn):
    """To whom, and why."""

    reason: Text300


class ReasonIn(ActIn):
    """A sentence that says why."""

    reason: Text300


class PauseIn(ActIn):
    """waiting_part and waiting_customer hold the clock; waiting_vendor, waiting_access and outside_hours do not."""

    reason: Text20
    note: Text200 = ""


class MendIn(ActIn):
    """`cost` in yuan and `interruption` in minutes of this round."""

    cost: Money = Decimal(0)
    interruption: Minutes = 0
    note: Text300 = ""


class VerifyIn(ActIn):
    """Sending back needs a reason."""

    passed: bool
    reason: Text300 = ""


class PriorityIn(ReasonIn):
    """P1 to P4."""

    priority: Text20


class CostIn(ActIn):
    """The whole cost in yuan."""

    cost: Money


class InterruptionIn(ActIn):
    """All minutes of interruption."""

    minutes: Minutes


class OpenIn(Schema):
    """A word why, if there is one."""

    reason: Text300 = ""


class PhotoIn(Schema):
    """A JPEG, PNG or WebP in base64, of what is wrong (`before`) or of the repair (`after`)."""

    data: Annotated[Base64Bytes, Field(max_length=5_000_000)]
    moment: Text20 = "after"


class PhotoKept(Schema):
    """The hash of the photo."""

    sha256: str


@router.get("/orders", response=Listed[LineOut])
def list_orders(
    request: HttpRequest, tab: str = "all", unit: str = "", state: str = "", severity: str = "", priority: str = "",
    vendor: str = "", search: str = "", after: str | None = None, limit: int = 50,
) -> Listed[Line]:
    """Live orders by their deadline; `state` asks for another state, or for live or ended ones."""
    wanted = WorkFilter(
        tab=tab, unit=unit, state=state, severity=severity, priority=priority, vendor=vendor, search=search,
    )
    return listed(orders_page(who(request), wanted, after=after, limit=limit))


@router.get("/board", response=Listed[LineOut])
def list_board(
    request: HttpRequest, tab: str = "all", unit: str = "", state: str = "", severity: str = "", priority: str = "",
    vendor: str = "", search: str = "", after: str | None = None, limit: int = 50,
) -> Listed[Line]:
    """Findings that stand, each with its order; `tab` is all, mine, unassigned, late or to_verify."""
    wanted = WorkFilter(
        tab=tab, unit=unit, state=state, severity=severity, priority=priority, vendor=vendor, search=search,
    )
    return listed(board_page(who(request), wanted, after=after, limit=limit))


@router.post("/orders/assign", response=Assigned)
def assign_orders(request: HttpRequest, body: AssignIn) -> dict[str, int]:
    given = body.model_dump() | {"numbers": tuple(body.numbers)}
    return {"assigned": AssignOrder(who=who(request), **given).do()}


@router.get("/orders/{number}", response=OrderOut)
def read_order(request: HttpRequest, number: str) -> OrderCard:
    return order_card(who(request), number)


@router.post("/findings/{finding_id}/orders", response={201: OrderOut})
def open_order(request: HttpRequest, finding_id: int, body: OpenIn) -> Status[OrderCard]:
    """Opens an order for a finding that stands and has none."""
    number = OpenOrder(who=who(request), finding_id=finding_id, reason=body.reason).do()
    return Status(201, order_card(who(request), number))


@router.post("/orders/{number}/accept", response=OrderOut)
def accept_order(request: HttpRequest, number: str, body: ActIn) -> OrderCard:
    AcceptOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/start", response=OrderOut)
def start_order(request: HttpRequest, number: str, body: ActIn) -> OrderCard:
    StartOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/pause", response=OrderOut)
def pause_order(request: HttpRequest, number: str, body: PauseIn) -> OrderCard:
    PauseOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/resume", response=OrderOut)
def resume_order(request: HttpRequest, number: str, body: ActIn) -> OrderCard:
    ResumeOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/hand-over", response={204: None})
def hand_over_order(request: HttpRequest, number: str, body: HandOverIn) -> Status[None]:
    """Whoever hands an order to another vendor may not see it any more: there is no answer but that it was done."""
    HandOver(who=who(request), number=number, **body.model_dump()).do()
    return Status(204, None)


@router.post("/orders/{number}/photos", response={201: PhotoKept})
def add_photo(request: HttpRequest, number: str, body: PhotoIn) -> Status[dict[str, str]]:
    sha256 = AddOrderPhoto(who=who(request), number=number, data=body.data, moment=body.moment).do()
    return Status(201, {"sha256": sha256})


@router.post("/orders/{number}/mend", response=OrderOut)
def mend_order(request: HttpRequest, number: str, body: MendIn) -> OrderCard:
    MendOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/verify", response=OrderOut)
def verify_order(request: HttpRequest, number: str, body: VerifyIn) -> OrderCard:
    VerifyOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/cancel", response=OrderOut)
def cancel_order(request: HttpRequest, number: str, body: ReasonIn) -> OrderCard:
    CancelOrder(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/priority", response=OrderOut)
def change_priority(request: HttpRequest, number: str, body: PriorityIn) -> OrderCard:
    ChangePriority(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/cost", response=OrderOut)
def set_cost(request: HttpRequest, number: str, body: CostIn) -> OrderCard:
    SetCost(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)


@router.post("/orders/{number}/interruption", response=OrderOut)
def set_interruption(request: HttpRequest, number: str, body: InterruptionIn) -> OrderCard:
    SetInterruption(who=who(request), number=number, **body.model_dump()).do()
    return order_card(who(request), number)
