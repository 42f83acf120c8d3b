"""The clocks that run on work: when they are due, how much is spent and left, and what they say now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from enum import StrEnum

from wangdian.domain.priority import ClockKind
from wangdian.foundation.calendar import OpeningCalendar
from wangdian.foundation.errors import invalid

WARN_AT = (Decimal("0.7"), Decimal("0.9"))
"""The shares of a clock at which it warns; requirement CAL-19 of the standards list uses the same two."""


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count; without `ends` it still lasts."""

    starts: datetime
    ends: datetime | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.starts:
            raise invalid("pause.ends", "The end must not be before the start.")


@dataclass(frozen=True, slots=True)
class Clock:
    """So much time, of that kind, from `starts` on, pauses left out; `stopped_at` when what it waits for was done."""

    starts: datetime
    within: timedelta
    kind: ClockKind = ClockKind.ROUND_THE_CLOCK
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.within <= timedelta():
            raise invalid("within", "The time must be longer than nothing.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock says at a moment; `left` is negative when overdue, `deadline` None while a pause holds it."""

    state: ClockState
    spent: timedelta
    left: timedelta
    share: Decimal
    deadline: datetime | None
    warned: Decimal | None


def deadline(clock: Clock, calendar: OpeningCalendar) -> datetime | None:
    """The moment by which the time is used up; None if a pause that still lasts comes first.

    Raises `NeverOpens` for a clock on opening hours that are not there.
    """
    remaining = clock.within
    for begins, ends in _running(clock.starts, clock.pauses):
        if ends is None:
            return _add(begins, remaining, clock.kind, calendar)
        available = _between(begins, ends, clock.kind, calendar)
        if remaining <= available:
            return _add(begins, remaining, clock.kind, calendar)
        remaining -= available
    return None


def spent(clock: Clock, now: datetime, calendar: OpeningCalendar) -> timedelta:
    """How much of the clock's own time has gone by at `now`, or when it was stopped."""
    until = now if clock.stopped_at is None else min(now, clock.stopped_at)
    total = timedelta()
    for begins, ends in _running(clock.starts, clock.pauses):
        if begins >= until:
            break
        total += _between(begins, until if ends is None else min(ends, until), clock.kind, calendar)
    return total


def left(clock: Clock, now: datetime, calendar: OpeningCalendar) -> timedelta:
    """How much is left, in the clock's own time; negative when overdue."""
    return clock.within - spent(clock, now, calendar)


def read(clock: Clock, now: datetime, calendar: OpeningCalendar) -> Reading:
    """Everything the clock says at `now`. Raises `NeverOpens` as `deadline` does."""
    used = spent(clock, now, calendar)
    due = deadline(clock, calendar)
    share = _share(used, clock.within)
    warned = max((mark for mark in WARN_AT if share >= mark), default=None)
    return Reading(_state(clock, due, now), used, clock.within - used, share, due, warned)


def moment_of(clock: Clock, share: Decimal, calendar: OpeningCalendar) -> datetime | None:
    """When the clock reaches a share of its time (0.7, 1, 1.5); None if stopped or paused before."""
    within = timedelta(microseconds=int((_micros(clock.within) * share).to_integral_value(ROUND_CEILING)))
    due = deadline(Clock(clock.starts, within, clock.kind, clock.pauses), calendar)
    stopped = clock.stopped_at
    return None if due is None or (stopped is not None and stopped <= due) else due


def _state(clock: Clock, due: datetime | None, now: datetime) -> ClockState:
    if clock.stopped_at is not None and clock.stopped_at <= now:
        return ClockState.MET if due is None or clock.stopped_at <= due else ClockState.BREACHED
    if due is not None and now > due:
        return ClockState.BREACHED
    paused = any(p.starts <= now and (p.ends is None or now < p.ends) for p in clock.pauses)
    return ClockState.PAUSED if paused else ClockState.RUNNING


def _share(used: timedelta, within: timedelta) -> Decimal:
    """Rounded down, so that a share is never reported before it is reached."""
    return (_micros(used) / _micros(within)).quantize(Decimal("0.0001"), ROUND_DOWN)


def _micros(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(microseconds=1))


def _running(starts: datetime, pauses: Iterable[Pause]) -> Iterator[tuple[datetime, datetime | None]]:
    """The stretches between the pauses, the last without end unless a pause still lasts."""
    begins = starts
    for pause in sorted(pauses, key=lambda p: p.starts):
        if pause.starts > begins:
            yield begins, pause.starts
        if pause.ends is None:
            return
        begins = max(begins, pause.ends)
    yield begins, None


def _between(begins: datetime, ends: datetime, kind: ClockKind, calendar: OpeningCalendar) -> timedelta:
    if kind is ClockKind.OPENING_HOURS:
        return calendar.open_time_between(begins, ends)
    return max(ends - begins, timedelta())


def _add(begins: datetime, amount: timedelta, kind: ClockKind, calendar: OpeningCalendar) -> datetime:
    if kind is ClockKind.OPENING_HOURS:
        return calendar.add_open_time(begins, amount)
    return begins + amount
