"""What is remembered of a finding between two steps of its life, and how patient its rules are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wangdian.domain.finding_events import Closing
from wangdian.domain.severity import Severity
from wangdian.domain.verdict import Verdict
from wangdian.foundation.errors import invalid


class State(StrEnum):
    """NONE: never failed long enough; MENDED: said to be mended, waits for other eyes."""

    NONE = "none"
    OPEN = "open"
    MENDING = "mending"
    MENDED = "mended"
    CLOSED = "closed"


UNSETTLED = frozenset({State.OPEN, State.MENDING, State.MENDED})
"""The states in which a finding stands against its subject."""

NEXT: dict[State, frozenset[State]] = {
    State.NONE: frozenset({State.NONE, State.OPEN}),
    State.OPEN: frozenset({State.OPEN, State.MENDING, State.MENDED, State.CLOSED}),
    State.MENDING: frozenset({State.MENDING, State.MENDED, State.CLOSED}),
    State.MENDED: frozenset({State.MENDED, State.MENDING, State.CLOSED}),
    State.CLOSED: frozenset({State.CLOSED, State.OPEN}),
}
"""Which states one step may reach from which."""


@dataclass(frozen=True, slots=True)
class Streak:
    """The same verdict, time after time: since when, and how often."""

    verdict: Verdict
    since: datetime
    last: datetime
    count: int = 1


@dataclass(frozen=True, slots=True)
class Patience:
    """How sure one must be: a streak counts once long enough in number or in time; None leaves one out."""

    fails: int | None = 1
    fails_for: timedelta | None = None
    holds: int | None = 1
    holds_for: timedelta | None = None
    repeat_within: timedelta = timedelta(days=30)

    def __post_init__(self) -> None:
        for name, count, span in (
            ("fails", self.fails, self.fails_for),
            ("holds", self.holds, self.holds_for),
        ):
            if count is None and span is None:
                raise invalid(name, "Say after how many sightings or after how long.")
            if (count is not None and count < 1) or (span is not None and span < timedelta()):
                raise invalid(name, "Patience cannot be less than one sighting or no time.")
        if self.repeat_within < timedelta():
            raise invalid("repeat_within", "The time for a repeat cannot be negative.")

    def spent_by(self, streak: Streak) -> bool:
        failing = streak.verdict is Verdict.FAILS
        count, span = (self.fails, self.fails_for) if failing else (self.holds, self.holds_for)
        enough = count is not None and streak.count >= count
        return enough or (span is not None and streak.last - streak.since >= span)


@dataclass(frozen=True, slots=True)
class Life:
    """All that is remembered of a requirement at a subject; `base` is the requirement's own severity."""

    base: Severity = Severity.MEDIUM
    state: State = State.NONE
    severity: Severity = Severity.MEDIUM
    sightings: int = 0
    repeats: int = 0
    streak: Streak | None = None
    opened_at: datetime | None = None
    changed_at: datetime | None = None
    closed_at: datetime | None = None
    closed_why: Closing | None = None
    worker: str | None = None
    mended_by: str | None = None
    verified_by: str | None = None
    waived_until: datetime | None = None
    waiver_asked_by: str | None = None
    waiver_approved_by: str | None = None

    @classmethod
    def of(cls, severity: Severity) -> "Life":
        """A life in which nothing has happened yet."""
        return cls(base=severity, severity=severity)

    @property
    def repeat(self) -> bool:
        return self.repeats > 0

    @property
    def unsettled(self) -> bool:
        return self.state in UNSETTLED

    def waived(self, at: datetime) -> bool:
        return self.unsettled and self.waived_until is not None and at < self.waived_until
