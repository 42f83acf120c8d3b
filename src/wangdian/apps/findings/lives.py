"""The life of a finding between its rows and the pure step: read from a standing and a finding, written back."""

from datetime import timedelta

from wangdian.apps.findings.models import Finding, Standing
from wangdian.domain.finding_events import Closing
from wangdian.domain.finding_life import Life, Patience, State, Streak
from wangdian.domain.requirement import Requirement as Rule
from wangdian.domain.severity import Severity
from wangdian.domain.verdict import Verdict


def patience(rule: Rule) -> Patience:
    """A person's look and a date are sure at once; how long a repeat counts is the requirement's own window."""
    return Patience(repeat_within=timedelta(days=rule.deduct.window_days))


def life_of(rule: Rule, standing: Standing, finding: Finding | None) -> Life:
    """What the rows remember: `finding` is the last one of the pair, open or closed."""
    streak = _streak(standing)
    if finding is None:
        return Life(base=rule.severity, severity=rule.severity, streak=streak)
    return Life(
        base=rule.severity,
        state=State(finding.state),
        severity=Severity(finding.severity),
        sightings=finding.sightings,
        repeats=finding.repeats,
        streak=streak,
        opened_at=finding.opened_at,
        changed_at=finding.changed_at,
        closed_at=finding.closed_at,
        closed_why=Closing(finding.closed_how) if finding.closed_how else None,
        worker=_text(finding.worker_id),
        mended_by=_text(finding.mended_by_id),
        verified_by=_text(finding.verified_by_id),
        waived_until=finding.waived_until,
    )


def write_streak(standing: Standing, streak: Streak | None) -> None:
    standing.streak_says = streak.verdict if streak else ""
    standing.streak_since = streak.since if streak else None
    standing.streak_last = streak.last if streak else None
    standing.streak_count = streak.count if streak else 0


def write_life(finding: Finding, life: Life) -> None:
    """Everything of a life that a finding keeps; the streak lies with the standing."""
    finding.state = life.state
    finding.severity = life.severity
    finding.sightings = life.sightings
    finding.repeats = life.repeats
    finding.worker_id = _number(life.worker)
    finding.mended_by_id = _number(life.mended_by)
    finding.verified_by_id = _number(life.verified_by)
    finding.closed_at = life.closed_at
    finding.closed_how = life.closed_why or ""
    finding.waived_until = life.waived_until
    if life.opened_at is not None:
        finding.opened_at = life.opened_at
    if life.changed_at is not None:
        finding.changed_at = life.changed_at


def _streak(standing: Standing) -> Streak | None:
    if not standing.streak_says or standing.streak_since is None or standing.streak_last is None:
        return None
    verdict = Verdict(standing.streak_says)
    return Streak(verdict, standing.streak_since, standing.streak_last, standing.streak_count)


def _text(person_id: int | None) -> str | None:
    return None if person_id is None else str(person_id)


def _number(person: str | None) -> int | None:
    return None if person is None else int(person)
