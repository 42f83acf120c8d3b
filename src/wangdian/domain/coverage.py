"""Which phrase of the source is carried by what, and what is still pending."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, ValidationError, model_validator

from wangdian.domain.pack_problems import Located, PackProblem, PackRefused, entry_name
from wangdian.domain.pack_text import Unreadable, read_yaml
from wangdian.domain.requirement import PhraseId
from wangdian.domain.requirement_fields import Entry, Text, Words

Carrier = Annotated[str, StringConstraints(pattern=r"^(requirement|verb|screen|report):[A-Za-z][A-Za-z0-9_.-]*$")]

_TEXTS = {1: 48, 2: 47, 3: 24, 4: 28, 5: 10}
_GAPS = frozenset({"1.32"})

PHRASES = tuple(
    phrase
    for text, last in _TEXTS.items()
    for phrase in (f"{text}.{number:02d}" for number in range(1, last + 1))
    if phrase not in _GAPS
)
"""Every phrase of the five source texts by its id; the numbering of the first leaves out one."""


class State(StrEnum):
    """What became of a phrase."""

    CARRIED = "carried"
    CONTEXT = "context"    # asks nothing, and says why
    PENDING = "pending"


class CoverageEntry(Entry):
    """One phrase in the project's own words, with exactly one of: what carries it, why nothing must, or pending."""

    phrase: PhraseId
    says: Words
    carried_by: tuple[Carrier, ...] = ()
    context: Text | None = None
    pending: bool = False

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum((bool(self.carried_by), self.context is not None, self.pending)) != 1:
            raise ValueError("give exactly one of carried_by, context, pending")
        return self

    @property
    def state(self) -> State:
        if self.carried_by:
            return State.CARRIED
        return State.PENDING if self.pending else State.CONTEXT


@dataclass(frozen=True)
class Coverage:
    """The entries as a file gives them."""

    entries: tuple[CoverageEntry, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One phrase for a table; `unknown` are carriers that do not exist."""

    phrase: str
    text: int
    zh: str
    en: str
    state: State
    carried_by: tuple[str, ...]
    context: str
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class CoverageReport:
    """All rows in the order of the source; it is sound if no phrase is missing and every name exists."""

    rows: tuple[CoverageRow, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not self.missing and not self.unknown

    def counts(self, text: int | None = None) -> dict[State, int]:
        """How many phrases are in each state, of one source text or of all."""
        counted = Counter(row.state for row in self.rows if text in {None, row.text})
        return {state: counted[state] for state in State}


def parse_coverage(text: str, name: str) -> Coverage:
    """Reads the file; raises `PackRefused` with every problem. Whether the names exist is asked by `review`."""
    try:
        plain, lines = read_yaml(text)
    except Unreadable as error:
        raise PackRefused([PackProblem(name, error.line, "", "", error.why)]) from error
    where = Located(name, lines)
    listed = plain.get("coverage") if isinstance(plain, dict) and plain.keys() == {"coverage"} else None
    if not isinstance(listed, list):
        raise PackRefused([where.problem((), "", "coverage", "a list of phrases is expected, and nothing else")])
    problems: list[PackProblem] = []
    entries: dict[str, CoverageEntry] = {}
    for number, plain_entry in enumerate(listed):
        path, entry_id = ("coverage", number), entry_name(plain_entry, "phrase", number)
        try:
            entry = CoverageEntry.model_validate(plain_entry)
        except ValidationError as error:
            problems += where.problems(error, path, entry_id)
            continue
        if entry.phrase not in PHRASES:
            problems.append(where.problem((*path, "phrase"), entry_id, "phrase", "the source has no such phrase"))
        if entries.setdefault(entry.phrase, entry) is not entry:
            problems.append(where.problem((*path, "phrase"), entry_id, "phrase", "this phrase is there twice"))
    if problems:
        raise PackRefused(problems)
    return Coverage(tuple(entries[phrase] for phrase in sorted(entries)))


def review(coverage: Coverage, known: Mapping[str, Collection[str]]) -> CoverageReport:
    """Holds the entries against what exists.

    `known` gives the names that exist by sort: requirement, verb, screen, report. A sort that is left out has none.
    """
    rows = tuple(_row(entry, known) for entry in coverage.entries)
    named = {row.phrase for row in rows}
    return CoverageReport(
        rows=rows,
        missing=tuple(phrase for phrase in PHRASES if phrase not in named),
        unknown=tuple(sorted({name for row in rows for name in row.unknown})),
    )


def _row(entry: CoverageEntry, known: Mapping[str, Collection[str]]) -> CoverageRow:
    parts = ((carrier, *carrier.split(":", 1)) for carrier in entry.carried_by)
    return CoverageRow(
        phrase=entry.phrase,
        text=int(entry.phrase[0]),
        zh=entry.says.zh,
        en=entry.says.en,
        state=entry.state,
        carried_by=entry.carried_by,
        context=entry.context or "",
        unknown=tuple(carrier for carrier, sort, name in parts if name not in known.get(sort, ())),
    )
