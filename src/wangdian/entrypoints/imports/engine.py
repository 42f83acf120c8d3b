"""Takes a spreadsheet in: every row through the form and verb of the screen, each in a savepoint of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.entrypoints.imports.columns import Columns, choices_of, columns_of, is_yes_or_no, prepared
from wangdian.entrypoints.imports.specs import ImportSpec
from wangdian.entrypoints.imports.tables import MOST_ROWS, BadCell, Row, Table
from wangdian.foundation.errors import Invalid, NotFound, Refused

MOST_PROBLEMS = 1_000
WHOLE = 1_000
"""Up to so many rows go in as one transaction: nobody else can write meanwhile, for some seconds at most."""
PART = 250
Progress = Callable[[int, int], None]
"""Told how many rows of how many were gone through, between transactions; may raise Stopped."""


class Stopped(Exception):
    """Somebody asked the import to stop; `result` is what it came to by then."""

    def __init__(self, result: "Result | None" = None) -> None:
        super().__init__()
        self.result = result or Result()


class _Undone(Exception):
    """Rolls the work back: a dry run, or a file with problems."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong at a row; `column` is the file's own title, empty for the row as a whole."""

    row: int
    column: str
    why: str


@dataclass
class Result:
    """Exact counts; of the problems the first thousand are kept. `taken` says whether anything was stored."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    rows: int = 0
    taken: bool = False
    problems: list[RowProblem] = field(default_factory=list)

    def blame(self, row: int, column: str, why: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(RowProblem(row, column, why))


def take_in(
    spec: ImportSpec, table: Table, who: Actor, *, dry_run: bool = False, take_good_rows: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Does the work; rolls all of it back for a dry run, or for any problem unless the good rows are to be taken.

    A long file is gone through in parts, each a transaction: once wholly dry, and only if that finds no problem (or
    the good rows are to be taken) once more to keep. In its dry run a row cannot lean on one of another part.
    Raises Invalid for what spoils the file as a whole, NotAllowed without the right to import, Stopped when asked to;
    what a stopped run has kept by then stays.
    """
    guard_somewhere(who, Right.IMPORT)
    way = _Way(spec, table, who, columns_of(spec.form, table.header), progress or _silent)
    if table.total <= WHOLE:
        return way.go(size=MOST_ROWS, keep=not dry_run, even_half=take_good_rows)
    if dry_run or not take_good_rows:
        way.rounds = 1 if dry_run else 2
        checked = way.go(size=WHOLE, keep=False)
        if dry_run or checked.refused:
            return checked
    return way.go(size=PART, keep=True, even_half=True)


def _silent(_read: int, _total: int) -> None:
    """Nobody watches."""


@dataclass
class _Way:
    """How a file is gone through: its rows in parts, each part a transaction that is kept or undone."""

    spec: ImportSpec
    table: Table
    who: Actor
    columns: Columns
    progress: Progress
    rounds: int = 1
    gone: int = 0

    def go(self, *, size: int, keep: bool, even_half: bool = False) -> Result:
        work = _Work(self.spec, self.who, self.columns)
        for rows, last in _parts(self.table.rows(), size):
            self._part(work, rows, last=last, keep=keep, even_half=even_half)
            self.gone += len(rows)
            try:
                self.progress(self.gone, max(self.gone, self.table.total * self.rounds))
            except Stopped:
                raise Stopped(work.result) from None
        return work.result

    def _part(self, work: "_Work", rows: list[Row], *, last: bool, keep: bool, even_half: bool) -> None:
        try:
            with transaction.atomic():
                for row in rows:
                    work.do(row)
                if last:
                    work.finish()
                if not keep or (work.result.refused and not even_half):
                    raise _Undone
            work.result.taken = work.result.taken or bool(rows)
        except _Undone:
            pass


def _parts(rows: Iterator[Row], size: int) -> Iterator[tuple[list[Row], bool]]:
    """Lists of at most `size` rows, and whether it is the last; at least one, if only an empty one."""
    part = list(islice(rows, size))
    while True:
        following = list(islice(rows, size))
        yield part, not following
        if not following:
            return
        part = following


class _Work:
    """One file on its way in."""

    def __init__(self, spec: ImportSpec, who: Actor, columns: Columns) -> None:
        self.result = Result()
        self._spec, self._who, self._columns = spec, who, columns
        self._spoken = choices_of(spec.form)
        self._seen: dict[tuple[str, ...], int] = {}
        self._gathered: dict[Any, list[tuple[int, dict[str, Any]]]] = {}

    def do(self, row: Row) -> None:
        self.result.rows += 1
        problems = list(self._wrong_cells(row))
        data = {} if problems else self._data(row)
        problems += self._twice(row, data)
        if not problems:
            problems = self._tried(row, data)
        for column, why in problems:
            self.result.blame(row.number, column, why)
        self.result.refused += bool(problems)

    def finish(self) -> None:
        """Does what concerns several rows together."""
        if self._spec.together is None:
            return
        for rows in self._gathered.values():
            numbers = [number for number, _cleaned in rows]
            verb = self._spec.together([cleaned for _number, cleaned in rows], self._who)
            problems = self._done(verb, {}, rows=len(rows), change=False)
            for column, why in problems:
                self.result.blame(numbers[0], column, why)
            if problems:
                self.result.refused += len(rows)

    def _wrong_cells(self, row: Row) -> Iterator[tuple[str, str]]:
        for index, cell in enumerate(row.cells):
            inside = index < len(self._columns.titles)
            if isinstance(cell, BadCell):
                yield (self._columns.titles[index] if inside else ""), cell.why
            elif cell and not inside:
                yield "", _("There is a value to the right of the last column: “%(value)s”.") % {"value": cell[:40]}

    def _data(self, row: Row) -> dict[str, Any]:
        texts = dict(zip(self._columns.fields, row.cells, strict=False))
        return {
            name: prepared(self._spec.form, name, text, self._spoken)
            for name, text in texts.items() if isinstance(text, str)
        }

    def _twice(self, row: Row, data: dict[str, Any]) -> list[tuple[str, str]]:
        """Rows of the same key would overwrite each other."""
        if not self._spec.key or not data:
            return []
        key = tuple(str(data.get(name, "")) for name in self._spec.key)
        first = self._seen.setdefault(key, row.number)
        if first == row.number:
            return []
        title = self._columns.title(self._spec.key[-1])
        return [(title, _("The same stands in row %(row)s already.") % {"row": first})]

    def _tried(self, row: Row, data: dict[str, Any]) -> list[tuple[str, str]]:
        doubtful = [
            (self._columns.title(name), _("Write yes or no.")) for name, value in data.items()
            if is_yes_or_no(self._spec.form, name) and not isinstance(value, bool)
        ]
        if doubtful:
            return doubtful
        try:
            there = self._spec.current(self._who, data) if self._spec.current else None
            form = self._spec.form({**there.data, **data} if there else data)
            if not form.is_valid():
                return self._said(form)
            if self._spec.together is not None:
                key = form.cleaned_data[self._spec.key[0]]
                self._gathered.setdefault(key, []).append((row.number, form.cleaned_data))
                return []
            verb = there.verb(form, self._who) if there else form.verb(self._who)
        except Refused as error:
            return self._refused(error, data)
        return self._done(verb, data, rows=1, change=there is not None and there.sure)

    def _done(self, verb: Any, data: dict[str, Any], *, rows: int, change: bool) -> list[tuple[str, str]]:
        """Runs the verb; none, or one that says False, leaves things as they were."""
        try:
            with transaction.atomic():
                said = None if verb is None else verb.do()
        except Refused as error:
            return self._refused(error, data)
        if verb is None or said is False:
            self.result.unchanged += rows
        elif change:
            self.result.changed += rows
        else:
            self.result.made += rows
        return []

    def _said(self, form: Any) -> list[tuple[str, str]]:
        return [
            ("" if name == "__all__" else self._title(name), str(why)) for name, whys in form.errors.items()
            for why in whys
        ]

    def _refused(self, error: Refused, data: dict[str, Any]) -> list[tuple[str, str]]:
        named = next((name for name in ("outlet_code", "parent_code", "unit_code", "code") if data.get(name)), "")
        if isinstance(error, NotFound) and named:
            why = _("There is no “%(code)s”, or it is not yours to see.") % {"code": data[named]}
            return [(self._title(named), why)]
        if isinstance(error, Invalid):
            return [(self._title(p.field) if p.field else "", _(p.why)) for p in error.problems]
        return [("", _(error.why) % error.params if error.params else _(error.why))]

    def _title(self, name: str) -> str:
        if name in self._columns.fields:
            return self._columns.title(name)
        known = self._spec.form.base_fields.get(name)
        return str(known.label) if known is not None else name
