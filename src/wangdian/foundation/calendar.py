"""The calendar of one outlet: open now, for what, until when, and the open time between two moments."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from wangdian.foundation.calendar_hours import (
    STAFFED,
    Closure,
    DayKind,
    OpeningHours,
    Service,
    Span,
    parse_spans,
)
from wangdian.foundation.calendar_official import (
    OfficialDay,
    OfficialDays,
    official_days,
    parse_official_days,
)
from wangdian.foundation.clock import BANK_ZONE
from wangdian.foundation.errors import Invalid, Problem, Refused, invalid

__all__ = [
    "STAFFED",
    "Closure",
    "DayKind",
    "NeverOpens",
    "OfficialDay",
    "OfficialDays",
    "OpeningCalendar",
    "OpeningHours",
    "Openness",
    "Service",
    "Span",
    "official_days",
    "parse_official_days",
    "parse_spans",
]

HORIZON_DAYS = 1100
"""How far ahead, in days, open time is looked for before the outlet counts as never opening: three years."""

CLOSING_HORIZON_DAYS = 31
"""How far ahead, in days, a closing is looked for before a service counts as open without end."""

_Piece = tuple[datetime, datetime]


class NeverOpens(Refused):
    """No open time lies within the horizon, so a clock on opening hours would never end."""

    def __init__(self) -> None:
        super().__init__("This outlet has no opening hours ahead.")


@dataclass(frozen=True)
class Openness:
    """What is open at a moment; what never closes has no `until`, what never opens again no `opens_next`."""

    open: frozenset[Service]
    until: Mapping[Service, datetime]
    opens_next: Mapping[Service, datetime]
    certain: bool


@dataclass(frozen=True)
class OpeningCalendar:
    """Editions of hours by the day they take effect, closures, official days; all answers are in `tz`.

    Where `services` is left out, the counters count, or the machines where an edition has no counter.
    """

    editions: tuple[OpeningHours, ...] = ()
    closures: tuple[Closure, ...] = ()
    official: OfficialDays = field(default_factory=OfficialDays)
    tz: tzinfo = BANK_ZONE

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.editions, key=lambda edition: edition.effective_from))
        if any(a.effective_from == b.effective_from for a, b in pairwise(ordered)):
            raise Invalid([Problem("editions", "Two editions take effect on the same day.")])
        object.__setattr__(self, "editions", ordered)

    def edition_on(self, day: date) -> OpeningHours | None:
        place = bisect_right(self.editions, day, key=lambda edition: edition.effective_from)
        return self.editions[place - 1] if place else None

    def day_kind(self, day: date) -> DayKind:
        return self.official.kind(day)

    def certain(self, day: date) -> bool:
        """Whether the official notice of that year is loaded; if not, the kind of day is an estimate."""
        return self.official.knows(day)

    def spans_on(self, day: date, service: Service) -> tuple[_Piece, ...]:
        """The open stretches of a service on a day, closures cut out, as local aware moments."""
        return tuple((self._local(a), self._local(b)) for a, b in self._pieces_on(day, frozenset({service})))

    def opens_on(self, day: date, services: frozenset[Service] | None = None) -> datetime | None:
        """When it first opens on that day; None if it does not."""
        return next((self._local(begins) for begins, _ in self._pieces_on(day, services)), None)

    def is_open(self, at: datetime, service: Service | None = None) -> bool:
        services = None if service is None else frozenset({service})
        return any(begins <= at < ends for begins, ends in self._pieces_on(self._day(at), services))

    def lit_on(self, day: date) -> tuple[_Piece, ...]:
        """When screens must be on: while a counter is open, or a machine where there is no counter."""
        return tuple((self._local(begins), self._local(ends)) for begins, ends in self._pieces_on(day, None))

    def open_now(self, at: datetime) -> Openness:
        """What is open at `at`, until when, and when each service opens next."""
        until: dict[Service, datetime] = {}
        opens_next: dict[Service, datetime] = {}
        opened: set[Service] = set()
        for service in Service:
            only = frozenset({service})
            begins = self._first_open(at, only)
            if begins is None:
                continue
            if begins > at:
                opens_next[service] = self._local(begins)
                continue
            opened.add(service)
            ends = self._closing(at, only)
            if ends is None:
                continue
            until[service] = self._local(ends)
            again = self._first_open(ends, only)
            if again is not None:
                opens_next[service] = self._local(again)
        return Openness(frozenset(opened), until, opens_next, self.certain(self._day(at)))

    def next_opening(self, at: datetime, services: frozenset[Service] | None = None) -> datetime | None:
        """The first open moment at or after `at`; None if there is none ahead."""
        begins = self._first_open(at, services)
        return None if begins is None else self._local(begins)

    def add_open_time(self, start: datetime, amount: timedelta, services: frozenset[Service] | None = None) -> datetime:
        """The earliest moment with `amount` of open time since `start`; raises `NeverOpens`."""
        if amount < timedelta():
            raise invalid("amount", "Open time cannot be negative.")
        if not amount:
            return self._local(start)
        for begins, ends in self._pieces(start, services):
            if amount <= ends - begins:
                return self._local(begins + amount)
            amount -= ends - begins
        raise NeverOpens

    def open_time_between(
        self, start: datetime, end: datetime, services: frozenset[Service] | None = None
    ) -> timedelta:
        """How much open time lies between two moments; nothing if `end` is not after `start`."""
        total = timedelta()
        for begins, ends in self._pieces(start, services):
            if begins >= end:
                break
            total += min(ends, end) - begins
        return total

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.tz)

    def _day(self, moment: datetime) -> date:
        return self._local(moment).date()

    def _first_open(self, at: datetime, services: frozenset[Service] | None) -> datetime | None:
        return next((begins for begins, _ in self._pieces(at, services)), None)

    def _closing(self, at: datetime, services: frozenset[Service]) -> datetime | None:
        """When the stretch that is open at `at` ends; None if it does not within the closing horizon."""
        reached = at
        for begins, ends in self._pieces(at, services):
            if begins > reached or reached - at > timedelta(days=CLOSING_HORIZON_DAYS):
                break
            reached = ends
        return None if reached - at > timedelta(days=CLOSING_HORIZON_DAYS) else reached

    def _pieces(self, start: datetime, services: frozenset[Service] | None) -> Iterator[_Piece]:
        """Open stretches from `start` on, each within one day, up to the horizon or the last hours."""
        day = self._day(start)
        for _ in range(HORIZON_DAYS):
            if not self._opens_from(day, services):
                return
            for begins, ends in self._pieces_on(day, services):
                if ends > start:
                    yield max(begins, start), ends
            day += timedelta(days=1)

    def _opens_from(self, day: date, services: frozenset[Service] | None) -> bool:
        if not self.editions:
            return False
        last = self.editions[-1]
        return day < last.effective_from or bool(last.services & services if services else last.services)

    def _pieces_on(self, day: date, services: frozenset[Service] | None) -> list[_Piece]:
        edition = self.edition_on(day)
        if edition is None:
            return []
        kind = self.day_kind(day)
        pieces: list[_Piece] = []
        for service in services or edition.counted_services:
            for span in edition.spans(service, kind):
                pieces += self._cut(service, self._bounds(day, span))
        return _union(pieces)

    def _bounds(self, day: date, span: Span) -> _Piece:
        last = day if span.end > time.min else day + timedelta(days=1)
        begins = datetime.combine(day, span.start, self.tz)
        return begins.astimezone(UTC), datetime.combine(last, span.end, self.tz).astimezone(UTC)

    def _cut(self, service: Service, whole: _Piece) -> list[_Piece]:
        pieces = [whole]
        for closure in self.closures:
            if closure.shuts(service) and closure.starts < whole[1] and closure.ends > whole[0]:
                pieces = [part for piece in pieces for part in _without(piece, closure)]
        return pieces


def _without(piece: _Piece, closure: Closure) -> Iterator[_Piece]:
    begins, ends = piece
    if begins < closure.starts:
        yield begins, min(ends, closure.starts)
    if ends > closure.ends:
        yield max(begins, closure.ends), ends


def _union(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces in order, those that touch or overlap joined."""
    joined: list[_Piece] = []
    for begins, ends in sorted(pieces):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined
