"""Judging what a device said last; the stream judge does the same for millions of series at once."""

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from wangdian.domain.judging_evidence import Evidence, Reading, Says, Verdict, Why
from wangdian.domain.judging_moments import at_start_of, day_after, later_than
from wangdian.domain.requirement_checks import Monitored
from wangdian.domain.streams import Source
from wangdian.foundation.clock import BANK_ZONE


def judge_monitored(check: Monitored, evidence: Evidence | None, at: datetime) -> Verdict:
    """Fails after the hold time, holds again after the recovery time; silence is unknown."""
    if evidence is None:
        return Verdict(Says.UNKNOWN, Why.NO_EVIDENCE)
    if not isinstance(evidence, Reading):
        return Verdict(Says.UNKNOWN, Why.WRONG_EVIDENCE)
    heard_at = evidence.heard_at or evidence.at
    silent_at = heard_at + timedelta(seconds=check.silent_after)
    if evidence.source is not Source.SENSOR:
        return _stood(check, evidence, at)
    if at >= silent_at:
        return Verdict(Says.UNKNOWN, Why.SILENT, {"heard_at": heard_at.isoformat()})
    return _spoken(check, evidence, at if check.during == "always" else evidence.at, silent_at)


def _spoken(check: Monitored, reading: Reading, at: datetime, silent_at: datetime) -> Verdict:
    """What a sensor that is heard from says; time passes for it until it falls silent."""
    why, detail = _look(check, reading, at)
    if why in {Why.STATE_UNKNOWN, Why.VALUE_MISSING}:
        return Verdict(Says.UNKNOWN, why, detail, silent_at)
    if why in {Why.WITHIN_LIMITS, Why.STATE_GOOD}:
        return _inside(check, reading, at, Verdict(Says.HOLDS, why, detail, silent_at))
    return _outside(check, reading, at, Verdict(Says.FAILS, why, detail, silent_at))


def _stood(check: Monitored, reading: Reading, at: datetime) -> Verdict:
    """A reading by hand or out of a file: no time passes for it but its own, and it stands as long as it is good for.

    A failure stays a failure however old it is: only a new reading can end it.
    """
    why, detail = _look(check, reading, reading.at)
    if why in {Why.STATE_UNKNOWN, Why.VALUE_MISSING}:
        return Verdict(Says.UNKNOWN, why, detail)
    until = _stands_until(check, reading)
    bad = why not in {Why.WITHIN_LIMITS, Why.STATE_GOOD}
    if reading.failing:
        return Verdict(Says.FAILS, why if bad else Why.RECOVERING, detail)
    if until is not None and at >= until:
        return Verdict(Says.UNKNOWN, Why.TOO_OLD, {"good_until": until.astimezone(BANK_ZONE).date().isoformat()})
    return Verdict(Says.HOLDS, Why.NOT_LONG_ENOUGH if bad else why, detail, until)


def _stands_until(check: Monitored, reading: Reading) -> datetime | None:
    """The first moment at which the reading no longer counts; days count to their end."""
    period = check.good_for
    if period is None:
        return None
    if period.hours:
        return reading.at + timedelta(hours=period.hours)
    return at_start_of(day_after(period.after(reading.at.astimezone(BANK_ZONE).date())))


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
