"""Moments in words: relative under a day, absolute beyond."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangdian.foundation import clock

DAY = 24 * 60
NEAR = 4 * 60
"""Minutes left below which a deadline is said to be near."""


def minutes_until(at: datetime) -> int:
    """Whole minutes from now to `at`; negative once it has passed."""
    return int((at - clock.now()).total_seconds() / 60)


def span(minutes: int) -> str:
    """"40 minutes", "3 hours", "2 days": the largest unit that fits, rounded down."""
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if minutes < DAY:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s day", "%(n)s days", minutes // DAY) % {"n": minutes // DAY}


def absolute(at: datetime) -> str:
    """The date (with its year if it is another one) and the time, where the bank is."""
    local = at.astimezone(clock.BANK_ZONE)
    return local.strftime("%m-%d %H:%M" if local.year == clock.today().year else "%Y-%m-%d %H:%M")


def exact(at: datetime) -> str:
    """The whole date and time, where the bank is."""
    return at.astimezone(clock.BANK_ZONE).strftime("%Y-%m-%d %H:%M")


def is_near(at: datetime) -> bool:
    """Whether it is said relative to now."""
    return abs(minutes_until(at)) < DAY


def in_words(at: datetime) -> str:
    """"3 hours ago", "2 hours left" under a day; the date and time beyond."""
    minutes = minutes_until(at)
    if not is_near(at):
        return absolute(at)
    if minutes == 0:
        return _("now")
    return (_("%(span)s ago") if minutes < 0 else _("%(span)s left")) % {"span": span(abs(minutes))}


def deadline_in_words(at: datetime) -> str:
    """"2 hours left", "3 days left", or by how much it has passed."""
    minutes = minutes_until(at)
    if minutes < 0:
        return _("%(span)s too late") % {"span": span(-minutes)}
    return _("%(span)s left") % {"span": span(minutes)}


def window(start: datetime, end: datetime) -> str:
    """From when until when; whole days without times, and the last of them as the day that still counts."""
    first, last = start.astimezone(clock.BANK_ZONE), end.astimezone(clock.BANK_ZONE)
    if first.time() == last.time() == time.min and first < last:
        days = [f"{day:%Y-%m-%d}" for day in (first, last - timedelta(days=1))]
        return " – ".join(dict.fromkeys(days))
    return f"{exact(start)} – {last:%H:%M}" if first.date() == last.date() else f"{exact(start)} – {exact(end)}"


def deadline_tone(at: datetime) -> str:
    """late, near, or nothing to see."""
    minutes = minutes_until(at)
    return "late" if minutes < 0 else "near" if minutes < NEAR else ""


def day_and_time(at: datetime) -> str:
    """"today 17:00", "tomorrow 09:00", or the date and the time."""
    local = at.astimezone(clock.BANK_ZONE)
    days = (local.date() - clock.today()).days
    time = local.strftime("%H:%M")
    if days == 0:
        return _("today %(time)s") % {"time": time}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    return absolute(at)
