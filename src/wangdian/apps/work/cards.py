"""The frozen cards in which questions about orders are answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wangdian.apps.findings.cards import FindingCard
from wangdian.domain.requirement import Requirement as Rule


@dataclass(frozen=True, slots=True)
class OrderBrief:
    """What a list says of an order. `holder` is a name, "" for those who may not see people; `late` counts both clocks.

    While the clock `rests`, `resolve_by` is as it was when the pause began.
    """

    number: str
    state: str
    priority: str
    opened_at: datetime
    respond_by: datetime
    resolve_by: datetime
    rests: bool
    late: bool
    holder_id: int | None
    holder: str
    vendor: str
    mine: bool
    version: int


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with the order that mends it, if there is one."""

    finding: FindingCard
    order: OrderBrief | None


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How many findings stand on each tab, counted up to `MOST_COUNTED`."""

    all: int
    mine: int
    unassigned: int
    late: int
    to_verify: int


@dataclass(frozen=True, slots=True)
class ClockCard:
    """What a clock says now; minutes are of its own kind of time, `left` is negative when overdue.

    `state` is running, paused, met or breached; `due_at` is None while a pause holds it.
    """

    state: str
    kind: str
    within: int
    spent: int
    left: int
    share: Decimal
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PauseCard:
    """A pause; `counts` says whether the clock ran on."""

    reason: str
    note: str
    starts_at: datetime
    ends_at: datetime | None
    name: str
    counts: bool


@dataclass(frozen=True, slots=True)
class TurnCard:
    """One turn; `by` is a person's id (None: Wangdian), `name` is "" for those who may not see people."""

    at: datetime
    became: str
    by: int | None
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ToldCard:
    """One time that somebody saw it on a walk, or reported it: `said` is the chosen reason, `note` their own words.

    `values` are what was measured, by name; `by` is a person's id, `name` is "" for those who may not see people.
    """

    at: datetime
    source: str
    by: int | None
    name: str
    said: str
    note: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OrderPhotoCard:
    """A photo of what was wrong or of the repair, by its hash."""

    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderCard:
    """All of an order; `acts` are codes of what `who` may do now, the next thing first.

    `told` is what people saw or reported, the latest first; `rule` is what the finding was found by, and `detail` holds
    the figures behind its reason as the judge gave them. `reference` is the hash of how it should look, or "".
    `other_eyes` says that this person may verify there, but not what they mended themselves.
    """

    brief: OrderBrief
    finding: FindingCard
    told: tuple[ToldCard, ...]
    rule: Rule
    detail: Mapping[str, object]
    instruction: str
    zone: str
    impact: str
    urgency: str
    response: ClockCard
    resolve: ClockCard
    mended_at: datetime | None
    mended_by: int | None
    mended_name: str
    ended_at: datetime | None
    ended_as: str
    verified_by: int | None
    verified_name: str
    cost: Decimal
    interruption: int
    hand_overs: int
    returns: int
    asks_photo: bool
    has_photo: bool
    before: tuple[OrderPhotoCard, ...]
    after: tuple[OrderPhotoCard, ...]
    reference: str
    pauses: tuple[PauseCard, ...]
    turns: tuple[TurnCard, ...]
    acts: tuple[str, ...]
    other_eyes: bool


@dataclass(frozen=True, slots=True)
class TakerCard:
    """A person or a vendor to whom orders may be given; `open` counts the orders that they have to mend now, anywhere.

    `role` is a person's role nearest to the place, "" for a vendor; `vendor` is whom a person works for, "" for the
    bank itself.
    """

    id: int
    name: str
    role: str
    vendor: str
    open: int


@dataclass(frozen=True, slots=True)
class Takers:
    """To whom orders may be given: people whom one may see, those of the outlet itself first, and vendors."""

    people: tuple[TakerCard, ...]
    vendors: tuple[TakerCard, ...]
