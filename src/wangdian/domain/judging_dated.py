"""Judging by the calendar: what expires, what comes again, what grows too old."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from wangdian.domain.judging_evidence import Dated, Evidence, Says, Verdict, Why
from wangdian.domain.judging_moments import LAST_DAY, at_start_of, day_after, day_before, later_than
from wangdian.domain.priority import ClockKind
from wangdian.domain.requirement_checks import DatedCheck, Periods
from wangdian.foundation.clock import BANK_ZONE


def judge_dated(check: DatedCheck, evidence: Evidence | None, at: datetime) -> Verdict:
    """Without a date it is unknown, except an interval that says `never: fails`."""
    if evidence is None:
        return _nothing_known(check)
    if not isinstance(evidence, Dated):
        return Verdict(Says.UNKNOWN, Why.WRONG_EVIDENCE)
    if check.rule == "expiry":
        return _expiry(check, evidence, at)
    return _looking_back(check, evidence, at)


def _looking_back(check: DatedCheck, known: Dated, at: datetime) -> Verdict:
    """Age and interval: both look back at a day that cannot lie ahead."""
    on = _day(known.on)
    if on is not None and on > _day_of(at):
        return Verdict(Says.UNKNOWN, Why.IN_THE_FUTURE, {"on": on.isoformat()})
    periods = check.periods(known.variant)
    if periods is None:
        return Verdict(Says.UNKNOWN, Why.VARIANT_UNKNOWN, {"variant": known.variant or ""})
    if check.rule == "age":
        return _age(check, periods, known, at)
    return _tested(check, known) or _interval(check, periods, known, at)


def _expiry(check: DatedCheck, known: Dated, at: datetime) -> Verdict:
    """The last good day is good to its end."""
    on = _day(known.on)
    return _no_date() if on is None else _until(check, at, on, day_after(on), Why.EXPIRED, known.of)


def _age(check: DatedCheck, periods: Periods, known: Dated, at: datetime) -> Verdict:
    """On the day on which the limit is reached it is too old."""
    on = _day(known.on)
    if on is None or periods.limit is None:
        return _no_date()
    end = periods.limit.after(on)
    return _until(check, at, end, end, Why.TOO_AGED, known.of)


def _nothing_known(check: DatedCheck) -> Verdict:
    if check.rule == "interval" and check.never == "fails":
        return Verdict(Says.FAILS, Why.NEVER_DONE)
    return Verdict(Says.UNKNOWN, Why.NO_EVIDENCE)


def _no_date() -> Verdict:
    return Verdict(Says.UNKNOWN, Why.NO_DATE)


def _tested(check: DatedCheck, known: Dated) -> Verdict | None:
    """A test that was done and went badly fails, whatever the calendar says."""
    if known.passed is False:
        return Verdict(Says.FAILS, Why.TEST_FAILED)
    limit, took = check.max_answer_seconds, _seconds(known)
    if limit is not None and took is not None and took > limit:
        return Verdict(Says.FAILS, Why.ANSWERED_LATE, {"value": str(took), "max": str(limit), "unit": "s"})
    return None


def _interval(check: DatedCheck, periods: Periods, known: Dated, at: datetime) -> Verdict:
    if known.due_at is not None:
        verdict = _until_moment(check, at, known.due_at)
    elif check.clock is ClockKind.OPENING_HOURS:
        return Verdict(Says.UNKNOWN, Why.NO_PLAN)
    elif known.on is None:
        verdict = _first_time(check, periods, known, at)
    elif periods.every is None:
        verdict = Verdict(Says.HOLDS, Why.IN_TIME, {"done_on": _iso(known.on)})
    elif periods.every.hours:
        verdict = _until_moment(check, at, _moment(known.on) + timedelta(hours=periods.every.hours))
    else:
        due = periods.every.after(_some_day(known.on))
        verdict = _until(check, at, due, day_after(due), Why.OVERDUE, known.of)
    if verdict.says is Says.HOLDS and _answer_missing(check, known):
        return Verdict(Says.UNKNOWN, Why.ANSWER_NOT_NOTED, verdict.detail, verdict.look_again_at)
    return verdict


def _answer_missing(check: DatedCheck, known: Dated) -> bool:
    return check.max_answer_seconds is not None and known.on is not None and _seconds(known) is None


def _seconds(known: Dated) -> Decimal | None:
    """How long the answer took, if that is a number at all."""
    took = known.answered_seconds
    return took if took is not None and took.is_finite() else None


def _first_time(check: DatedCheck, periods: Periods, known: Dated, at: datetime) -> Verdict:
    """Never done: it counts from the day it came into use."""
    period = periods.first or periods.every
    if known.started_on is None or period is None:
        return _nothing_known(check)
    if period.hours:
        return _until_moment(check, at, _moment(known.started_on) + timedelta(hours=period.hours))
    due = period.after(known.started_on)
    return _until(check, at, due, day_after(due), Why.OVERDUE, known.of)


def _until(check: DatedCheck, at: datetime, due: date, ends: date, why: Why, of: str) -> Verdict:
    """Holds before the day `ends`; `due` is the day that people are told."""
    today = _day_of(at)
    detail: dict[str, object] = {"due_on": due.isoformat(), "days_left": (due - today).days}
    if of:
        detail["of"] = of
    if today >= ends:
        return Verdict(Says.FAILS, why, detail)
    reached = [days for days in check.warn_days if today >= day_before(due, days)]
    if reached:
        detail["warn"] = min(reached)
    warnings = (at_start_of(day_before(due, days)) for days in check.warn_days)
    again = later_than(at, at_start_of(ends), *warnings)
    return Verdict(Says.HOLDS, Why.DUE_SOON if reached else Why.IN_TIME, detail, again)


def _until_moment(check: DatedCheck, at: datetime, due: datetime) -> Verdict:
    due = due if due.tzinfo else due.replace(tzinfo=BANK_ZONE)
    detail: dict[str, object] = {"due_at": due.isoformat()}
    if at > due:
        return Verdict(Says.FAILS, Why.OVERDUE, detail)
    if due.date() >= LAST_DAY:
        return Verdict(Says.HOLDS, Why.IN_TIME, detail)
    steps = [(days, due - timedelta(days=days)) for days in check.warn_days]
    reached = [days for days, starts in steps if at >= starts]
    if reached:
        detail["warn"] = min(reached)
    again = later_than(at, due + timedelta(microseconds=1), *(starts for _, starts in steps))
    return Verdict(Says.HOLDS, Why.DUE_SOON if reached else Why.IN_TIME, detail, again)


def _day_of(at: datetime) -> date:
    return at.astimezone(BANK_ZONE).date()


def _day(on: date | datetime | None) -> date | None:
    return None if on is None else _some_day(on)


def _some_day(on: date | datetime) -> date:
    if not isinstance(on, datetime):
        return on
    return _day_of(on) if on.tzinfo else on.date()


def _moment(on: date | datetime) -> datetime:
    """A moment as it is; a bare day counts from its start."""
    if not isinstance(on, datetime):
        return datetime(on.year, on.month, on.day, tzinfo=BANK_ZONE)
    return on if on.tzinfo else on.replace(tzinfo=BANK_ZONE)


def _iso(on: date | datetime) -> str:
    return _some_day(on).isoformat()
