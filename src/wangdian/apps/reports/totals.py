"""Several outlets counted as one: their points by module, and how many of them have which score."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from wangdian.apps.reports.cards import portion

ALL = ""
"""The module that stands for all of them together."""
ZERO = Decimal(0)
Told = Mapping[str, Any]


@dataclass(slots=True)
class Points:
    """Points that could be earned and are known, lost, and unseen; `spread` is how many outlets by score, as text."""

    full: Decimal = ZERO
    lost: Decimal = ZERO
    unseen: Decimal = ZERO
    spread: Counter[str] = field(default_factory=Counter)

    @property
    def score(self) -> Decimal | None:
        return portion(self.full - self.lost, self.full)

    @property
    def coverage(self) -> Decimal:
        return self.full / (self.full + self.unseen) if self.full + self.unseen else ZERO

    @property
    def known(self) -> int:
        return self.spread.total()

    def reaching(self, limit: Decimal) -> int:
        """How many outlets have so much of 100, or more."""
        return sum(n for score, n in self.spread.items() if Decimal(score) >= limit)

    def add(self, other: "Points", sign: int = 1) -> None:
        self.full += sign * other.full
        self.lost += sign * other.lost
        self.unseen += sign * other.unseen
        for score, n in other.spread.items():
            self.spread[score] += sign * n
            if not self.spread[score]:
                del self.spread[score]

    def places(self) -> dict[str, tuple[int, bool]]:
        """By score: the rank, and whether others share it. Equals share a rank and the next is left out."""
        found, before = {}, 0
        for score in sorted(self.spread, key=Decimal, reverse=True):
            found[score] = before + 1, self.spread[score] > 1
            before += self.spread[score]
        return found


Marks = dict[str, Points]
"""By module, `ALL` among them."""


def marks_of(score: Decimal | None, modules: Iterable[Told]) -> Marks:
    """The marks of one outlet, out of what is kept of its day."""
    whole, found = Points(), {}
    for one in modules:
        points = Points(Decimal(one["full"]), Decimal(one["lost"]), Decimal(one["unseen"]))
        whole.add(points)
        if points.score is not None:
            points.spread[text_of(points.score)] += 1
        found[str(one["code"])] = points
    if score is not None:
        whole.spread[text_of(score)] += 1
    return {ALL: whole, **found}


def text_of(score: Decimal) -> str:
    """The one way in which a score is written as a key."""
    return f"{score:.2f}"


def added(total: Marks, marks: Marks, sign: int = 1) -> None:
    """Adds marks to a total, or takes them out of it."""
    for module, points in marks.items():
        total.setdefault(module, Points()).add(points, sign)


def told(marks: Marks) -> dict[str, Any]:
    """As plain JSON."""
    return {
        module: {"full": str(one.full), "lost": str(one.lost), "unseen": str(one.unseen), "spread": dict(one.spread)}
        for module, one in marks.items()
    }


def heard(marks: Mapping[str, Told]) -> Marks:
    """Out of plain JSON."""
    return {
        module: Points(Decimal(one["full"]), Decimal(one["lost"]), Decimal(one["unseen"]), Counter(one["spread"]))
        for module, one in marks.items()
    }
