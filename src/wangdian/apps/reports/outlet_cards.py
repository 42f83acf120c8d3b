"""The frozen cards in which an outlet's state and its past are answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that does not hold there: since when, who has it, by when; `order` is a work order's number.

    `holder` is a name, kept from those who may not see people; `held` says whether somebody has it at all.
    """

    finding_id: int
    requirement: str
    title_zh: str
    title_en: str
    thing: str
    severity: str
    state: str
    since: datetime
    sightings: int
    repeats: int
    waived_until: datetime | None
    order: str
    order_state: str
    held: bool
    holder: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class OutletState:
    """Whether an outlet is in order: `says` is holds, fails or unknown; `counts` is by verdict."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    branch_code: str
    branch_zh: str
    address: str
    tag: str
    path: str
    closed: bool
    says: str
    broken: tuple[Broken, ...]
    counts: Mapping[str, int]
    walked_at: datetime | None

    @property
    def known(self) -> int:
        return self.counts.get("holds", 0) + self.counts.get("fails", 0)

    @property
    def asked(self) -> int:
        return self.known + self.counts.get("unknown", 0)


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding that was closed: how long it stood."""

    id: int
    title_zh: str
    title_en: str
    thing: str
    severity: str
    opened_at: datetime
    closed_at: datetime
    closed_how: str


@dataclass(frozen=True, slots=True)
class PastWalk:
    """A walk that is over; `walker` is kept from those who may not see people."""

    id: str
    kind: str
    plan: str
    state: str
    at: datetime | None
    walker: str
    answered: int
    failed: int


@dataclass(frozen=True, slots=True)
class OutletPast:
    """The last closed findings and the last walks, newest first."""

    findings: tuple[PastFinding, ...]
    walks: tuple[PastWalk, ...]
