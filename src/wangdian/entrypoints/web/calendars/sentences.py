"""The one line that says whether an outlet is open, until when, and when next."""

from datetime import datetime

from django.utils.translation import gettext as _

from wangdian.apps.outlets.calendar_cards import OpenNow, ServiceNow
from wangdian.foundation import clock


def open_line(now: OpenNow) -> str:
    """Such as "Open until 17:00", "Not open, opens tomorrow 09:00", "No hours are set"."""
    if now.is_open:
        return _("Open until %(when)s") % {"when": when(now.until)} if now.until else _("Open round the clock")
    if now.opens_next:
        return _("Not open, opens %(when)s") % {"when": when(now.opens_next)}
    return _("Not open, and no opening is known") if now.services else _("No hours are set")


def service_line(service: ServiceNow) -> str:
    """The same of one service."""
    if service.is_open:
        return _("Open until %(when)s") % {"when": when(service.until)} if service.until else _("Open round the clock")
    return _("Opens %(when)s") % {"when": when(service.opens_next)} if service.opens_next else _("Not open")


def when(moment: datetime | None) -> str:
    """The time alone today; the day before it tomorrow and beyond."""
    if moment is None:
        return "—"
    local, today = moment.astimezone(clock.BANK_ZONE), clock.today()
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        midnight = (local.hour, local.minute) == (0, 0)
        return _("midnight") if midnight else _("tomorrow %(time)s") % {"time": f"{local:%H:%M}"}
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def lit_line(spans: tuple[tuple[datetime, datetime], ...]) -> str:
    """When the screens are to be on today."""
    said = "、".join(f"{begins:%H:%M}–{_end(begins, ends)}" for begins, ends in spans)
    return _("today %(time)s") % {"time": said} if said else _("not today")


def _end(begins: datetime, ends: datetime) -> str:
    return f"{ends:%H:%M}" if ends.date() == begins.date() else "24:00"
