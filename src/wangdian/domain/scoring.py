"""Scores with their reasons: what each requirement earned or lost, summed by item, project, module and subject."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from wangdian.foundation.errors import Invalid, Problem

HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_HUNDREDTH = Decimal("0.01")


class Standing(StrEnum):
    """How a requirement stands; waived is a failure that an approver lets pass for a time: it loses nothing."""

    HOLDS = "holds"
    FAILS = "fails"
    WAIVED = "waived"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where points are counted: ids of module, project and item."""

    module: str
    project: str
    item: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One requirement to be scored.

    `steps` are the points deducted at the first failure, at its first repeat, and so on; the last one stands for all
    that follow; none deducts all `points`. No more than `points` is ever deducted.
    """

    requirement: str
    place: Place
    points: Decimal
    standing: Standing
    steps: tuple[Decimal, ...] = ()
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class Deduction:
    """One reason for lost points; `repeats` tells which step of the deduction was taken."""

    requirement: str
    place: Place
    lost: Decimal
    repeats: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Points of one place, or of all: `full` is what could be earned where the answer is known, `unseen` elsewhere."""

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
    """The score of one subject, opened down to the item; keys are (module,), (module, project), and so on."""

    total: Tally
    modules: Mapping[str, Tally]
    projects: Mapping[tuple[str, str], Tally]
    items: Mapping[Place, Tally]


def score(entries: Iterable[Entry]) -> Scorecard:
    """Scores what applies: not applicable leaves the sum, unknown neither earns nor loses. Raises `Invalid`."""
    listed = sorted(entries, key=lambda e: (e.place, e.requirement))
    _check(listed)
    by_item: dict[Place, list[Tally]] = {}
    for entry in listed:
        if entry.standing is not Standing.NOT_APPLICABLE:
            by_item.setdefault(entry.place, []).append(_tally(entry))
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
    )


def deduction(points: Decimal, steps: Sequence[Decimal], repeats: int) -> Decimal:
    """The points that a failure after so many repeats costs."""
    if not steps:
        return points
    return min(steps[min(repeats, len(steps) - 1)], points)


def joined(cards: Iterable[Scorecard]) -> Tally:
    """Several subjects counted as one, such as the outlets of a branch."""
    return _sum([card.total for card in cards])


def _tally(entry: Entry) -> Tally:
    if entry.standing is Standing.UNKNOWN:
        return Tally(_ZERO, _ZERO, entry.points, 0, 1, 0, ())
    waived = int(entry.standing is Standing.WAIVED)
    if entry.standing is not Standing.FAILS:
        return Tally(entry.points, _ZERO, _ZERO, 1, 0, waived, ())
    lost = deduction(entry.points, entry.steps, entry.repeats)
    reason = Deduction(entry.requirement, entry.place, lost, entry.repeats)
    return Tally(entry.points, lost, _ZERO, 1, 0, 0, (reason,))


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


def _check(entries: Sequence[Entry]) -> None:
    problems: list[Problem] = []
    seen: set[str] = set()
    for entry in entries:
        name = f"entries.{entry.requirement}"
        if entry.requirement in seen:
            problems.append(Problem(name, "A requirement is scored twice."))
        seen.add(entry.requirement)
        if not entry.points.is_finite() or entry.points < 0:
            problems.append(Problem(f"{name}.points", "Points cannot be negative."))
        if any(not step.is_finite() or step < 0 for step in entry.steps):
            problems.append(Problem(f"{name}.steps", "A deduction cannot be negative."))
        if entry.repeats < 0:
            problems.append(Problem(f"{name}.repeats", "Repeats cannot be negative."))
    if problems:
        raise Invalid(problems)


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
