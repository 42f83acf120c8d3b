"""What somebody may do with an order now, found out by trying the pure step."""

from collections.abc import Iterator

from wangdian.apps.work.access import has_it
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor, Right
from wangdian.domain.work_events import (
    Accepted,
    Assigned,
    Cancelled,
    Event,
    HandedOver,
    Mended,
    Paused,
    PauseReason,
    Resumed,
    Started,
    Verified,
)
from wangdian.domain.work_life import IllegalStep, step
from wangdian.domain.work_state import Life
from wangdian.foundation import clock

SOMEBODY = "-1"
WHY = "why"


def acts_of(who: Actor, order: WorkOrder, life: Life) -> tuple[str, ...]:
    """Codes of what `who` may do, the next thing first: what the step allows, and the right and the order's holder."""
    path, me = order.unit.path, str(who.id)
    leads = who.may(Right.ASSIGN_WORK, path)
    holds = who.may(Right.DO_WORK, path) and has_it(who, order)
    colleague = who.vendor_id is not None and order.vendor_id == who.vendor_id
    found = [name for name, free, event in _steps(me, leads, holds, colleague, who.may(Right.VERIFY_WORK, path))
             if free and fits(life, event)]
    if holds and not life.ended:
        found.append("photo")
    if leads:
        found += ["costs"] if life.ended else ["priority", "costs"]
    return tuple(sorted(found, key=_LAST.__contains__))


def only_others_may_verify(who: Actor, order: WorkOrder, life: Life) -> bool:
    """Whether `who` verifies there and yet not this repair: it is grave, and their own."""
    if not who.may(Right.VERIFY_WORK, order.unit.path) or life.mended_at is None or life.ended:
        return False
    return not fits(life, Verified(by=str(who.id), passed=True))


def fits(life: Life, event: Event) -> bool:
    try:
        step(life, event, max(clock.now(), life.changed_at or life.created_at))
    except IllegalStep:
        return False
    return True


_LAST = frozenset({"cancel"})


def _steps(me: str, leads: bool, holds: bool, colleague: bool, verifies: bool) -> Iterator[tuple[str, bool, Event]]:
    yield "verify", verifies, Verified(by=me, passed=True)
    yield "accept", holds, Accepted(by=me)
    yield "start", holds, Started(by=me)
    yield "mend", holds, Mended(by=me)
    yield "resume", holds, Resumed(by=me)
    yield "assign", leads, Assigned(by=me, to=SOMEBODY)
    yield "pause", holds, Paused(by=me, reason=PauseReason.WAITING_PART)
    yield "hand_over", leads or holds or colleague, HandedOver(by=me, reason=WHY, to=SOMEBODY)
    yield "cancel", leads, Cancelled(by=me, reason=WHY)
