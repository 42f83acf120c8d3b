"""Examples of the API operations of work orders."""

from base64 import b64encode
from typing import Any

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_findings import fault_at
from tests.roles.examples_work import held_by_another, holder, order_at, repair_photo, show_repair
from wangdian.domain.rights import Right

WHY = {"reason": "等配件"}


def of_holder(act: str, state: str, body: Any = None) -> AskBuilder:
    """For whoever has the order."""
    def build(cast: Cast, where: Where) -> Ask:
        number, own = order_at(cast, where, state), holder(cast, where)
        if act == "mend":
            show_repair(number, own)
        return Ask(
            f"/orders/{number}/{act}", Right.DO_WORK, where.unit.path, body=body or {},
            only=lambda who: who.id == own.pk,
        )
    return build


def of_all(act: str, state: str, right: Right, body: Any) -> AskBuilder:
    """For everybody who holds the right there."""
    def build(cast: Cast, where: Where) -> Ask:
        return Ask(f"/orders/{order_at(cast, where, state)}/{act}", right, where.unit.path, body=body)
    return build


def list_orders(cast: Cast, where: Where) -> Ask:
    return Ask("/orders", Right.SEE, where.unit.path, shows=order_at(cast, where))


def list_board(cast: Cast, where: Where) -> Ask:
    return Ask("/board", Right.SEE, where.unit.path, shows=order_at(cast, where))


def read_order(cast: Cast, where: Where) -> Ask:
    return Ask(f"/orders/{order_at(cast, where)}", Right.SEE, where.unit.path)


def open_order(cast: Cast, where: Where) -> Ask:
    return Ask(f"/findings/{fault_at(cast, where).pk}/orders", Right.ASSIGN_WORK, where.unit.path, body={})


def assign_orders(cast: Cast, where: Where) -> Ask:
    body = {"numbers": [order_at(cast, where)], "person_id": holder(cast, where).pk}
    return Ask("/orders/assign", Right.ASSIGN_WORK, where.unit.path, body=body)


def hand_over(cast: Cast, where: Where) -> Ask:
    """By those who assign work there; its holder is none of the cast."""
    vendor = cast.people[f"{where.side}-vendor"].vendor_id
    number = held_by_another(cast, where)
    return Ask(f"/orders/{number}/hand-over", Right.ASSIGN_WORK, where.unit.path, body={**WHY, "vendor_id": vendor})


def add_photo(cast: Cast, where: Where) -> Ask:
    body = {"data": b64encode(repair_photo()).decode()}
    return of_holder("photos", "working", body)(cast, where)


REQUESTS: dict[str, AskBuilder] = {
    "GET /orders": list_orders,
    "GET /board": list_board,
    "GET /orders/{number}": read_order,
    "POST /findings/{finding_id}/orders": open_order,
    "POST /orders/assign": assign_orders,
    "POST /orders/{number}/accept": of_holder("accept", "assigned"),
    "POST /orders/{number}/start": of_holder("start", "accepted"),
    "POST /orders/{number}/pause": of_holder("pause", "working", {"reason": "waiting_part"}),
    "POST /orders/{number}/resume": of_holder("resume", "paused"),
    "POST /orders/{number}/hand-over": hand_over,
    "POST /orders/{number}/photos": add_photo,
    "POST /orders/{number}/mend": of_holder("mend", "working"),
    "POST /orders/{number}/verify": of_all("verify", "mended", Right.VERIFY_WORK, {"passed": True}),
    "POST /orders/{number}/cancel": of_all("cancel", "working", Right.ASSIGN_WORK, WHY),
    "POST /orders/{number}/priority": of_all("priority", "new", Right.ASSIGN_WORK, {**WHY, "priority": "P1"}),
    "POST /orders/{number}/cost": of_all("cost", "new", Right.ASSIGN_WORK, {"cost": "12.50"}),
    "POST /orders/{number}/interruption": of_all("interruption", "new", Right.ASSIGN_WORK, {"minutes": 5}),
}
