"""What can happen to a finding, and what a step of its life makes known."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wangdian.domain.severity import Severity
from wangdian.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody or something looked; `by` is a person's id, None for a device or the calendar.

    `sent_by` is the person through whom a device's word came, if it came through one.
    """

    verdict: Verdict
    by: str | None = None
    on_inspection: bool = False
    sent_by: str | None = None


@dataclass(frozen=True, slots=True)
class WorkStarted:
    by: str


@dataclass(frozen=True, slots=True)
class Mended:
    by: str


@dataclass(frozen=True, slots=True)
class Verified:
    by: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Waived:
    """Lived with until a day, by the word of an approver who is not the one who asks."""

    asked_by: str
    approved_by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class WaiverEnded:
    """`by` is who revokes it early; None when its time has come."""

    by: str | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    by: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The requirement no longer applies, or its subject is gone; without `by`, nobody needed to say so."""

    by: str | None = None


Event = Seen | WorkStarted | Mended | Verified | Waived | WaiverEnded | Reopened | Withdrawn


class Closing(StrEnum):
    """Why a finding was closed."""

    VERIFIED = "verified"
    SEEN_TO_HOLD = "seen_to_hold"
    WITHDRAWN = "withdrawn"


class WaiverEnd(StrEnum):
    """Why a waiver is over."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Opened:
    """A finding is there; `repeat` if it closed not long ago, `severity` as its repeats have raised it."""

    severity: Severity
    repeat: bool
    repeats: int


@dataclass(frozen=True, slots=True)
class Escalated:
    was: Severity
    now: Severity


@dataclass(frozen=True, slots=True)
class SightingCounted:
    sightings: int


@dataclass(frozen=True, slots=True)
class WorkBegun:
    by: str


@dataclass(frozen=True, slots=True)
class MendingClaimed:
    by: str


@dataclass(frozen=True, slots=True)
class RepairDidNotHold:
    """Back to mending; `by` is the verifier, None if a device or the calendar saw it."""

    by: str | None


@dataclass(frozen=True, slots=True)
class Closed:
    why: Closing
    by: str | None


@dataclass(frozen=True, slots=True)
class WaiverGranted:
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class WaiverOver:
    why: WaiverEnd


Happening = (
    Opened
    | Escalated
    | SightingCounted
    | WorkBegun
    | MendingClaimed
    | RepairDidNotHold
    | Closed
    | WaiverGranted
    | WaiverOver
)
