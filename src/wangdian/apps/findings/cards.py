"""The frozen cards in which questions about findings are answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wangdian.domain.requirement import Requirement as Rule


@dataclass(frozen=True, slots=True)
class FindingCard:
    """What a list says of a finding: what, where, since when. `title` and `said` are in the reader's language.

    `reason` is a code of the judge or of a chip; `said` is the chip's words, or the first words of whoever reported a
    fault; "" where the code has its own words.
    """

    id: int
    requirement: str
    title: str
    subject_id: int
    subject_kind: str
    subject: str
    outlet_code: str
    outlet: str
    module: str
    pack: str
    state: str
    severity: str
    reason: str
    said: str
    opened_at: datetime
    last_seen_at: datetime
    closed_at: datetime | None
    closed_how: str
    sightings: int
    repeats: int
    waived_until: datetime | None


@dataclass(frozen=True, slots=True)
class TurnCard:
    """One turn; `by` is a person's id, `name` is "" for those who may not see people."""

    at: datetime
    became: str
    by: int | None
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class SightingCard:
    """One time it was seen: by an answer of a walk, a report, or (neither) the calendar; `photos` are hashes."""

    at: datetime
    source: str
    says: str
    by: int | None
    name: str
    note: str
    values: Mapping[str, str]
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiverCard:
    """A waiver with its finding in words; `ended_how` is "" while it may still run."""

    id: int
    finding_id: int
    title: str
    subject: str
    outlet_code: str
    outlet: str
    severity: str
    state: str
    reason: str
    until: datetime
    asked_by: int
    asked_name: str
    asked_at: datetime
    decided_name: str
    decided_at: datetime | None
    decision: str
    ended_how: str


@dataclass(frozen=True, slots=True)
class StandingCard:
    """How a subject stands against a requirement; `detail` holds the figures as the judge gave them."""

    requirement: str
    title: str
    subject_id: int
    subject_kind: str
    subject: str
    outlet_code: str
    module: str
    says: str
    reason: str
    said: str
    detail: Mapping[str, object]
    since: datetime
    look_again_at: datetime | None
    finding_id: int | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """All of a finding: its rule as it was found by, how it stands now, its sightings and turns, newest first."""

    card: FindingCard
    rule: Rule
    detail: Mapping[str, object]
    stands: StandingCard | None
    turns: tuple[TurnCard, ...]
    sightings: tuple[SightingCard, ...]
    waivers: tuple[WaiverCard, ...]
    reference: str
    repeat_of: int | None
    path: str
