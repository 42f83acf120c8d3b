"""What a step of a finding's life leaves in its history, and what it announces."""

from collections.abc import Iterable, Iterator

from wangdian.apps.findings.facts import FindingClosed, FindingOpened, FindingReopened, FindingSeenAgain
from wangdian.domain.finding_events import (
    Closed,
    Escalated,
    Happening,
    MendingClaimed,
    Opened,
    RepairDidNotHold,
    SightingCounted,
    WaiverGranted,
    WaiverOver,
    WorkBegun,
)

FindingFact = type[FindingOpened] | type[FindingSeenAgain] | type[FindingClosed] | type[FindingReopened]


def turns_of(happened: Iterable[Happening], why: str) -> Iterator[tuple[str, str]]:
    """(became, why) of each turn that the history keeps; being seen once more is a sighting, not a turn."""
    for one in happened:
        match one:
            case Opened(repeat=repeat):
                yield ("repeated" if repeat else "opened"), why
            case Escalated(now=now):
                yield "escalated", str(now)
            case WorkBegun():
                yield "mending", why
            case MendingClaimed():
                yield "mended", why
            case RepairDidNotHold():
                yield "returned", why
            case Closed(why=how):
                yield str(how), why
            case WaiverGranted():
                yield "waived", why
            case WaiverOver(why=how):
                yield "waiver_over", str(how)


def facts_of(happened: Iterable[Happening]) -> Iterator[FindingFact]:
    for one in happened:
        match one:
            case Opened():
                yield FindingOpened
            case SightingCounted():
                yield FindingSeenAgain
            case RepairDidNotHold():
                yield FindingReopened
            case Closed():
                yield FindingClosed
            case Escalated() | WorkBegun() | MendingClaimed() | WaiverGranted() | WaiverOver():
                pass


