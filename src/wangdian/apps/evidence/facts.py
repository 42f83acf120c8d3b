"""What evidence announces."""

from dataclasses import dataclass

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class AnswersReceived(Fact):
    """Answers of a walk are here that were not here before: what they speak of must be judged again."""

    topic = "evidence.answers_received"
    walk_id: str
    answer_ids: list[str]


@dataclass(frozen=True, slots=True)
class WalkEnded(Fact):
    """A walk became `finished` or `missed`; a missed one may still be finished later."""

    topic = "evidence.walk_ended"
    walk_id: str
    state: str


@dataclass(frozen=True, slots=True)
class PlanSet(Fact):
    """A plan was made or changed: its walks must be planned."""

    topic = "evidence.plan_set"
    plan_id: int


@dataclass(frozen=True, slots=True)
class WalksPlanned(Fact):
    """Walks were planned, or taken back, at these outlets (by their subjects): what is due next may have changed."""

    topic = "evidence.walks_planned"
    subject_ids: list[int]


@dataclass(frozen=True, slots=True)
class FaultReported(Fact):
    """Somebody at an outlet reported a fault (报修)."""

    topic = "evidence.fault_reported"
    fault_id: str


@dataclass(frozen=True, slots=True)
class PhotoReceived(Fact):
    """A photo is kept; whoever waits for its hash in that unit has it now."""

    topic = "evidence.photo_received"
    photo_id: int


@dataclass(frozen=True, slots=True)
class ReadingsRecorded(Fact):
    """Readings of these metrics are here that were not here before, at these subjects."""

    topic = "evidence.readings_recorded"
    subject_ids: list[int]
    metrics: list[str]


@dataclass(frozen=True, slots=True)
class ReadingWithdrawn(Fact):
    """A reading turned out to be a mistake, and counts no more."""

    topic = "evidence.reading_withdrawn"
    subject_id: int
    metric: str


@dataclass(frozen=True, slots=True)
class TwinDecided(Fact):
    """A person said whether a photo is an earlier one again: `same` or `other`."""

    topic = "evidence.twin_decided"
    question_id: int
    says: str
