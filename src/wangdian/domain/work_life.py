"""The life of a work order, from creation to a verified repair, as a single pure step from state to state."""

from dataclasses import replace
from datetime import datetime

from wangdian.domain.clocks import Pause
from wangdian.domain.escalation import DEFAULT_CHAIN, Rung, due_escalations, next_escalation_at
from wangdian.domain.steps import IllegalStep
from wangdian.domain.work_events import (
    Accepted,
    Assigned,
    Begun,
    Cancelled,
    Done,
    Dropped,
    Event,
    GoneOn,
    HandedOver,
    Happening,
    Held,
    Lapsed,
    Mended,
    Offered,
    Over,
    Paused,
    PauseReason,
    Resumed,
    Returned,
    Settled,
    Started,
    Taken,
    Verified,
)
from wangdian.domain.work_state import HELD, Hold, Life, State, resolve_clock, response_clock

__all__ = [
    "DEFAULT_CHAIN",
    "IllegalStep",
    "Life",
    "PauseReason",
    "Rung",
    "State",
    "Step",
    "due_escalations",
    "next_escalation_at",
    "resolve_clock",
    "response_clock",
    "step",
]

Step = tuple[Life, tuple[Happening, ...]]


def step(life: Life, event: Event, at: datetime) -> Step:
    """The order after `event` at `at` (aware), and what is to be made known of it.

    Raises `IllegalStep` if the event does not fit the state; the given life is never changed.
    """
    if at.tzinfo is None:
        raise IllegalStep("The moment needs a time zone.")
    if life.ended:
        raise IllegalStep("The order has ended.")
    if at < (life.changed_at or life.created_at):
        raise IllegalStep("Something later has already happened to this order.")
    after, happened = _apply(life, event, at)
    return replace(after, changed_at=at), happened


def _apply(life: Life, event: Event, at: datetime) -> Step:
    match event:
        case Assigned() | HandedOver() | Accepted():
            return _placed(life, event, at)
        case Started(by=by):
            _must_be(life, State.ACCEPTED, State.RETURNED)
            return replace(life, state=State.WORKING), (Begun(by),)
        case Paused() | Resumed():
            return _held(life, event, at)
        case Mended():
            return _mended(life, event, at)
        case Verified():
            return _verified(life, event, at)
        case Cancelled() | Lapsed():
            return _cancelled(life, event, at)


def _placed(life: Life, event: Assigned | HandedOver | Accepted, at: datetime) -> Step:
    if isinstance(event, Accepted):
        return _accepted(life, event.by, at)
    if event.to is None and event.vendor is None:
        raise IllegalStep("Name a person or a vendor.")
    if isinstance(event, Assigned):
        _must_be(life, State.NEW, State.ASSIGNED)
    else:
        _must_be(life, *HELD)
        if (event.to, event.vendor) == (life.holder, life.vendor):
            raise IllegalStep("They already have this order.")
        life = replace(_resumed(life, at), hand_overs=life.hand_overs + 1)
    after = replace(life, state=State.ASSIGNED, holder=event.to, vendor=event.vendor)
    return after, (Offered(event.to, event.vendor),)


def _accepted(life: Life, by: str, at: datetime) -> Step:
    """The first acceptance stops the response clock; one offered to a vendor is anybody's there to accept."""
    _must_be(life, State.ASSIGNED)
    if life.holder not in (None, by):
        raise IllegalStep("It is assigned to somebody else.")
    after = replace(life, state=State.ACCEPTED, holder=by, accepted_at=life.accepted_at or at)
    return after, (Taken(by, first=life.accepted_at is None),)


def _held(life: Life, event: Paused | Resumed, at: datetime) -> Step:
    if isinstance(event, Resumed):
        _must_be(life, State.PAUSED)
        return replace(_resumed(life, at), state=State.WORKING), (GoneOn(event.by),)
    _must_be(life, State.ACCEPTED, State.WORKING)
    hold = Hold(event.reason, event.by, at)
    return replace(life, state=State.PAUSED, holds=(*life.holds, hold)), (Held(event.reason),)


def _mended(life: Life, event: Mended, at: datetime) -> Step:
    _must_be(life, State.ACCEPTED, State.WORKING)
    if not event.cost.is_finite() or event.cost < 0:
        raise IllegalStep("The cost cannot be negative.")
    if event.interruption < 0:
        raise IllegalStep("The minutes of interruption cannot be negative.")
    after = replace(
        life,
        state=State.MENDED,
        mended_at=at,
        mended_by=event.by,
        cost=life.cost + event.cost,
        interruption=life.interruption + event.interruption,
    )
    return after, (Done(event.by),)


def _verified(life: Life, event: Verified, at: datetime) -> Step:
    _must_be(life, State.MENDED)
    if life.severity.needs_other_eyes and event.by in (life.mended_by, life.holder):
        raise IllegalStep("Whoever mended it cannot verify it.")
    if event.passed:
        after = replace(life, state=State.VERIFIED, verified_by=event.by, ended_at=at)
        return after, (Settled(event.by),)
    if not event.reason.strip():
        raise IllegalStep("Say why it did not pass.")
    mended_at = life.mended_at if life.mended_at is not None else at
    after = replace(
        life,
        state=State.RETURNED,
        mended_at=None,
        mended_by=None,
        waits=(*life.waits, Pause(mended_at, at)),
        returns=life.returns + 1,
    )
    return after, (Returned(event.by, event.reason, after.returns),)


def _cancelled(life: Life, event: Cancelled | Lapsed, at: datetime) -> Step:
    if isinstance(event, Lapsed):
        return replace(_resumed(life, at), state=State.CANCELLED, ended_at=at), (Over(event.by, event.reason),)
    if life.state is State.MENDED:
        raise IllegalStep("It is said to be mended; it must be verified first.")
    if not event.reason.strip():
        raise IllegalStep("Say why the order is cancelled.")
    after = replace(_resumed(life, at), state=State.CANCELLED, ended_at=at)
    return after, (Dropped(event.by, event.reason),)


def _resumed(life: Life, at: datetime) -> Life:
    """The pause that still lasts, if there is one, ends now."""
    holds = tuple(replace(hold, ends=at) if hold.ends is None else hold for hold in life.holds)
    return replace(life, holds=holds)


def _must_be(life: Life, *states: State) -> None:
    if life.state not in states:
        raise IllegalStep("The order is %(state)s; this cannot be done now.", {"state": life.state.value})
