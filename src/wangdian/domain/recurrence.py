"""When a plan's walks are due: the windows that a recurrence rule opens on an outlet's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from wangdian.domain.priority import ClockKind
from wangdian.domain.recurrence_rule import parse_rule
from wangdian.foundation.calendar import DayKind, OpeningCalendar
from wangdian.foundation.errors import Invalid, Problem, invalid

LONGEST_SHIFT_DAYS = 31
"""A window that would have to move further than this to find an open day is dropped."""


class Days(StrEnum):
    """On which days a plan falls due; NEXT_OPEN moves to the next day with opening hours, the others leave out."""

    ANY = "any"
    WORKING = "working"
    OPEN = "open"
    NEXT_OPEN = "next_open"


class Timing(StrEnum):
    """AT_RULE: from the rule's own moment on; BEFORE_OPENING: ends when the outlet opens that day."""

    AT_RULE = "at_rule"
    BEFORE_OPENING = "before_opening"


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rule, the days it keeps to, and how long a window stays open (`due_within`, on `clock`)."""

    rule: str
    starts: datetime
    due_within: timedelta
    days: Days = Days.ANY
    timing: Timing = Timing.AT_RULE
    clock: ClockKind = ClockKind.ROUND_THE_CLOCK

    def __post_init__(self) -> None:
        problems = []
        if self.starts.tzinfo is None:
            problems.append(Problem("starts", "The moment needs a time zone."))
        if not timedelta() < self.due_within <= timedelta(days=400):
            problems.append(Problem("due_within", "The window must be longer than nothing and at most 400 days."))
        if self.timing is Timing.BEFORE_OPENING and self.due_within > timedelta(days=1):
            problems.append(Problem("due_within", "Before opening, a window lasts at most a day."))
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, order=True, slots=True)
class Window:
    """Due from the first moment up to the second; local aware moments."""

    due_from: datetime
    due_until: datetime


def windows(cadence: Cadence, begins: datetime, ends: datetime, calendar: OpeningCalendar) -> tuple[Window, ...]:
    """The windows whose `due_from` lies from `begins` up to, not including, `ends`, in order, each once.

    Neighbouring ranges join without gap or double. Raises `Invalid` (field "rule") and `NeverOpens`.
    """
    if ends <= begins:
        raise invalid("ends", "The end must be after the start.")
    rule = parse_rule(cadence.rule, cadence.starts.astimezone(calendar.tz).replace(tzinfo=None))
    reach_back, reach_on = timedelta(days=LONGEST_SHIFT_DAYS + 1), timedelta(days=2)
    first, last = (moment.astimezone(calendar.tz).replace(tzinfo=None) for moment in (begins, ends))
    found = {
        window
        for moment in rule.between(first - reach_back, last + reach_on)
        for window in _window(cadence, moment, calendar)
        if begins <= window.due_from < ends
    }
    return tuple(sorted(found))


def _window(cadence: Cadence, moment: datetime, calendar: OpeningCalendar) -> Iterator[Window]:
    day = _kept_day(cadence, moment.date(), calendar)
    if day is None:
        return
    if cadence.timing is Timing.BEFORE_OPENING:
        opening = calendar.opens_on(day)
        if opening is not None:
            yield Window(opening - cadence.due_within, opening)
        return
    due_from = datetime.combine(day, moment.time(), calendar.tz)
    if cadence.clock is ClockKind.OPENING_HOURS:
        yield Window(due_from, calendar.add_open_time(due_from, cadence.due_within))
    else:
        yield Window(due_from, due_from + cadence.due_within)


def _kept_day(cadence: Cadence, day: date, calendar: OpeningCalendar) -> date | None:
    if cadence.days is Days.WORKING:
        return day if calendar.day_kind(day) is DayKind.WORKING else None
    if cadence.days is Days.OPEN:
        return day if calendar.opens_on(day) is not None else None
    if cadence.days is Days.NEXT_OPEN:
        ahead = (day + timedelta(days=n) for n in range(LONGEST_SHIFT_DAYS + 1))
        return next((d for d in ahead if calendar.opens_on(d) is not None), None)
    return day
