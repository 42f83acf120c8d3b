"""What the rows of a checklist that is brought in become, and what is known while they are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wangdian.entrypoints.xlsforms.limits import Ends
from wangdian.entrypoints.xlsforms.more import More, more_in
from wangdian.entrypoints.xlsforms.reading import Line
from wangdian.entrypoints.xlsforms.refusing import Unfit
from wangdian.entrypoints.xlsforms.rows import Said, said

MEASURED = "val"
"""The choice by which a question of ours says that its figures were measured."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value to measure; `more` is what else a pack says of it."""

    name: str
    label: Said
    unit: str
    ends: Ends
    optional: bool
    more: More

    @property
    def is_limited(self) -> bool:
        return self.ends != Ends(None, None) or "limits" in self.more


@dataclass(slots=True)
class Became:
    """A requirement to be: `number` is what its row asks for, such as 07; `figures` makes it a measured one.

    `more` is what else a pack says of it and of its check.
    """

    row: int
    name: str
    number: str
    title: Said
    instruction: Said
    subjects: tuple[str, ...]
    severity: str
    key: str
    more: More
    reasons: dict[str, Said] = field(default_factory=dict)
    variants: dict[str, Said] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    photo: str = "never"
    photos: int = 0
    camera: bool = False
    measured: bool = False

    @property
    def can_fail(self) -> bool:
        """Whether anything is asked of its figures, if it has some."""
        return not self.measured or "all_of" in self.more or any(figure.is_limited for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that makes no requirement of its own: where it went, in words."""

    row: int
    what: str
    why: str


@dataclass(slots=True)
class Outcome:
    """The dry run: what becomes of every row. Nothing may be brought while anything is `unfit`."""

    title: Said
    edition: str
    became: list[Became] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """What is known while the rows are read; `subjects` are those of the groups that are open."""

    outcome: Outcome
    lists: Mapping[str, Mapping[str, Said]]
    subjects: list[tuple[str, ...]]
    prefix: str
    by_name: dict[str, Became] = field(default_factory=dict)
    figure_of: dict[str, Became] = field(default_factory=dict)

    def refuse(self, line: Line, column: str, what: str, why: str) -> None:
        self.outcome.unfit.append(Unfit("survey", line.number, column, what, why))

    def pass_by(self, line: Line, why: str) -> None:
        self.outcome.passed.append(Passed(line.number, line.text("type"), why))

    def joins(self, line: Line, one: Became) -> None:
        """The row makes no requirement of its own."""
        self.pass_by(line, _("Goes with row %(row)s.") % {"row": one.row})

    def more(self, line: Line, known: tuple[str, ...]) -> More | None:
        """What the row says in the words of a pack; None, and refused, if that is not to be understood."""
        text = line.text("wangdian", "more")
        found = more_in(text, known)
        if found is None:
            why = _("Write here as a pack does, in YAML, and no more than: %(names)s.") % {"names": ", ".join(known)}
            self.refuse(line, "wangdian::more", text[:40], why)
        return found


def words_of(line: Line, column: str) -> Said | None:
    """In both languages: what is said in one only, or in none by name, stands in both."""
    plain = line.text(column)
    zh, en = line.text(column, "zh") or plain, line.text(column, "en") or plain
    return said(zh, en) if zh or en else None


def code_of(text: str, number: int) -> str:
    """A code as packs want it: small letters, digits and underscores."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:38]
    if not plain:
        return f"c{number + 1}"
    return plain if plain[0].isalpha() else f"c{plain}"
