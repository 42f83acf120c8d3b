"""Questions about opening: open now, for what, until when; the week; the board; the month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangdian.apps.outlets.access import closure_for, outlet_for
from wangdian.apps.outlets.calendars import calendar_of, calendars_of
from wangdian.apps.outlets.models import Closure, HoursEdition, OfficialYear
from wangdian.domain.hours_board import Board, board
from wangdian.domain.rights import Actor
from wangdian.foundation import clock
from wangdian.foundation.calendar import OpeningCalendar, OpeningHours, Service

NOTICE_DUE = (12, 15)
"""Month and day: the State Council publishes the notice of the next year in November, as a rule; it came later too."""


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """A service at this moment; `until` and `opens_next` are local moments, None where there is none."""

    service: str
    is_open: bool
    until: datetime | None
    opens_next: datetime | None


@dataclass(frozen=True, slots=True)
class OpenNow:
    """The one line about an outlet: whether some counter is open, what else, and whether the day is certain."""

    is_open: bool
    until: datetime | None
    opens_next: datetime | None
    services: tuple[ServiceNow, ...]
    day_kind: str
    day_name_zh: str
    day_name_en: str
    certain: bool


@dataclass(frozen=True, slots=True)
class EditionCard:
    """One edition: `hours` is {"personal.working": "09:00-17:00"}; `state` is past, current or ahead."""

    effective_from: date
    hours: Mapping[str, str]
    state: str

    def cell(self, service: str, kind: str) -> str:
        return self.hours.get(f"{service}.{kind}", "")


@dataclass(frozen=True, slots=True)
class ClosureCard:
    """A temporary closure; `services` empty means all; `state` is ahead, running, over or cancelled."""

    id: int
    starts_at: datetime
    ends_at: datetime
    services: tuple[str, ...]
    reason: str
    reason_en: str
    state: str


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """All about an outlet's opening; `missing_years` are those whose notice ought to be loaded by now.

    `lit` are the stretches of today in which its screens must be on.
    """

    code: str
    name_zh: str
    closed_on: date | None
    now: OpenNow
    editions: tuple[EditionCard, ...]
    closures: tuple[ClosureCard, ...]
    missing_years: tuple[int, ...]
    lit: tuple[tuple[datetime, datetime], ...]

    @property
    def current(self) -> EditionCard | None:
        return next((e for e in self.editions if e.state == "current"), None)


@dataclass(frozen=True, slots=True)
class BoardCard:
    """The hours board of an outlet with what stands at its head and foot."""

    code: str
    name_zh: str
    name_en: str
    phone: str
    address: str
    board: Board


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the month: what it counts as, and what is open."""

    day: date
    in_month: bool
    kind: str
    named: bool
    name_zh: str
    name_en: str
    certain: bool
    open: tuple[tuple[str, str], ...]
    today: bool


def calendar_card(who: Actor, code: str) -> CalendarCard:
    """7 queries; NotFound if the outlet is absent or hidden."""
    outlet = outlet_for(who, code)
    calendar, now = calendar_of(outlet.pk), clock.now()
    rows = Closure.objects.filter(outlet=outlet).order_by("-starts_at")[:50]
    return CalendarCard(
        code=outlet.code, name_zh=outlet.name_zh, closed_on=outlet.closed_on, now=open_now(calendar, now),
        editions=tuple(_edition(e, calendar.edition_on(clock.today())) for e in reversed(calendar.editions)),
        closures=tuple(_closure(row, now) for row in rows), missing_years=missing_years(),
        lit=calendar.lit_on(clock.today()),
    )


def same_edition(who: Actor, code: str, effective_from: date) -> Mapping[str, str] | None:
    """The hours of the edition from that day, if there is one. 2 queries."""
    row = HoursEdition.objects.filter(outlet=outlet_for(who, code), effective_from=effective_from).first()
    return None if row is None else row.hours


def same_closure(who: Actor, code: str, starts_at: datetime) -> ClosureCard | None:
    """The closure that begins at that moment and was not cancelled, if there is one. 2 queries."""
    row = Closure.objects.filter(outlet=outlet_for(who, code), starts_at=starts_at, cancelled_at=None).first()
    return None if row is None else _closure(row, clock.now())


def closure_place(who: Actor, closure_id: int) -> str:
    """The code of the outlet that a closure is of; NotFound if it is absent or hidden. 1 query."""
    return closure_for(who, closure_id).outlet.code


def open_now_of(outlet_ids: list[int]) -> dict[int, OpenNow]:
    """The open-now line of many outlets. 4 queries."""
    now = clock.now()
    return {n: open_now(calendar, now) for n, calendar in calendars_of(outlet_ids).items()}


def open_now(calendar: OpeningCalendar, at: datetime) -> OpenNow:
    """What is open at a moment; the counters speak for the outlet, the machines where there is no counter."""
    state, today = calendar.open_now(at), at.astimezone(clock.BANK_ZONE).date()
    edition = calendar.edition_on(today)
    counted = edition.counted_services if edition else frozenset()
    until = [m for s, m in state.until.items() if s in counted]
    ahead = [m for s, m in state.opens_next.items() if s in counted]
    is_open = bool(state.open & counted)
    named = calendar.official.days.get(today)
    known = [s for s in Service if s in state.open or s in state.opens_next]
    return OpenNow(
        is_open=is_open, until=max(until, default=None) if is_open else None,
        opens_next=None if is_open else min(ahead, default=None),
        services=tuple(ServiceNow(s, s in state.open, state.until.get(s), state.opens_next.get(s)) for s in known),
        day_kind=calendar.day_kind(today), day_name_zh=named.zh if named else "",
        day_name_en=named.en if named else "", certain=state.certain,
    )


def missing_years() -> tuple[int, ...]:
    """This year, and from `NOTICE_DUE` on the next, unless their notices are loaded. 1 query."""
    today = clock.today()
    due = [today.year] + ([today.year + 1] if (today.month, today.day) >= NOTICE_DUE else [])
    there = set(OfficialYear.objects.filter(year__in=due, announced=True).values_list("year", flat=True))
    return tuple(year for year in due if year not in there)


def hours_board(who: Actor, code: str, as_of: date | None = None) -> BoardCard:
    """What the hours board must say today, or on another day. 5 queries."""
    outlet = outlet_for(who, code)
    said = board(calendar_of(outlet.pk), as_of or clock.today())
    return BoardCard(outlet.code, outlet.name_zh, outlet.name_en, outlet.phone, outlet.address, said)


def month_of(who: Actor, code: str, year: int, month: int) -> tuple[tuple[DayCell, ...], ...]:
    """The weeks of a month, Monday first, with the days before and after that fill them. 5 queries."""
    calendar = calendar_of(outlet_for(who, code).pk)
    first = date(year, month, 1)
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day.month == month or day < first:
        weeks.append(tuple(_day(calendar, day + timedelta(days=n), month) for n in range(7)))
        day += timedelta(days=7)
    return tuple(weeks)


def _day(calendar: OpeningCalendar, day: date, month: int) -> DayCell:
    named = calendar.official.days.get(day)
    opened = []
    for service in Service:
        spans = calendar.spans_on(day, service)
        if spans:
            opened.append((service.value, "、".join(f"{a:%H:%M}–{_end(b, day)}" for a, b in spans)))
    return DayCell(
        day=day, in_month=day.month == month, kind=calendar.day_kind(day), named=named is not None,
        name_zh=named.zh if named else "", name_en=named.en if named else "", certain=calendar.certain(day),
        open=tuple(opened), today=day == clock.today(),
    )


def _end(moment: datetime, day: date) -> str:
    return f"{moment:%H:%M}" if moment.date() == day else "24:00"


def _edition(edition: OpeningHours, current: OpeningHours | None) -> EditionCard:
    if current is not None and edition.effective_from == current.effective_from:
        state = "current"
    else:
        state = "ahead" if edition.effective_from > clock.today() else "past"
    return EditionCard(edition.effective_from, edition.as_text(), state)


def _closure(row: Closure, now: datetime) -> ClosureCard:
    if row.cancelled_at is not None:
        state = "cancelled"
    elif row.ends_at <= now:
        state = "over"
    else:
        state = "ahead" if row.starts_at > now else "running"
    return ClosureCard(
        row.pk, row.starts_at.astimezone(clock.BANK_ZONE), row.ends_at.astimezone(clock.BANK_ZONE),
        tuple(row.services), row.reason, row.reason_en, state,
    )

