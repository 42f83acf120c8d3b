"""Turns readings, and what a person said last, into the evidence that a check is judged by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wangdian.domain.judging_evidence import Evidence, Measurement, Observation, Reading
from wangdian.domain.metrics import METRICS
from wangdian.domain.requirement_checks import Check, Listening, Measured, Monitored, Value
from wangdian.domain.streams import Followed, LimitsOn, Point, follow, means

Streams = Mapping[str, Sequence[Point]]
"""Readings in the order of time, by metric."""


@dataclass(frozen=True, slots=True)
class Fed:
    """Evidence out of readings; `settled` is the newest reading that it rests on, None if none decides anything."""

    evidence: Evidence
    settled: Point | None


def metrics_of(check: Check) -> frozenset[str]:
    """The metrics that feed a check, also those out of which a mean is worked out; none if nothing does."""
    if isinstance(check, Monitored):
        names = {check.metric}
    elif isinstance(check, Measured):
        names = {value.metric for value in check.values if value.metric}
    else:
        return frozenset()
    return frozenset(names | {METRICS[name].of for name in names if name in METRICS} - {""})


def part_fed_by(check: Check, metric: str) -> Value | Monitored | None:
    """The limits that readings of a metric, or means of them, are held against; None if they feed nothing there."""
    parts = check.values if isinstance(check, Measured) else (check,) if isinstance(check, Monitored) else ()
    for part in parts:
        known = METRICS.get(part.metric or "")
        if part.metric == metric or (known is not None and known.of == metric):
            return part
    return None


def stream_of(metric: str, streams: Streams) -> Sequence[Point]:
    """The readings of a metric: as they were read, or the means of what they are means of."""
    known = METRICS.get(metric)
    own = streams.get(metric, ())
    raw = streams.get(known.of, ()) if known is not None and known.of else ()
    if known is None or not raw:
        return own
    read = {point.at for point in own}
    return sorted([*own, *(p for p in means(raw, known) if p.at not in read)], key=_moment)


def heard(check: Monitored, streams: Streams, after: datetime | None, failing: bool) -> Fed | None:
    """What a monitored check is told; readings up to `after` are past. None if it was told nothing."""
    every = _newer(stream_of(check.metric, streams), after)
    state = _followed(check, every, lambda day: check.on(day, None), failing)
    if state is None:
        return None
    reading = Reading(
        value=state.last.value, at=state.last.at, breached_since=state.breached_since,
        cleared_since=state.cleared_since, failing=state.failing, source=state.last.source, heard_at=every[-1].at,
    )
    return Fed(reading, state.settled)


def measured(
    check: Measured, said: Evidence | None, streams: Streams, after: datetime | None, failing: bool, kind: str,
) -> Fed | None:
    """What a person measured, each figure replaced by a newer reading of it; None if no newer reading is settled.

    Readings up to `after`, the moment of what was said, are past. What was said in words is replaced only where every
    figure that must be there was read since. `kind` is that of the subject: it may say which limits count.
    """
    old = said if isinstance(said, Measurement) else None
    variant = (old.variant if old else None) or check.variant_of_kind.get(kind)
    points = _settled(check, streams, after, failing, variant)
    required = {value.name for value in check.values if not value.optional}
    if not points or (isinstance(said, Observation) and not required <= points.keys()):
        return None
    figures: dict[str, Decimal] = {**(old.values if old else {}), **{name: p.value for name, p in points.items()}}
    moments = [p.at for name, p in points.items() if name in required]
    if old is not None and old.taken_at is not None and not required <= points.keys():
        moments.append(old.taken_at)
    newest = max(points.values(), key=_moment)
    return Fed(Measurement(figures, variant, min(moments, default=newest.at)), newest)


def _settled(
    check: Measured, streams: Streams, after: datetime | None, failing: bool, variant: str | None,
) -> dict[str, Point]:
    found: dict[str, Point] = {}
    for value in check.values:
        if value.metric:
            state = _value_followed(value, _newer(stream_of(value.metric, streams), after), failing, variant)
            if state is not None and state.settled is not None:
                found[value.name] = state.settled
    return found


def _value_followed(value: Value, points: Sequence[Point], failing: bool, variant: str | None) -> Followed | None:
    return _followed(value, points, lambda day: value.on(day, variant), failing)


def _followed(check: Listening, points: Sequence[Point], limits_on: LimitsOn, failing: bool) -> Followed | None:
    if check.during == "opening_hours":
        points = [point for point in points if point.opened is not None]
    return follow(points, limits_on, hold=check.hold, recover=check.recover, failing=failing)


def _newer(points: Sequence[Point], after: datetime | None) -> Sequence[Point]:
    return points if after is None else [point for point in points if point.at > after]


def _moment(point: Point) -> datetime:
    return point.at
