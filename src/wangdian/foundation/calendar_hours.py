"""The hours an outlet keeps, as written down: spans by service and kind of day, and closures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise

from wangdian.foundation.errors import Invalid, Problem, invalid

_DAY_MINUTES = 24 * 60
_SPAN = re.compile(r"(\d{1,2})\s*[:：]\s*(\d{2})\s*[-–—~～至到]\s*(\d{1,2})\s*[:：]\s*(\d{2})")
_BETWEEN_SPANS = re.compile(r"[,，、;；/\n]+")
_CLOSED_WORDS = frozenset({"", "-", "—", "休息", "不营业", "closed"})


class Service(StrEnum):
    """What a customer may come for."""

    CORPORATE = "corporate"
    PERSONAL = "personal"
    SELF_SERVICE = "self_service"


STAFFED = frozenset({Service.CORPORATE, Service.PERSONAL})


class DayKind(StrEnum):
    """What a day counts as for the hours; a make-up day (调休) is a working day, whatever its weekday."""

    WORKING = "working"
    WEEKEND = "weekend"
    FESTIVAL = "festival"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """From `start` up to, not including, `end`, within a day; an `end` of 00:00 is the last midnight."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if any(t.second or t.microsecond or t.tzinfo for t in (self.start, self.end)):
            raise invalid("span", "Write times as hours and minutes.")
        if self.end_minute <= self.start_minute:
            raise invalid("span", "The end must be after the start; a span may not run over midnight.")

    @property
    def start_minute(self) -> int:
        return self.start.hour * 60 + self.start.minute

    @property
    def end_minute(self) -> int:
        return (self.end.hour * 60 + self.end.minute) or _DAY_MINUTES

    @property
    def whole_day(self) -> bool:
        return self.end_minute - self.start_minute == _DAY_MINUTES

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Reads "09:00-17:00"; "24:00" may stand at the end. Raises `Invalid`."""
        match = _SPAN.fullmatch(text.strip())
        if match is None:
            raise invalid("span", "Write a span like 09:00-17:00.")
        start_hour, start_minute, end_hour, end_minute = (int(part) for part in match.groups())
        if (end_hour, end_minute) == (24, 0):
            end_hour = 0
        if max(start_hour, end_hour) > 23 or max(start_minute, end_minute) > 59:
            raise invalid("span", "There is no such time of day.")
        return cls(time(start_hour, start_minute), time(end_hour, end_minute))

    def __str__(self) -> str:
        end = self.end_minute
        return f"{self.start:%H:%M}-{end // 60:02d}:{end % 60:02d}"


def parse_spans(text: str) -> tuple[Span, ...]:
    """Reads "09:00-12:00, 13:30-17:00", also with Chinese commas; nothing, "休息" or "closed" is no span."""
    if text.strip().lower() in _CLOSED_WORDS:
        return ()
    return tuple(sorted(Span.parse(part) for part in _BETWEEN_SPANS.split(text) if part.strip()))


@dataclass(frozen=True)
class OpeningHours:
    """One edition of the hours, in force from a day until the next edition; what is not named is closed."""

    effective_from: date
    hours: Mapping[tuple[Service, DayKind], tuple[Span, ...]]

    def __post_init__(self) -> None:
        ordered = {key: tuple(sorted(spans)) for key, spans in self.hours.items()}
        problems = [p for key, spans in ordered.items() for p in _problems(*key, spans)]
        if problems:
            raise Invalid(problems)
        object.__setattr__(self, "hours", ordered)

    def spans(self, service: Service, kind: DayKind) -> tuple[Span, ...]:
        return self.hours.get((service, kind), ())

    @property
    def services(self) -> frozenset[Service]:
        """The services that open on some kind of day."""
        return frozenset(service for (service, _), spans in self.hours.items() if spans)

    @property
    def counted_services(self) -> frozenset[Service]:
        """Whose hours are the outlet's: the counters; where there are none, the machines."""
        return self.services & STAFFED or self.services

    def as_text(self) -> dict[str, str]:
        """The hours as {"personal.working": "09:00-12:00,13:30-17:00"}, for forms, files and JSON columns."""
        rows = ((f"{s}.{k}", ",".join(map(str, self.spans(s, k)))) for s in Service for k in DayKind)
        return {name: text for name, text in rows if text}

    @classmethod
    def from_text(cls, effective_from: date, rows: Mapping[str, str]) -> "OpeningHours":
        """The reverse of `as_text`. Raises `Invalid` with every problem, named "hours.<service>.<kind>"."""
        hours: dict[tuple[Service, DayKind], tuple[Span, ...]] = {}
        problems: list[Problem] = []
        for name, text in rows.items():
            try:
                service, _, kind = name.partition(".")
                key = (Service(service), DayKind(kind))
            except ValueError:
                problems.append(Problem(f"hours.{name}", "There is no such service or kind of day."))
                continue
            try:
                hours[key] = parse_spans(text)
            except Invalid as error:
                problems += [Problem(f"hours.{name}", p.why) for p in error.problems]
                continue
            problems += _problems(*key, hours[key])
        if problems:
            raise Invalid(problems)
        return cls(effective_from, hours)


def _problems(service: Service, kind: DayKind, spans: tuple[Span, ...]) -> Iterable[Problem]:
    field = f"hours.{service}.{kind}"
    if any(later.start_minute < earlier.end_minute for earlier, later in pairwise(spans)):
        yield Problem(field, "Two spans overlap.")
    if service in STAFFED and any(span.end_minute == _DAY_MINUTES for span in spans):
        yield Problem(field, "Only self-service may stay open until midnight.")


@dataclass(frozen=True)
class Closure:
    """A time in which all or some services are shut whatever the hours say; aware moments, end excluded."""

    starts: datetime
    ends: datetime
    services: frozenset[Service] | None = None
    reason: str = ""
    reason_en: str = ""

    def __post_init__(self) -> None:
        problems = [
            Problem(f"closure.{name}", "The moment needs a time zone.")
            for name, moment in (("starts", self.starts), ("ends", self.ends))
            if moment.tzinfo is None
        ]
        if not problems and self.ends <= self.starts:
            problems.append(Problem("closure.ends", "The end must be after the start."))
        if self.services is not None and not self.services:
            problems.append(Problem("closure.services", "Name the services that close, or leave all."))
        if not self.reason.strip():
            problems.append(Problem("closure.reason", "Say why."))
        if problems:
            raise Invalid(problems)

    def shuts(self, service: Service) -> bool:
        return self.services is None or service in self.services
