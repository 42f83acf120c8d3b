"""Judges pairs again by what is known now: for the calendar's sweep, and where a date or a requirement changed."""

from collections.abc import Iterable

from django.db import transaction

from wangdian.apps.findings.casework import Case, Casework, Pair, Trace
from wangdian.apps.findings.evidence_at_hand import gather, verdict_on
from wangdian.apps.findings.models import Finding
from wangdian.domain.finding_events import Event, Seen, Withdrawn
from wangdian.domain.judging import Says, Verdict, Why
from wangdian.domain.requirement_checks import DatedCheck, Monitored
from wangdian.domain.verdict import Verdict as Look
from wangdian.foundation import clock


@transaction.atomic
def look_again(pairs: Iterable[Pair]) -> None:
    """Judges each pair at this moment; what does not hold becomes a finding, what holds again closes it."""
    work = Casework(pairs)
    known = gather(work.cases)
    now = clock.now()
    for case in work.cases:
        verdict = verdict_on(case, known, now)
        event = _event(case, verdict)
        if event is not None:
            work.step(case, event, now, Trace(reason=verdict.reason, detail=verdict.detail))
        if isinstance(event, Withdrawn):
            case.standing.heard_after = now
        work.judge(case, verdict, now)
    work.save()


def _event(case: Case, verdict: Verdict) -> Event | None:
    """What the new verdict means for the finding; old looks count once, dates and devices whenever they change it."""
    if verdict.says is Says.NOT_APPLICABLE:
        return Withdrawn() if case.stands and verdict.reason == Why.OUT_OF_SEASON else None
    dated = isinstance(case.held.rule.check, DatedCheck | Monitored)
    if verdict.says is Says.HOLDS:
        return Seen(Look.HOLDS) if case.stands and dated else None
    if verdict.says is Says.FAILS and (not case.stands or (dated and _said_mended(case))):
        return Seen(Look.FAILS)
    return None


def _said_mended(case: Case) -> bool:
    return case.finding is not None and case.finding.state == Finding.State.MENDED
