"""Judging what a person saw."""

from datetime import datetime

from wangdian.domain.judging_evidence import Evidence, Observation, Says, Verdict, Why
from wangdian.domain.judging_moments import at_start_of, day_after
from wangdian.domain.requirement_checks import Measured, Observed
from wangdian.foundation.clock import BANK_ZONE


def judge_observed(check: Observed, evidence: Evidence | None, at: datetime) -> Verdict:
    """A look that is too old, or that was compared with something else than must stand there now, is unknown."""
    if evidence is None:
        return Verdict(Says.UNKNOWN, Why.NO_EVIDENCE)
    if not isinstance(evidence, Observation):
        return Verdict(Says.UNKNOWN, Why.WRONG_EVIDENCE)
    said = judge_said(evidence)
    if said is not None:
        return said
    if evidence.holds is None:
        return Verdict(Says.UNKNOWN, Why.NOT_ANSWERED)
    if check.compare and _differs(evidence):
        detail = {"compared_with": evidence.compared_with, "expected": evidence.expected}
        return Verdict(Says.UNKNOWN, Why.EXPECTATION_CHANGED, detail)
    return still_good(check, evidence.taken_at, at) or Verdict(
        Says.HOLDS, Why.SEEN_GOOD, look_again_at=good_until(check, evidence.taken_at)
    )


def judge_said(seen: Observation) -> Verdict | None:
    """The verdict of a person who said "not here" or "it does not hold"; None if neither was said.

    A failure stays a failure however old it is: only a new look can end it.
    """
    if seen.not_applicable:
        return Verdict(Says.NOT_APPLICABLE, Why.SAID_NOT_APPLICABLE)
    if seen.holds is False or seen.reasons:
        reason = seen.reasons[0] if seen.reasons else Why.SEEN_BAD
        return Verdict(Says.FAILS, reason, {"reasons": list(seen.reasons)})
    return None


def good_until(check: Observed | Measured, taken_at: datetime | None) -> datetime | None:
    """The first moment at which what was seen or measured no longer counts; None if it counts for good."""
    if check.good_for is None or taken_at is None:
        return None
    return at_start_of(day_after(check.good_for.after(taken_at.astimezone(BANK_ZONE).date())))


def still_good(check: Observed | Measured, taken_at: datetime | None, at: datetime) -> Verdict | None:
    """The verdict "too old", or None while it counts."""
    until = good_until(check, taken_at)
    if until is None or at < until:
        return None
    return Verdict(Says.UNKNOWN, Why.TOO_OLD, {"good_until": until.date().isoformat()})


def _differs(seen: Observation) -> bool:
    both = seen.compared_with is not None and seen.expected is not None
    return both and (seen.compared_with or "").split() != (seen.expected or "").split()
