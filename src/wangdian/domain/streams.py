"""Follows the readings of one metric through time: what lies outside its limits, since when, and what is settled."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from wangdian.domain.metrics import PLACES, Metric, plain
from wangdian.domain.requirement_limits import Limits
from wangdian.foundation.clock import BANK_ZONE


class Source(StrEnum):
    """Where a reading comes from; who reads by hand vouches for it, so it counts at once."""

    HAND = "hand"
    FILE = "file"
    SENSOR = "sensor"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading, by whom; `opened` is when the outlet opened before it, None while it was shut."""

    at: datetime
    value: Decimal
    source: Source = Source.SENSOR
    opened: datetime | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a stream stands at its last reading; `settled` is the last one that the state rests on, if any is."""

    last: Point
    failing: bool
    settled: Point | None = None
    breached_since: datetime | None = None
    cleared_since: datetime | None = None


LimitsOn = Callable[[date], Limits]


def outside(point: Point, limits_on: LimitsOn) -> bool:
    """Whether a reading breaks the limits of its own day."""
    limits = limits_on(point.at.astimezone(BANK_ZONE).date())
    low = limits.min is not None and point.value < limits.min
    return low or (limits.max is not None and point.value > limits.max)


def follow(
    points: Iterable[Point], limits_on: LimitsOn, *, hold: int, recover: int, failing: bool,
) -> Followed | None:
    """Walks through readings in the order of time; None without any. `hold` and `recover` are seconds.

    Times are counted over the readings themselves, and begin anew with each opening: what was outside at closing and
    is outside in the morning was not so all night.
    """
    now: Followed | None = None
    for point in points:
        now = _next(now or Followed(point, failing), point, outside(point, limits_on), hold, recover)
    return now


def _next(before: Followed, point: Point, is_outside: bool, hold: int, recover: int) -> Followed:
    since = before.breached_since if is_outside else before.cleared_since
    if since is None or before.last.opened != point.opened:
        since = point.at
    needed = timedelta(seconds=hold if is_outside else recover)
    agrees = before.failing is is_outside
    settles = agrees or point.source is Source.HAND or point.at - since >= needed
    return Followed(
        last=point,
        failing=is_outside if settles else before.failing,
        settled=point if settles else before.settled,
        breached_since=since if is_outside else None,
        cleared_since=None if is_outside else since,
    )


def means(points: Sequence[Point], metric: Metric) -> list[Point]:
    """The mean over the metric's window at each reading, wherever the readings of the window span enough of it."""
    found: list[Point] = []
    first, total = 0, Decimal()
    for place, point in enumerate(points):
        total += point.value
        while points[first].at < point.at - metric.window:
            total -= points[first].value
            first += 1
        if point.at - points[first].at >= metric.whole:
            mean = (total / (place + 1 - first)).quantize(PLACES, ROUND_HALF_EVEN)
            found.append(replace(point, value=plain(mean)))
    return found
