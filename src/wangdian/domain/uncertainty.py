"""How sure a score and its rank are: checks are a sample of what one would see at the outlet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from wangdian.domain.scoring import Scorecard, Tally

Z = 1.96
"""Two-sided 95 % of the normal distribution."""
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Span:
    """The score is somewhere from `low` to `high`, points of 100."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class RankSpan:
    """The rank is somewhere from `best` to `worst`, out of `of`."""

    best: int
    worst: int
    of: int


def span_of(card: Scorecard) -> Span | None:
    """The span of the whole score."""
    return _span(part for _, part in card.parts)


def spans_of(card: Scorecard) -> dict[str, Span]:
    """The same by module, of those of which anything is known."""
    by_module: dict[str, list[Tally]] = defaultdict(list)
    for place, part in card.parts:
        by_module[place.module].append(part)
    found = ((module, _span(there)) for module, there in by_module.items())
    return {module: span for module, span in found if span is not None}


def _span(parts: Iterable[Tally]) -> Span | None:
    """Wilson's interval of the share of points that is earned (Wilson 1927); None if nothing is known.

    `parts` are requirements, each with the points that its score is counted from. Checks with different points count
    as Kish's effective number of equal ones, (Σw)² / Σw²; a share that is lost in part counts in part. Few known checks
    therefore mean a wide span, whatever the score.
    """
    whole = lost = squares = 0.0
    for part in parts:
        if part.full:
            full = float(part.full)
            whole += full
            squares += full * full / part.known
            lost += float(part.lost)
    if not whole:
        return None
    low, high = wilson(min(1.0, max(0.0, 1 - lost / whole)), whole * whole / squares)
    return Span(_of_hundred(low), _of_hundred(high))


def wilson(share: float, number: float) -> tuple[float, float]:
    """The 95 % interval of a share seen in `number` trials, which may be a fraction; within 0 and 1."""
    square = Z * Z / number
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * sqrt(max(0.0, share * (1 - share)) / number + square / (4 * number))
    return max(0.0, middle - half), min(1.0, middle + half)


def rank_span(better: int, overlapping: int, of: int) -> RankSpan:
    """The span of a rank from how many spans lie wholly above one's own, and how many others overlap it.

    Klein, Wright and Wieczorek (2020): whoever lies wholly above is surely better, whoever overlaps may be.
    """
    return RankSpan(better + 1, better + overlapping + 1, of)


def _of_hundred(share: float) -> Decimal:
    return Decimal(share * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)
