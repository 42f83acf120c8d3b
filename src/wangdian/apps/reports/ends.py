"""Between which ends the scores of several outlets surely lie, counted as one: what the span of a rank is read from."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import Any

from wangdian.apps.reports.totals import ALL, text_of
from wangdian.domain.uncertainty import RankSpan, rank_span

Told = Mapping[str, Any]


@dataclass(slots=True)
class Ends:
    """How many outlets by the lower and by the upper end of the span of their score, as text."""

    low: Counter[str] = field(default_factory=Counter)
    high: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Ends", sign: int = 1) -> None:
        for mine, theirs in ((self.low, other.low), (self.high, other.high)):
            for end, n in theirs.items():
                mine[end] += sign * n
                if not mine[end]:
                    del mine[end]


AllEnds = dict[str, Ends]
"""By module, `ALL` among them."""


def ends_of(low: Decimal | None, high: Decimal | None, modules: Iterable[Told]) -> AllEnds:
    """The ends of one outlet, out of what is kept of its day."""
    found = {str(one["code"]): _one(one["low"], one["high"]) for one in modules if "low" in one and "high" in one}
    return found if low is None or high is None else {ALL: _one(low, high), **found}


def _one(low: Decimal | str, high: Decimal | str) -> Ends:
    return Ends(Counter([text_of(Decimal(low))]), Counter([text_of(Decimal(high))]))


def added_ends(total: AllEnds, ends: Mapping[str, Ends], sign: int = 1) -> None:
    """Adds the ends of outlets to a total, or takes them out of it."""
    for module, one in ends.items():
        total.setdefault(module, Ends()).add(one, sign)


def told_ends(ends: Mapping[str, Ends]) -> dict[str, Any]:
    """As plain JSON."""
    return {module: {"low": dict(one.low), "high": dict(one.high)} for module, one in ends.items()}


def heard_ends(ends: Mapping[str, Told]) -> AllEnds:
    """Out of plain JSON."""
    return {module: Ends(Counter(one["low"]), Counter(one["high"])) for module, one in ends.items()}


class Spans:
    """Says between which ranks a score surely lies among those whose ends are given."""

    def __init__(self, ends: Ends) -> None:
        self._low, self._to_low = _running(ends.low)
        self._high, self._to_high = _running(ends.high)

    @property
    def of(self) -> int:
        return self._to_low[-1]

    def span(self, low: Decimal, high: Decimal) -> RankSpan:
        """Of a score from `low` to `high` that is one of them."""
        better = self.of - self._to_low[bisect_right(self._low, high)]
        worse = self._to_high[bisect_left(self._high, low)]
        return rank_span(better, self.of - 1 - better - worse, self.of)


def _running(counts: Mapping[str, int]) -> tuple[list[Decimal], list[int]]:
    """The ends in order, and how many lie below each; the last number is all of them."""
    ordered = sorted((Decimal(end), n) for end, n in counts.items())
    return [end for end, _n in ordered], [0, *accumulate(n for _end, n in ordered)]
