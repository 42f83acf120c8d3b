"""What a reading means for the finding of its pair; answers and readings are weighed against each other here."""

from wangdian.apps.findings.casework import Case, Casework, Trace
from wangdian.apps.findings.evidence_at_hand import Weighed
from wangdian.apps.findings.models import Finding
from wangdian.domain.finding_events import Seen
from wangdian.domain.judging import Says
from wangdian.domain.streams import Point, Source
from wangdian.domain.verdict import Verdict as Look
from wangdian.foundation import clock

LOOKS = {Says.HOLDS: Look.HOLDS, Says.FAILS: Look.FAILS}
"""Only what is known moves a finding: unknown and "not here" change how a pair stands, and nothing else."""


def take_reading(work: Casework, case: Case, weighed: Weighed) -> None:
    """A reading that fails opens a finding as an answer does, one that holds again closes it; each counts once.

    Of a finding that stands, only what somebody read by hand is one more sighting: a logger would count for ever.
    """
    look, reading = LOOKS.get(weighed.verdict.says), weighed.reading
    if look is None or reading is None or not _says_something_new(case.finding, look, reading):
        return
    person = None if reading.by is None else str(reading.by)
    by_hand = reading.source is Source.HAND and person is not None
    seen = Seen(
        look, by=person if by_hand else None, on_inspection=by_hand, sent_by=None if by_hand else person,
    )
    verdict = weighed.verdict
    trace = Trace(by=reading.by, reason=verdict.reason, detail=verdict.detail)
    work.step(case, seen, min(reading.at, clock.now()), trace)


def _says_something_new(finding: Finding | None, look: Look, reading: Point) -> bool:
    if finding is None or finding.state == Finding.State.CLOSED:
        return look is Look.FAILS
    if look is Look.HOLDS:
        return reading.at > finding.last_seen_at
    if finding.state == Finding.State.MENDED and finding.mended_at is not None:
        return reading.at > finding.mended_at
    return reading.source is Source.HAND and reading.at > finding.last_seen_at
