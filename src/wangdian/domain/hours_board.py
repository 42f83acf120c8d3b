"""What the opening-hours board of an outlet must say, in both languages, as rows for a template to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wangdian.foundation.calendar import Closure, DayKind, OpeningCalendar, OpeningHours, Service, Span

_SERVICES = {
    Service.PERSONAL: ("个人业务", "Personal banking"),
    Service.CORPORATE: ("对公业务", "Corporate banking"),
    Service.SELF_SERVICE: ("自助服务", "Self-service"),
}
_DAYS = {
    (DayKind.WORKING,): ("工作日", "Working days"),
    (DayKind.WEEKEND,): ("周末", "Weekends"),
    (DayKind.FESTIVAL,): ("法定节假日", "Public holidays"),
    (DayKind.WEEKEND, DayKind.FESTIVAL): ("节假日", "Holidays"),
    (DayKind.WORKING, DayKind.WEEKEND, DayKind.FESTIVAL): ("每天", "Every day"),
}
_CLOSED = ("休息", "Closed")
_ALL_DAY = ("24 小时", "24 hours")
_EVERY_SERVICE = ("全部业务", "All services")
NOTICE_AHEAD = timedelta(days=30)
"""How long before it begins a closure stands on the board."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same said twice."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line: which days, and from when to when."""

    kinds: tuple[DayKind, ...]
    days: Words
    hours: Words


@dataclass(frozen=True, slots=True)
class BoardSection:
    """The lines of one service."""

    service: Service
    name: Words
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A temporary closure, running or ahead, in words that can be printed as they are."""

    closure: Closure
    text: Words


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board as of a day; `changes_on` is when the next edition takes effect, if one is known."""

    as_of: date
    since: date | None
    changes_on: date | None
    sections: tuple[BoardSection, ...]
    today: tuple[tuple[Words, Words], ...]
    notices: tuple[Notice, ...]
    certain: bool


def board(calendar: OpeningCalendar, as_of: date) -> Board:
    """What must be on the board on `as_of`; a service that never opens is not named. No edition, no sections."""
    edition = calendar.edition_on(as_of)
    services = [s for s in _SERVICES if edition is not None and s in edition.services]
    sections = tuple(BoardSection(s, _service(s), _lines(edition, s)) for s in services if edition is not None)
    later = (e.effective_from for e in calendar.editions if e.effective_from > as_of)
    return Board(
        as_of=as_of,
        since=None if edition is None else edition.effective_from,
        changes_on=next(later, None),
        sections=sections,
        today=tuple((_service(s), _today(calendar, as_of, s)) for s in services),
        notices=tuple(_notices(calendar, as_of)),
        certain=calendar.certain(as_of),
    )


def _service(service: Service) -> Words:
    return Words(*_SERVICES[service])


def _lines(edition: OpeningHours, service: Service) -> tuple[BoardLine, ...]:
    """Kinds of day with the same hours share a line: all three, or weekend and festival."""
    working, weekend, festival = (edition.spans(service, kind) for kind in DayKind)
    if working == weekend == festival:
        groups: list[tuple[DayKind, ...]] = [tuple(DayKind)]
    elif weekend == festival:
        groups = [(DayKind.WORKING,), (DayKind.WEEKEND, DayKind.FESTIVAL)]
    else:
        groups = [(kind,) for kind in DayKind]
    return tuple(BoardLine(kinds, Words(*_DAYS[kinds]), _hours(edition.spans(service, kinds[0]))) for kinds in groups)


def _hours(spans: Sequence[Span]) -> Words:
    if not spans:
        return Words(*_CLOSED)
    if len(spans) == 1 and spans[0].whole_day:
        return Words(*_ALL_DAY)
    texts = [str(span).replace("-", "–") for span in spans]
    return Words("、".join(texts), ", ".join(texts))


def _today(calendar: OpeningCalendar, day: date, service: Service) -> Words:
    """The hours of that very day, closures cut out."""
    pieces = calendar.spans_on(day, service)
    return _hours([Span(begins.time(), ends.time()) for begins, ends in pieces])


def _notices(calendar: OpeningCalendar, as_of: date) -> Iterator[Notice]:
    begins = datetime.combine(as_of, time.min, calendar.tz)
    until = begins + timedelta(days=1) + NOTICE_AHEAD
    for closure in sorted(calendar.closures, key=lambda c: (c.starts, c.ends)):
        if closure.ends > begins and closure.starts < until:
            yield Notice(closure, _closure_text(closure, calendar))


def _closure_text(closure: Closure, calendar: OpeningCalendar) -> Words:
    starts, ends = (moment.astimezone(calendar.tz) for moment in (closure.starts, closure.ends))
    names = [_service(s) for s in _SERVICES if closure.services is not None and s in closure.services]
    names = names or [Words(*_EVERY_SERVICE)]
    if starts.time() == ends.time() == time.min:
        zh_when, en_when = _whole_days(starts.date(), ends.date() - timedelta(days=1))
    else:
        zh_when = f"{_zh_day(starts)} {starts:%H:%M} 至 {_zh_day(ends)} {ends:%H:%M}"
        en_when = f"from {starts:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M}"
    what = Words("、".join(n.zh for n in names), ", ".join(n.en for n in names))
    because = f" ({closure.reason_en.strip()})" if closure.reason_en.strip() else ""
    return Words(
        f"因{closure.reason.strip()}，{zh_when}暂停{what.zh}。",
        f"{what.en} closed {en_when}{because}.",
    )


def _whole_days(first: date, last: date) -> tuple[str, str]:
    if first == last:
        return _zh_day(first), f"on {first:%Y-%m-%d}"
    return f"{_zh_day(first)}至{_zh_day(last)}", f"from {first:%Y-%m-%d} to {last:%Y-%m-%d}"


def _zh_day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
