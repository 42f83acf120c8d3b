"""Judging what a device said last; the stream judge does the same for millions of series at once."""

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from wangdian.domain.judging_evidence import Evidence, Reading, Says, Verdict, Why
from wangdian.domain.judging_moments import later_than
from wangdian.domain.requirement_checks import Monitored
from wangdian.foundation.clock import BANK_ZONE


def judge_monitored(check: Monitored, evidence: Evidence | None, at: datetime) -> Verdict:
    """Fails after the hold time, holds again after the recovery time; silence is unknown."""
    if evidence is None:
        return Verdict(Says.UNKNOWN, Why.NO_EVIDENCE)
    if not isinstance(evidence, Reading):
        return Verdict(Says.UNKNOWN, Why.WRONG_EVIDENCE)
    silent_at = evidence.at + timedelta(seconds=check.silent_after)
    if at >= silent_at:
        return Verdict(Says.UNKNOWN, Why.SILENT, {"heard_at": evidence.at.isoformat()})
    why, detail = _look(check, evidence, at)
    if why in {Why.STATE_UNKNOWN, Why.VALUE_MISSING}:
        return Verdict(Says.UNKNOWN, why, detail, silent_at)
    if why in {Why.WITHIN_LIMITS, Why.STATE_GOOD}:
        return _inside(check, evidence, at, Verdict(Says.HOLDS, why, detail, silent_at))
    return _outside(check, evidence, at, Verdict(Says.FAILS, why, detail, silent_at))


def _look(check: Monitored, reading: Reading, at: datetime) -> tuple[Why, dict[str, object]]:
    value = reading.value
    if value is None:
        return Why.VALUE_MISSING, {}
    detail: dict[str, object] = {"value": str(value), "unit": check.unit}
    if check.bad_states:
        return _state(check, str(value)), detail
    number = _number(value)
    if number is None or number in check.unknown_values:
        return Why.STATE_UNKNOWN, detail
    limits = check.on(at.astimezone(BANK_ZONE).date(), reading.variant)
    detail |= {k: str(v) for k, v in (("min", limits.min), ("max", limits.max)) if v is not None}
    if limits.min is not None and number < limits.min:
        return Why.BELOW_MIN, detail
    if limits.max is not None and number > limits.max:
        return Why.ABOVE_MAX, detail
    return Why.WITHIN_LIMITS, detail


def _state(check: Monitored, state: str) -> Why:
    if state in check.bad_states:
        return Why.STATE_BAD
    return Why.STATE_GOOD if state in check.good_states else Why.STATE_UNKNOWN


def _number(value: Decimal | str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _inside(check: Monitored, reading: Reading, at: datetime, good: Verdict) -> Verdict:
    if not reading.failing:
        return good
    clear_at = (reading.cleared_since or reading.at) + timedelta(seconds=check.recover)
    if at >= clear_at:
        return good
    again = later_than(at, clear_at, good.look_again_at)
    return Verdict(Says.FAILS, Why.RECOVERING, good.detail, again)


def _outside(check: Monitored, reading: Reading, at: datetime, bad: Verdict) -> Verdict:
    fails_at = (reading.breached_since or reading.at) + timedelta(seconds=check.hold)
    if reading.failing or at >= fails_at:
        return bad
    again = later_than(at, fails_at, bad.look_again_at)
    return Verdict(Says.HOLDS, Why.NOT_LONG_ENOUGH, bad.detail, again)
