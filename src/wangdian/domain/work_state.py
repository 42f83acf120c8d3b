"""What is remembered of a work order between two steps of its life, and the clocks that run on it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from wangdian.domain.clocks import Clock, Pause
from wangdian.domain.priority import Target
from wangdian.domain.severity import Severity
from wangdian.domain.work_events import PauseReason


class State(StrEnum):
    """RETURNED: verification failed, to be worked on again; VERIFIED and CANCELLED are the two ends."""

    NEW = "new"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    WORKING = "working"
    PAUSED = "paused"
    MENDED = "mended"
    RETURNED = "returned"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


HELD = frozenset({State.ASSIGNED, State.ACCEPTED, State.WORKING, State.PAUSED, State.RETURNED})
"""The states in which somebody has the order and may hand it over."""

ENDED = frozenset({State.VERIFIED, State.CANCELLED})

NEXT: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.ASSIGNED, State.CANCELLED}),
    State.ASSIGNED: frozenset({State.ASSIGNED, State.ACCEPTED, State.CANCELLED}),
    State.ACCEPTED: frozenset({State.WORKING, State.PAUSED, State.ASSIGNED, State.MENDED, State.CANCELLED}),
    State.WORKING: frozenset({State.PAUSED, State.MENDED, State.ASSIGNED, State.CANCELLED}),
    State.PAUSED: frozenset({State.WORKING, State.ASSIGNED, State.CANCELLED}),
    State.MENDED: frozenset({State.VERIFIED, State.RETURNED, State.CANCELLED}),
    State.RETURNED: frozenset({State.WORKING, State.ASSIGNED, State.CANCELLED}),
    State.VERIFIED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""Which states one step may reach from which."""

STOPS_THE_CLOCK = frozenset({PauseReason.WAITING_PART, PauseReason.WAITING_CUSTOMER})
"""The pauses that no one in charge can shorten; the others are logged and the clock runs on."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One logged pause; without `ends` it still lasts."""

    reason: PauseReason
    by: str
    starts: datetime
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """All that is remembered of a work order; people and vendors by id, cost and interruption summed up.

    `holds` logs the pauses, `waits` the times between being said to be mended and being returned.
    """

    created_at: datetime
    severity: Severity = Severity.MEDIUM
    state: State = State.NEW
    changed_at: datetime | None = None
    holder: str | None = None
    vendor: str | None = None
    accepted_at: datetime | None = None
    mended_at: datetime | None = None
    mended_by: str | None = None
    ended_at: datetime | None = None
    verified_by: str | None = None
    holds: tuple[Hold, ...] = ()
    waits: tuple[Pause, ...] = ()
    hand_overs: int = 0
    returns: int = 0
    cost: Decimal = Decimal(0)
    interruption: int = 0

    @property
    def ended(self) -> bool:
        return self.state in ENDED


def response_clock(life: Life, target: Target) -> Clock:
    """From creation to the first acceptance; a cancelled order stops it too."""
    return Clock(life.created_at, target.respond, target.clock, stopped_at=life.accepted_at or life.ended_at)


def resolve_clock(life: Life, target: Target, stopping: frozenset[PauseReason] = STOPS_THE_CLOCK) -> Clock:
    """From creation to being mended; waits for a verification that failed and `stopping` pauses do not count."""
    pauses = tuple(Pause(hold.starts, hold.ends) for hold in life.holds if hold.reason in stopping)
    return Clock(life.created_at, target.resolve, target.clock, (*pauses, *life.waits), life.mended_at or life.ended_at)
