"""The judge: a requirement, what is known, a moment, and nothing else, give one verdict."""

from datetime import date, datetime

from wangdian.domain.judging_dated import judge_dated
from wangdian.domain.judging_evidence import (
    Dated,
    Evidence,
    Measurement,
    Observation,
    Reading,
    Says,
    Verdict,
    Why,
)
from wangdian.domain.judging_measured import judge_measured
from wangdian.domain.judging_moments import at_start_of, earliest
from wangdian.domain.judging_monitored import judge_monitored
from wangdian.domain.judging_observed import judge_observed
from wangdian.domain.requirement import OutletFacts, Requirement
from wangdian.domain.requirement_checks import Check, Measured, Monitored, Observed
from wangdian.foundation.clock import BANK_ZONE

__all__ = [
    "Dated",
    "Evidence",
    "Measurement",
    "Observation",
    "Reading",
    "Says",
    "Verdict",
    "Why",
    "applies_to",
    "judge",
]


def applies_to(requirement: Requirement, outlet: OutletFacts, on: date) -> bool:
    """Whether the requirement speaks of such an outlet on a day; the season is the judge's business."""
    return requirement.effective.covers(on) and requirement.applies.covers(outlet)


def judge(requirement: Requirement, evidence: Evidence | None, at: datetime) -> Verdict:
    """One verdict for every input; `at` is aware. Days are the bank's days.

    No evidence is unknown, except for an interval that says `never: fails`. Out of season is not applicable,
    whatever is known.
    """
    day = at.astimezone(BANK_ZONE).date()
    turn = requirement.season.turns_after(day) if requirement.season else None
    turns_at = at_start_of(turn)
    if requirement.season and not requirement.season.covers(day):
        return Verdict(Says.NOT_APPLICABLE, Why.OUT_OF_SEASON, look_again_at=turns_at)
    verdict = _judge_check(requirement.check, evidence, at)
    again = earliest(verdict.look_again_at, turns_at)
    return Verdict(verdict.says, verdict.reason, verdict.detail, again)


def _judge_check(check: Check, evidence: Evidence | None, at: datetime) -> Verdict:
    if isinstance(check, Observed):
        return judge_observed(check, evidence, at)
    if isinstance(check, Measured):
        return judge_measured(check, evidence, at)
    if isinstance(check, Monitored):
        return judge_monitored(check, evidence, at)
    return judge_dated(check, evidence, at)
