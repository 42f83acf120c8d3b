"""Scores with their reasons: what each requirement earned or lost, by item, project, module and outlet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import groupby

from wangdian.domain.requirement_fields import Place
from wangdian.foundation.errors import Invalid, Problem

HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_HUNDREDTH = Decimal("0.01")


class Standing(StrEnum):
    """How a requirement stands; waived is a failure that an approver lets pass for a time: it loses nothing.

    Corrected is a failure of this day that was mended on the spot: it holds, and loses what the sheet says of that.
    """

    HOLDS = "holds"
    FAILS = "fails"
    WAIVED = "waived"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement at one subject. A requirement that stands at several subjects of an outlet, such as each of its
    extinguishers, has its `points` once: they are shared by the subjects, and every failing one deducts from them.

    `steps` are the points deducted at the first failure, at its first repeat, and so on; the last one stands for all
    that follow; none deducts all `points`. No more is ever deducted than there is. A corrected failure deducts
    `on_the_spot`; a failure that a self-check had `concealed` deducts that in place of its step, if it is more.
    """

    requirement: str
    place: Place
    points: Decimal
    standing: Standing
    steps: tuple[Decimal, ...] = ()
    repeats: int = 0
    subject: str = ""
    on_the_spot: Decimal = _ZERO
    concealed: Decimal | None = None

    @property
    def step(self) -> Decimal:
        """What a failure costs by the steps alone."""
        return deduction(self.points, self.steps, self.repeats)

    @property
    def price(self) -> Decimal:
        """What it costs as it stands, if that much is left to lose."""
        if self.standing is Standing.CORRECTED:
            return min(self.on_the_spot, self.points)
        if self.standing is not Standing.FAILS:
            return _ZERO
        return self.step if self.concealed is None else min(max(self.step, self.concealed), self.points)


class Rule(StrEnum):
    """By which rule points were lost beside the steps; concealing is named only where it cost more than the step."""

    STEPS = ""
    ON_THE_SPOT = "on_the_spot"
    CONCEALED = "concealed"


@dataclass(frozen=True, slots=True)
class Deduction:
    """One reason for lost points; `repeats` tells which step was taken; `lost` is 0 where nothing was left to lose."""

    requirement: str
    subject: str
    place: Place
    lost: Decimal
    repeats: int
    rule: Rule = Rule.STEPS


@dataclass(frozen=True, slots=True)
class Tally:
    """Points of a place, or of all: `full` could be earned where the answer is known, `unseen` elsewhere."""

    full: Decimal
    lost: Decimal
    unseen: Decimal
    known: int
    unknown: int
    waived: int
    deductions: tuple[Deduction, ...]

    @property
    def earned(self) -> Decimal:
        return self.full - self.lost

    @property
    def score(self) -> Decimal | None:
        """Points out of 100, to the hundredth; None if nothing is known."""
        return _portion(self.earned, self.full)

    @property
    def coverage(self) -> Decimal | None:
        """The share of applicable points about which something is known, in percent; None if none apply."""
        return _portion(self.full, self.full + self.unseen)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The score of one outlet, opened down to the item; `parts` are the requirements with the place of each."""

    total: Tally
    modules: Mapping[str, Tally]
    projects: Mapping[tuple[str, str], Tally]
    items: Mapping[Place, Tally]
    parts: tuple[tuple[Place, Tally], ...]

    def below(self, floors: Mapping[str, Decimal]) -> tuple[str, ...]:
        """The modules that score less than their floor of 100; one that does not apply or is not known is not one."""
        found = ((code, self.modules[code].score) for code in sorted(floors.keys() & self.modules.keys()))
        return tuple(code for code, mark in found if mark is not None and mark < floors[code])


def score(entries: Iterable[Line]) -> Scorecard:
    """Scores what applies: not applicable leaves the sum, unknown neither earns nor loses; or `Invalid`."""
    listed = sorted(entries, key=lambda e: (*_codes(e.place), e.requirement, e.subject))
    _check(listed)
    applicable = (entry for entry in listed if entry.standing is not Standing.NOT_APPLICABLE)
    groups = [list(group) for _, group in groupby(applicable, key=lambda e: (_codes(e.place), e.requirement))]
    parts = tuple((there[0].place, _tally(there)) for there in groups)
    by_item: dict[Place, list[Tally]] = {}
    for place, part in parts:
        by_item.setdefault(place, []).append(part)
    items = {place: _sum(tallies) for place, tallies in by_item.items()}
    projects: dict[tuple[str, str], list[Tally]] = {}
    modules: dict[str, list[Tally]] = {}
    for place, tally in items.items():
        projects.setdefault((place.module, place.project), []).append(tally)
        modules.setdefault(place.module, []).append(tally)
    return Scorecard(
        total=_sum(list(items.values())),
        modules={name: _sum(tallies) for name, tallies in modules.items()},
        projects={name: _sum(tallies) for name, tallies in projects.items()},
        items=items,
        parts=parts,
    )


def deduction(points: Decimal, steps: Sequence[Decimal], repeats: int) -> Decimal:
    """The points that a failure after so many repeats costs."""
    if not steps:
        return points
    return min(steps[min(repeats, len(steps) - 1)], points)


def joined(cards: Iterable[Scorecard]) -> Tally:
    """Several subjects counted as one, such as the outlets of a branch."""
    return _sum([card.total for card in cards])


def _codes(place: Place) -> tuple[str, str, str]:
    return place.module, place.project, place.item


def _tally(group: Sequence[Line]) -> Tally:
    """One requirement at all its subjects; the share of the points that is known is rounded to the hundredth."""
    points = group[0].points
    known = [entry for entry in group if entry.standing is not Standing.UNKNOWN]
    full = points
    if len(known) < len(group):
        full = (points * len(known) / len(group)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    left = full = min(full, points)
    deductions: list[Deduction] = []
    for entry in known:
        if entry.standing in {Standing.FAILS, Standing.CORRECTED}:
            lost = min(entry.price, left)
            left -= lost
            rule = _rule_of(entry, lost)
            deductions.append(Deduction(entry.requirement, entry.subject, entry.place, lost, entry.repeats, rule))
    return Tally(
        full=full,
        lost=full - left,
        unseen=points - full,
        known=len(known),
        unknown=len(group) - len(known),
        waived=sum(entry.standing is Standing.WAIVED for entry in known),
        deductions=tuple(deductions),
    )


def _rule_of(entry: Line, lost: Decimal) -> Rule:
    if entry.standing is Standing.CORRECTED:
        return Rule.ON_THE_SPOT
    return Rule.CONCEALED if entry.concealed is not None and lost > entry.step else Rule.STEPS


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        full=sum((t.full for t in tallies), _ZERO),
        lost=sum((t.lost for t in tallies), _ZERO),
        unseen=sum((t.unseen for t in tallies), _ZERO),
        known=sum(t.known for t in tallies),
        unknown=sum(t.unknown for t in tallies),
        waived=sum(t.waived for t in tallies),
        deductions=tuple(d for t in tallies for d in t.deductions),
    )


def _portion(part: Decimal, whole: Decimal) -> Decimal | None:
    return (HUNDRED * part / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) if whole else None


def _check(entries: Sequence[Line]) -> None:
    problems: list[Problem] = []
    first: dict[str, Line] = {}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        name = f"entries.{entry.requirement}"
        if (entry.requirement, entry.subject) in seen:
            problems.append(Problem(name, "A requirement is scored twice at one subject."))
        seen.add((entry.requirement, entry.subject))
        other = first.setdefault(entry.requirement, entry)
        if (other.place, other.points) != (entry.place, entry.points):
            problems.append(Problem(name, "A requirement has one place and one number of points."))
        problems += _number_problems(name, entry)
    if problems:
        raise Invalid(problems)


def _number_problems(name: str, entry: Line) -> Iterable[Problem]:
    if not entry.points.is_finite() or entry.points < 0:
        yield Problem(f"{name}.points", "Points cannot be negative.")
    if any(not step.is_finite() or step < 0 for step in entry.steps):
        yield Problem(f"{name}.steps", "A deduction cannot be negative.")
    if entry.repeats < 0:
        yield Problem(f"{name}.repeats", "Repeats cannot be negative.")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a ranking; equals share a rank and the next rank is skipped; no score, no rank."""

    key: str
    score: Decimal | None
    rank: int | None
    tied: bool


def ranking(scores: Mapping[str, Decimal | None]) -> tuple[Ranked, ...]:
    """Best first, equals in the order of their keys, those without a score last."""
    known = sorted(((s, key) for key, s in scores.items() if s is not None), key=lambda p: (-p[0], p[1]))
    ranks: dict[Decimal, int] = {}
    counts: dict[Decimal, int] = {}
    for position, (value, _) in enumerate(known, start=1):
        ranks.setdefault(value, position)
        counts[value] = counts.get(value, 0) + 1
    lines = [Ranked(key, value, ranks[value], counts[value] > 1) for value, key in known]
    lines += [Ranked(key, None, None, False) for key in sorted(k for k, s in scores.items() if s is None)]
    return tuple(lines)
