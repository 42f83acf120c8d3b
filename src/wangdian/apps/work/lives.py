"""The life of an order between its rows and the pure step, and the clocks that run on it."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from wangdian.apps.findings.models import Waiver
from wangdian.apps.work.models import Pause, WorkOrder
from wangdian.domain import clocks
from wangdian.domain.priority import ClockKind, Target
from wangdian.domain.severity import Severity
from wangdian.domain.work_events import PauseReason
from wangdian.domain.work_state import Hold, Life, State

VERIFYING = "verifying"


def life_of(order: WorkOrder, pauses: Iterable[Pause], waivers: Iterable[Waiver]) -> Life:
    """What the rows remember; the time of a waiver that was granted does not count, like a wait."""
    pauses = list(pauses)
    return Life(
        created_at=order.opened_at,
        severity=Severity(order.finding.severity),
        state=State(order.state),
        changed_at=order.changed_at,
        holder=_text(order.assignee_id),
        vendor=_text(order.vendor_id),
        accepted_at=order.accepted_at,
        mended_at=order.mended_at,
        mended_by=_text(order.mended_by_id),
        ended_at=order.ended_at,
        verified_by=_text(order.verified_by_id),
        holds=tuple(
            Hold(PauseReason(p.reason), str(p.by_id), p.starts_at, p.ends_at) for p in pauses if p.reason != VERIFYING
        ),
        waits=(
            *(clocks.Pause(p.starts_at, p.ends_at) for p in pauses if p.reason == VERIFYING),
            *(clocks.Pause(w.decided_at, max(w.decided_at, w.ended_at or w.until)) for w in waivers if w.decided_at),
        ),
        hand_overs=order.hand_overs,
        returns=order.returns,
        cost=Decimal(order.cost),
        interruption=order.interruption_minutes,
    )


def write_life(order: WorkOrder, life: Life) -> None:
    """Everything of a life that the order itself keeps; holds and waits are rows of their own."""
    order.state = life.state
    order.assignee_id = _number(life.holder)
    order.vendor_id = _number(life.vendor)
    order.accepted_at = life.accepted_at
    order.mended_at = life.mended_at
    order.mended_by_id = _number(life.mended_by)
    order.ended_at = life.ended_at
    order.verified_by_id = _number(life.verified_by)
    order.hand_overs = life.hand_overs
    order.returns = life.returns
    order.cost = life.cost
    order.interruption_minutes = life.interruption
    if life.changed_at is not None:
        order.changed_at = life.changed_at


def target_of(order: WorkOrder) -> Target:
    return Target(
        timedelta(minutes=order.respond_minutes), timedelta(minutes=order.resolve_minutes), ClockKind(order.clock),
    )


def write_target(order: WorkOrder, target: Target) -> None:
    """Whole minutes, as requirements and priorities give them."""
    order.respond_minutes = target.respond // timedelta(minutes=1)
    order.resolve_minutes = target.resolve // timedelta(minutes=1)
    order.clock = target.clock


def _text(row_id: int | None) -> str | None:
    return None if row_id is None else str(row_id)


def _number(said: str | None) -> int | None:
    """Wangdian itself ("0") is no person."""
    return int(said) or None if said is not None else None
