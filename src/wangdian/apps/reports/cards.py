"""The frozen cards in which questions about scores are answered."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wangdian.domain.scoring import HUNDRED

HUNDREDTH = Decimal("0.01")
GOOD_SCORE = Decimal(90)
"""Points of 100 from which a score counts as good: our own default, no standard claims it."""


def portion(part: Decimal, whole: Decimal) -> Decimal | None:
    """Of 100, to the hundredth; None of nothing."""
    return (HUNDRED * part / whole).quantize(HUNDREDTH) if whole else None


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """A module of the score sheet: points of 100 and what was lost; `score` is None if nothing is known."""

    code: str
    title_zh: str
    title_en: str
    full: Decimal
    lost: Decimal
    unseen: Decimal

    @property
    def score(self) -> Decimal | None:
        return portion(self.full - self.lost, self.full)


@dataclass(frozen=True, slots=True)
class DeductionCard:
    """One reason for lost points; `finding_id` leads to what was found."""

    requirement: str
    title_zh: str
    title_en: str
    module: str
    subject: str
    lost: Decimal
    repeats: int
    finding_id: int | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class OutletScore:
    """The score of an outlet; `day` None says that it is the present moment's. Coverage is a ratio."""

    code: str
    name_zh: str
    day: date | None
    score: Decimal | None
    coverage: Decimal
    lost: Decimal
    modules: tuple[ModuleScore, ...]
    deductions: tuple[DeductionCard, ...]


@dataclass(frozen=True, slots=True)
class RankLine:
    """A line of the ranking; `change` is against 30 days ago, None where there was no score; of its reasons the
    dearest is named."""

    rank: int | None
    tied: bool
    code: str
    name_zh: str
    branch_code: str
    branch_zh: str
    score: Decimal | None
    change: Decimal | None
    coverage: Decimal
    lost: Decimal
    reasons: int
    dearest_zh: str
    dearest_en: str
    dearest_lost: Decimal | None


@dataclass(frozen=True, slots=True)
class BranchLine:
    """Several outlets counted as one: their points added up."""

    code: str
    name_zh: str
    outlets: int
    score: Decimal | None
    change: Decimal | None
    coverage: Decimal
    lost: Decimal


@dataclass(frozen=True, slots=True)
class Ranking:
    """`day` is the last one that has scores, None if there is none. Of all its outlets `known` have a score and `good`
    of these reach `GOOD_SCORE`, whichever lines are shown; `after` is the key of the next ones."""

    day: date | None
    kept_at: datetime | None
    whole: BranchLine | None
    lines: tuple[RankLine, ...]
    branches: tuple[BranchLine, ...]
    modules: tuple[ModuleScore, ...]
    known: int = 0
    good: int = 0
    after: str | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A day's score; None where nothing is known or was kept."""

    day: date
    score: Decimal | None
    coverage: Decimal
