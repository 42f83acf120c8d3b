"""What findings announce."""

from dataclasses import dataclass

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class FindingOpened(Fact):
    """A requirement does not hold at a subject."""

    topic = "findings.finding_opened"
    finding_id: int


@dataclass(frozen=True, slots=True)
class FindingSeenAgain(Fact):
    """A finding that stands was seen once more."""

    topic = "findings.finding_seen_again"
    finding_id: int


@dataclass(frozen=True, slots=True)
class FindingClosed(Fact):
    """A finding was verified, seen to hold, or withdrawn."""

    topic = "findings.finding_closed"
    finding_id: int


@dataclass(frozen=True, slots=True)
class FindingReopened(Fact):
    """What was said to be mended is not: somebody else's eyes, a report or the calendar sent it back to mending."""

    topic = "findings.finding_reopened"
    finding_id: int


@dataclass(frozen=True, slots=True)
class WaiverAsked(Fact):
    """Somebody asks that a finding may stand for a time."""

    topic = "findings.waiver_asked"
    waiver_id: int


@dataclass(frozen=True, slots=True)
class WaiverDecided(Fact):
    """A waiver was granted or refused."""

    topic = "findings.waiver_decided"
    waiver_id: int


@dataclass(frozen=True, slots=True)
class StandingsOutdated(Fact):
    """To whom these requirements apply must be worked out again, from the outlet behind `after` on."""

    topic = "findings.standings_outdated"
    keys: list[str]
    after: int
