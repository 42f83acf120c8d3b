"""Lays out a chart of readings on the server: shares of its width and height, which the page draws as SVG."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from statistics import median

from wangdian.apps.findings.queries_climate import Chart
from wangdian.domain.metrics import plain
from wangdian.foundation.clock import BANK_ZONE

WIDE, HIGH = 1000, 100
"""The chart's own units; it is stretched to whatever room there is."""
TOP, PART = 8, 0.8
"""Where labels stand: the plot takes 80 % of the height and begins at 8 %."""
COLUMNS = 500
"""More points than twice as many say nothing more: of each column the lowest and the highest are kept."""
MOST_DOTS = 60
THIN = 3.0
"""The narrowest shaded breach, so that a single reading is seen."""
GAP_AT_LEAST = timedelta(hours=2)
STEPS = (Decimal("0.001"), Decimal("0.002"), Decimal("0.005"))

Point = tuple[datetime, Decimal]
Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a share of the width and height, in percent; `desk` leaves it out on a phone."""

    x: float
    y: float
    text: str
    desk: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A level line from `x1` to `x2` at `y`, in the chart's units."""

    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the page draws; `line` and `dots` are paths. Everything is empty where nothing was read."""

    line: str
    dots: str
    limits: tuple[Level, ...]
    levels: tuple[Level, ...]
    shut: tuple[Band, ...]
    broken: tuple[Band, ...]
    scale: tuple[Label, ...]
    limit_labels: tuple[Label, ...]
    days: tuple[Label, ...]


def draw(chart: Chart) -> Drawing:
    """The drawing of a chart; the scale takes in every figure and every limit."""
    low, high, step = _scale([value for _, value in chart.points], [
        end for run in chart.limits for end in (run.min, run.max) if end is not None
    ])
    span = chart.ends - chart.begins

    def x(at: datetime) -> float:
        return round((at - chart.begins) / span * WIDE, 1)

    def y(value: Decimal) -> float:
        return round(float((high - value) / (high - low)) * HIGH, 2)

    ends = [(run, end) for run in chart.limits for end in (run.min, run.max) if end is not None]
    marks = [low + step * n for n in range(int((high - low) / step) + 1)]
    return Drawing(
        line="".join(_line(_thinned(chart.points, x), x, y)),
        dots="".join(f"M{x(at)} {y(v)}h0" for at, v in chart.points) if len(chart.points) <= MOST_DOTS else "",
        limits=tuple(Level(x(run.begins), x(run.ends), y(end)) for run, end in ends),
        levels=tuple(Level(0, WIDE, y(value)) for value in marks),
        shut=tuple((x(a), round(x(b) - x(a), 1)) for a, b in chart.shut),
        broken=tuple(_bands(chart, x)),
        scale=tuple(Label(0, _height(y(value)), str(plain(value))) for value in marks),
        limit_labels=tuple(_limit_labels(chart, x, y)),
        days=tuple(_days(chart, x)),
    )


def _height(y: float) -> float:
    return round(TOP + y * PART, 2)


def _scale(values: Sequence[Decimal], ends: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Lowest, highest and the step of the scale: three to six round steps."""
    known = [*values, *ends] or [Decimal(0), Decimal(1)]
    low, high = min(known), max(known)
    room = max((high - low) * Decimal("0.08"), Decimal("0.01"))
    least = (high - low + 2 * room) / 5
    step = next(s * 10**power for power in range(12) for s in STEPS if s * 10**power >= least)
    bottom = ((low - room) // step) * step
    if low >= 0 > bottom:
        bottom = Decimal(0)
    if low < 0:
        bottom -= step
    top = bottom
    while top < high + room:
        top += step
    return bottom, top, step


def _thinned(points: Sequence[Point], x: Callable[[datetime], float]) -> list[Point]:
    """Every breach of a scale stays visible: of each column the lowest and the highest, in their order."""
    if len(points) <= 2 * COLUMNS:
        return list(points)
    kept: list[Point] = []
    for _column, some in groupby(points, key=lambda p: int(x(p[0]) * COLUMNS / WIDE)):
        group = list(some)
        ends = {min(group, key=_value), max(group, key=_value)}
        kept += [point for point in group if point in ends]
    return kept


def _value(point: Point) -> Decimal:
    return point[1]


def _line(points: Sequence[Point], x: Callable[[datetime], float], y: Callable[[Decimal], float]) -> Iterator[str]:
    """A line that breaks where nothing was read for much longer than usual."""
    gaps = [(b[0] - a[0]).total_seconds() for a, b in pairwise(points)]
    longest = max(GAP_AT_LEAST.total_seconds(), 6 * median(gaps or [0.0]))
    for n, (at, value) in enumerate(points):
        pen = "L" if n and gaps[n - 1] <= longest else "M"
        yield f"{pen}{x(at)} {y(value)}"


def _bands(chart: Chart, x: Callable[[datetime], float]) -> Iterator[Band]:
    """From the first reading outside to the last of them, wherever several follow each other."""
    broken = set(chart.broken)
    for out, some in groupby(chart.points, key=lambda p: p[0] in broken):
        if out:
            group = list(some)
            begins, ends = x(group[0][0]), x(group[-1][0])
            wide = max(ends - begins, THIN)
            yield round(min(begins, WIDE - wide), 1), round(wide, 1)


def _limit_labels(chart: Chart, x: Callable[[datetime], float], y: Callable[[Decimal], float]) -> Iterator[Label]:
    """Each limit by its figure where its line begins, once."""
    told = set()
    for run in chart.limits:
        for sign, end in (("≥", run.min), ("≤", run.max)):
            if end is not None and (sign, end) not in told:
                told.add((sign, end))
                yield Label(round(x(run.begins) / WIDE * 100, 1), _height(y(end)), f"{sign} {plain(end)}")


def _days(chart: Chart, x: Callable[[datetime], float]) -> Iterator[Label]:
    """A word at each day's start, or every few hours of a single day; every second one is for a desk alone."""
    span = chart.ends - chart.begins
    step = timedelta(hours=4) if span <= timedelta(days=2) else timedelta(days=max(1, span.days // 7))
    first = chart.begins.astimezone(BANK_ZONE)
    at = datetime(first.year, first.month, first.day, tzinfo=BANK_ZONE)
    for n in range(1, 60):
        moment = at + n * step
        if moment >= chart.ends:
            return
        if moment >= chart.begins:
            by_hour = step < timedelta(days=1)
            text = f"{moment:%H:%M}" if by_hour and moment.hour else f"{moment.month}-{moment.day}"
            yield Label(round(x(moment) / WIDE * 100, 1), 99, text, desk=n % 2 == 0)
