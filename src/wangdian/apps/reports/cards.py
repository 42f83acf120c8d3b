"""The frozen cards in which questions about scores are answered."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wangdian.domain.scoring import HUNDRED

HUNDREDTH = Decimal("0.01")
GOOD_SCORE = Decimal(90)
"""Points of 100 from which a score counts as good if the sheet has no bar: our own default, no standard claims it."""


def limit_of(bar: Decimal | None) -> Decimal:
    """From which score on an outlet counts as good: the bar of the sheet, else our own default."""
    return GOOD_SCORE if bar is None else bar


def portion(part: Decimal, whole: Decimal) -> Decimal | None:
    """Of 100, to the hundredth; None of nothing."""
    return (HUNDRED * part / whole).quantize(HUNDREDTH) if whole else None


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """A module of the score sheet: points of 100 and what was lost; `score` is None if nothing is known.

    `floor` is of 100, if it has one; `below` says that it was missed, and with it the whole.
    """

    code: str
    title_zh: str
    title_en: str
    full: Decimal
    lost: Decimal
    unseen: Decimal
    floor: Decimal | None = None
    below: bool = False

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
    rule: str = ""


@dataclass(frozen=True, slots=True)
class RankSpanCard:
    """A rank of a day among `of` outlets of the bank with the span it is surely in, such as 12 (8 to 19)."""

    day: date
    rank: int
    best: int
    worst: int
    of: int


@dataclass(frozen=True, slots=True)
class OutletScore:
    """The score of an outlet; `day` None says that it is the present moment's. Coverage is a ratio.

    `low` to `high` is the span that the score is surely in. `edition` is the bank's sheet by which it was counted, ""
    the delivered one. `fails` if a module lies below its floor, or the score below the bar of the edition.
    """

    code: str
    name_zh: str
    day: date | None
    score: Decimal | None
    coverage: Decimal
    lost: Decimal
    modules: tuple[ModuleScore, ...]
    deductions: tuple[DeductionCard, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    edition: str = ""
    bar: Decimal | None = None

    @property
    def below_bar(self) -> bool:
        return self.bar is not None and self.score is not None and self.score < self.bar

    @property
    def fails(self) -> bool:
        return self.below_bar or any(one.below for one in self.modules)


@dataclass(frozen=True, slots=True)
class RankLine:
    """A line of the ranking; `change` is against 30 days ago, None where there was no score; of its reasons the
    dearest is named.

    The rank surely lies from `best` to `worst` of `of` outlets. `passes` is None where the sheet has neither bar nor
    floors or nothing is known; an outlet fails below the bar of the edition, or by the modules below their floors,
    whatever its score.
    """

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
    best: int | None = None
    worst: int | None = None
    of: int = 0
    passes: bool | None = None
    below_bar: bool = False
    floors_zh: tuple[str, ...] = ()
    floors_en: tuple[str, ...] = ()

    @property
    def rank_is_sure(self) -> bool | None:
        """Whether the span of the rank leaves at least a tenth of the outlets out; None where there is no span."""
        if self.best is None or self.worst is None:
            return None
        return 10 * (self.worst - self.best + 1) < 9 * self.of


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
class TrendPoint:
    """A day's score; None where nothing is known or was kept."""

    day: date
    score: Decimal | None
    coverage: Decimal


@dataclass(frozen=True, slots=True)
class Ranking:
    """`day` is the last one that has scores, None if there is none. Of all its outlets `known` have a score and `good`
    of these reach `limit`, whichever lines are shown; `after` is the key of the next ones. `trend` is told of the
    first page alone.

    `bar` is that of the edition in force, if it has one: then it is the limit of whole scores; modules have none.
    """

    day: date | None
    kept_at: datetime | None
    whole: BranchLine | None
    lines: tuple[RankLine, ...]
    branches: tuple[BranchLine, ...]
    modules: tuple[ModuleScore, ...]
    known: int = 0
    good: int = 0
    limit: Decimal = GOOD_SCORE
    bar: Decimal | None = None
    after: str | None = None
    trend: tuple[TrendPoint, ...] = ()
