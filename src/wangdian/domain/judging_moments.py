"""Moments at which a verdict changes by itself."""

from datetime import date, datetime, time, timedelta

from wangdian.foundation.clock import BANK_ZONE

LAST_DAY = date(9990, 1, 1)
"""Beyond this day no moment is given: it is as good as never, and arithmetic on it would overflow."""


def at_start_of(day: date | None) -> datetime | None:
    """The first moment of a day where the bank is; None for no day and for one as good as never."""
    if day is None or day >= LAST_DAY:
        return None
    return datetime.combine(day, time.min, BANK_ZONE)


def day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def day_before(day: date, days: int) -> date:
    """That many days earlier, the first of all days at most."""
    return day - min(timedelta(days=days), day - date.min)


def earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def later_than(at: datetime, *moments: datetime | None) -> datetime | None:
    """The earliest of the moments that is still to come."""
    return earliest(*(moment for moment in moments if moment is not None and moment > at))
