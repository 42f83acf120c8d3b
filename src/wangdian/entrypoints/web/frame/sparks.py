"""Draws a small line on the server: the trend, its limit as a thin line, its breaches shaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 300, 48
HEADROOM = Decimal(2)
Value = Decimal | None


@dataclass(frozen=True, slots=True)
class Spark:
    """The attributes of an SVG of `WIDTH` x `HEIGHT`; `trend` is empty where fewer than two values are known."""

    trend: str
    limit: float | None
    breaches: tuple[tuple[float, float], ...]
    lowest: Value
    highest: Value
    last: Value


def spark(values: Sequence[Value], limit: Value = None) -> Spark:
    """Values at even distances; a gap (None) breaks the line. A breach is a value below `limit`."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Spark("", None, (), None, None, known[-1] if known else None)
    scale = [*known, limit] if limit is not None else known
    low, high = min(scale) - HEADROOM, max(scale) + HEADROOM
    step = WIDTH / (len(values) - 1)

    def y(value: Decimal) -> float:
        return round(float((high - value) / (high - low)) * HEIGHT, 1)

    moves, pen = [], "M"
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        moves.append(f"{pen}{round(place * step, 1)} {y(value)}")
        pen = "L"
    breaches = tuple(
        (round(max(place - 0.5, 0) * step, 1), round(step if 0 < place < len(values) - 1 else step / 2, 1))
        for place, value in enumerate(values) if limit is not None and value is not None and value < limit
    )
    return Spark("".join(moves), None if limit is None else y(limit), breaches, min(known), max(known), known[-1])
