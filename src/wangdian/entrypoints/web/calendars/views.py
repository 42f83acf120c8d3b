"""Calendars: every outlet with whether it is open now, one outlet's hours and month, the hours board to print."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wangdian.apps.outlets.calendar_cards import (
    DayCell,
    EditionCard,
    calendar_card,
    hours_board,
    missing_years,
    month_of,
)
from wangdian.entrypoints.lists.calendars import CALENDARS, calendars_listed
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.calendars.sentences import lit_line, open_line, service_line
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import CLOSURE_STATES, DAY_KINDS, EDITION_STATES, SERVICES
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

WEEKDAYS = (
    gettext_lazy("Mon"), gettext_lazy("Tue"), gettext_lazy("Wed"), gettext_lazy("Thu"), gettext_lazy("Fri"),
    gettext_lazy("Sat"), gettext_lazy("Sun"),
)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The hours of one service in an edition, one cell a kind of day."""

    service: Text
    cells: tuple[tuple[Text, str], ...]


@require_GET
def listed(request: Request) -> HttpResponse:
    """Outlets with the line that says whether they are open now."""
    if request.GET.get("format"):
        return exported(request, CALENDARS, request.GET["format"])
    page = calendars_listed(request.actor, request.GET, request.GET.get("after"))
    words = {
        "rows": [(one.outlet, one.now, one.said) for one in page.items], "after": page.after,
        "search": request.GET.get("q", ""), "missing": missing_years(), "can_export": can_export(request, CALENDARS),
    }
    return render(request, "calendars/list.html", words)


@require_GET
def card(request: Request, code: str) -> HttpResponse:
    """One outlet: open now, the week, the editions, the closures, the month."""
    found = calendar_card(request.actor, code)
    year, month = _month(request.GET.get("month", ""))
    words = {
        "calendar": found, "line": open_line(found.now),
        "lit": lit_line(found.lit),
        "services": [(SERVICES[s.service], s.is_open, service_line(s)) for s in found.now.services],
        "week": week_of(found.current), "day_kinds": DAY_KINDS.values(),
        "editions": [(e, EDITION_STATES[e.state], week_of(e)) for e in found.editions],
        "closures": [
            (c, CLOSURE_STATES[c.state], "、".join(str(SERVICES[s]) for s in c.services) or _("All services"))
            for c in found.closures
        ],
        "weeks": [[named(cell) for cell in week] for week in month_of(request.actor, code, year, month)],
        "month": date(year, month, 1),
        "before": _shifted(year, month, -1), "behind": _shifted(year, month, 1), "weekdays": WEEKDAYS,
    }
    return render(request, "calendars/card.html", words)


@require_GET
def board(request: Request, code: str) -> HttpResponse:
    """What the hours board must say, in both languages, to print on A4 or A3."""
    as_of = _day(request.GET.get("day", ""))
    size = "a3" if request.GET.get("size") == "a3" else "a4"
    return render(request, "calendars/board.html", {"found": hours_board(request.actor, code, as_of), "size": size})


def named(cell: DayCell) -> DayCell:
    """The cell with words for its services."""
    return replace(cell, open=tuple((str(SERVICES[service]), hours) for service, hours in cell.open))


def week_of(edition: EditionCard | None) -> list[WeekRow]:
    """The table of an edition: only the services that open at all."""
    if edition is None:
        return []
    rows = [
        WeekRow(word, tuple((DAY_KINDS[kind], edition.cell(service, kind)) for kind in DAY_KINDS))
        for service, word in SERVICES.items()
    ]
    return [row for row in rows if any(text for _kind, text in row.cells)]


def _month(text: str) -> tuple[int, int]:
    """Out of 2026-11; this month for nothing; Invalid for what no calendar knows."""
    if not text:
        return clock.today().year, clock.today().month
    day = _day(f"{text}-01")
    if day is None:
        raise invalid("month", _("Write a month like 2026-11."))
    return day.year, day.month


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise invalid("day", _("Write a day like 2026-11-18.")) from error
    if not 1950 <= day.year < 2200:
        raise invalid("day", _("Write a day like 2026-11-18."))
    return day


def _shifted(year: int, month: int, by: int) -> date:
    first = date(year, month, 1)
    return (first - timedelta(days=1)).replace(day=1) if by < 0 else (first + timedelta(days=32)).replace(day=1)


