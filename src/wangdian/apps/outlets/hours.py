"""Reads hours as people and files write them, and says what is wrong with them in whole sentences."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from wangdian.apps.outlets.words import DAY_KINDS, SERVICES
from wangdian.foundation.calendar import OpeningHours
from wangdian.foundation.errors import Invalid, Problem


def read_hours(effective_from: date, hours: Mapping[str, str]) -> OpeningHours:
    """Out of {"personal.working": "09:00-12:00,13:30-17:00"}; raises Invalid naming service, kind of day and span."""
    try:
        edition = OpeningHours.from_text(effective_from, hours)
    except Invalid as error:
        raise Invalid([_said(problem, hours) for problem in error.problems]) from error
    if not edition.services:
        raise Invalid([Problem("", _("Give the hours of at least one service."))])
    return edition


def _said(problem: Problem, hours: Mapping[str, str]) -> Problem:
    name = problem.field.removeprefix("hours.")
    service, _dot, kind = name.partition(".")
    if service not in SERVICES or kind not in DAY_KINDS:
        return Problem("", _("%(name)s: there is no such service or kind of day.") % {"name": name})
    words = {
        "service": SERVICES[service], "days": DAY_KINDS[kind], "span": hours.get(name, ""), "why": _(problem.why),
    }
    return Problem(name.replace(".", "_"), _("%(service)s, %(days)s (%(span)s): %(why)s") % words)
