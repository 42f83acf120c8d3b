"""When what comes again in opening hours is due next: the calendar of the outlet turns a period into a moment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from wangdian.apps.outlets.calendars import calendars_of
from wangdian.apps.outlets.models import Subject
from wangdian.domain.judging import Dated
from wangdian.domain.priority import ClockKind
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.requirement_fields import Period
from wangdian.foundation import clock
from wangdian.foundation.calendar import NeverOpens, OpeningCalendar
from wangdian.foundation.calendar_hours import STAFFED, Service

Known = dict[tuple[int, str], Dated]


def with_due_moments(known: Known, checks: Mapping[tuple[int, str], DatedCheck]) -> Known:
    """The same, with `due_at` for what runs on opening hours and was done before. 5 queries, none if nothing does.

    What was never done has no last time from which opening hours could be counted: it stays unknown.
    """
    waiting = [
        key for key, check in checks.items()
        if check.clock is ClockKind.OPENING_HOURS and (one := known.get(key)) and one.on and one.due_at is None
    ]
    if not waiting:
        return known
    homes = dict(
        Subject.objects.filter(pk__in={subject for subject, _ in waiting}, unit__outlet__isnull=False)
        .values_list("pk", "unit__outlet"),
    )
    calendars = calendars_of(set(homes.values()))
    found = dict(known)
    for key in waiting:
        if key[0] in homes:
            due = _due(checks[key], known[key], calendars[homes[key[0]]])
            found[key] = replace(known[key], due_at=due)
    return found


def _due(check: DatedCheck, known: Dated, calendar: OpeningCalendar) -> datetime | None:
    periods = check.periods(known.variant)
    if periods is None or periods.every is None or known.on is None:
        return None
    return next_due(known.on, periods.every, calendar)


def next_due(done: date | datetime, every: Period, calendar: OpeningCalendar) -> datetime | None:
    """Hours are hours of open time; days and more lead to the end of the first open day there or later.

    None if the outlet never opens again.
    """
    if every.hours:
        start = done if isinstance(done, datetime) else datetime.combine(done, time.min, clock.BANK_ZONE)
        try:
            return calendar.add_open_time(start, timedelta(hours=every.hours), STAFFED)
        except NeverOpens:
            return None
    day = done.astimezone(clock.BANK_ZONE).date() if isinstance(done, datetime) else done
    opens = calendar.next_opening(datetime.combine(every.after(day), time.min, clock.BANK_ZONE), STAFFED)
    return None if opens is None else _closes_on(opens.date(), calendar)


def _closes_on(day: date, calendar: OpeningCalendar) -> datetime:
    return max(ends for service in (Service.CORPORATE, Service.PERSONAL) for _, ends in calendar.spans_on(day, service))
