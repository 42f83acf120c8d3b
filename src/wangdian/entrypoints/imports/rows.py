"""Brings the rows of a spreadsheet through the form and verb of the screen, each in a savepoint of its own."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.domain.rights import Actor
from wangdian.entrypoints.imports.columns import Columns, choices_of, is_yes_or_no, prepared
from wangdian.entrypoints.imports.leaning import Data, EarlierRows
from wangdian.entrypoints.imports.results import Result
from wangdian.entrypoints.imports.specs import ImportSpec
from wangdian.entrypoints.imports.tables import BadCell, Row
from wangdian.foundation.errors import Invalid, NotFound, Refused

Gathered = tuple[int, dict[str, Any]]
"""The number of a row and what its form made of it."""
Blames = list[tuple[str, str]]
"""(the file's title of the column or "", why)."""


class Work:
    """One file on its way in; `result` may hold what an earlier try has kept of it."""

    def __init__(self, spec: ImportSpec, who: Actor, columns: Columns, result: Result | None = None) -> None:
        self.result = result or Result()
        self._spec, self._who, self._columns = spec, who, columns
        self._spoken = choices_of(spec.form)
        self._seen: dict[tuple[str, ...], int] = {}
        self._gathered: dict[Any, list[tuple[int, dict[str, Any]]]] = {}
        self._part: list[tuple[int, dict[str, Any]]] = []
        self._earlier = EarlierRows(spec.leans)

    def begin_part(self) -> None:
        self._earlier.begin_part()

    def skip(self, row: Row) -> None:
        """A row that is kept already; later ones may still say the same again."""
        if not any(isinstance(cell, BadCell) for cell in row.cells):
            self._twice(row, self._data(row))

    def do(self, row: Row, *, alone: bool) -> None:
        """`alone`: what the parts before this one made was undone, so what the row leans on is laid once more."""
        self.result.rows += 1
        problems = list(self._wrong_cells(row))
        data = {} if problems else self._data(row)
        problems += self._twice(row, data)
        if not problems:
            if alone:
                self._lay_before(row, data)
            came, problems = self._brought(row.number, data)
            self.result.count(came)
        for column, why in problems:
            self.result.blame(row.number, column, why)
        self.result.refused += bool(problems)

    def finish_part(self) -> None:
        """Does what the rows of a part do together; where some are wrong, the others are done without them."""
        rows, self._part = self._part, []
        while rows and self._spec.by_part is not None:
            verb = self._spec.by_part([cleaned for _number, cleaned in rows], self._who)
            came, problems = self._done(verb, {}, change=False)
            if not problems:
                self.result.count(came, len(rows))
                return
            rows = self._without_wrong(rows, problems)

    def _without_wrong(self, rows: list[Gathered], problems: Blames) -> list[Gathered]:
        """Blames the rows that the problems name, or all of them where none is named; returns the others."""
        wrong = set()
        for name, why in problems:
            place, _dot, column = name.partition(".")
            for n in [int(place)] if place.isdigit() else range(len(rows)):
                self.result.blame(rows[n][0], self._title(column) if column else "", why)
                wrong.add(n)
        self.result.refused += len(wrong)
        return [row for n, row in enumerate(rows) if n not in wrong]

    def finish(self) -> None:
        """Does what concerns several rows together."""
        if self._spec.together is None:
            return
        for rows in self._gathered.values():
            numbers = [number for number, _cleaned in rows]
            verb = self._spec.together([cleaned for _number, cleaned in rows], self._who)
            came, problems = self._done(verb, {}, change=False)
            self.result.count(came, len(rows))
            for column, why in problems:
                self.result.blame(numbers[0], column, why)
            if problems:
                self.result.refused += len(rows)

    def _lay_before(self, row: Row, data: Data) -> None:
        """What is wrong with an earlier row was said of it already."""
        for number, earlier in self._earlier.missing_for(data):
            self._brought(number, earlier)
        self._earlier.remember(row.number, data)

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

    def _twice(self, row: Row, data: Data) -> Blames:
        """Rows of the same key would overwrite each other."""
        if not self._spec.key or not data:
            return []
        key = tuple(self._meant(name, data) for name in self._spec.key)
        first = self._seen.setdefault(key, row.number)
        if first == row.number:
            return []
        title = self._columns.title(self._spec.key[-1])
        return [(title, _("The same stands in row %(row)s already.") % {"row": first})]

    def _meant(self, name: str, data: Data) -> str:
        """A day is the same however it is written; what the form will refuse stays as it is."""
        given = data.get(name, "")
        try:
            return str(self._spec.form.base_fields[name].clean(given))
        except forms.ValidationError:
            return str(given)

    def _brought(self, number: int, data: Data) -> tuple[str, Blames]:
        """What came of it (made, changed, unchanged; "" if that is known later), or why it is refused."""
        doubtful = [
            (self._columns.title(name), _("Write yes or no.")) for name, value in data.items()
            if is_yes_or_no(self._spec.form, name) and not isinstance(value, bool)
        ]
        if doubtful:
            return "", doubtful
        try:
            there = self._spec.current(self._who, data) if self._spec.current else None
            form = self._spec.form({**there.data, **data} if there else data)
            if not form.is_valid():
                return "", self._said(form)
            if self._spec.by_part is not None:
                self._part.append((number, form.cleaned_data))
                return "", []
            if self._spec.together is not None:
                key = form.cleaned_data[self._spec.key[0]]
                self._gathered.setdefault(key, []).append((number, form.cleaned_data))
                return "", []
            verb = there.verb(form, self._who) if there else form.verb(self._who)
        except Refused as error:
            return "", self._refused(error, data)
        return self._done(verb, data, change=there is not None and there.sure)

    def _done(self, verb: Any, data: Data, *, change: bool) -> tuple[str, Blames]:
        """Runs the verb; none, or one that says False, leaves things as they were."""
        try:
            with transaction.atomic():
                said = None if verb is None else verb.do()
        except Refused as error:
            return "", self._refused(error, data)
        if verb is None or said is False:
            return "unchanged", []
        return "changed" if change else "made", []

    def _said(self, form: Any) -> Blames:
        return [
            ("" if name == "__all__" else self._title(name), str(why)) for name, whys in form.errors.items()
            for why in whys
        ]

    def _refused(self, error: Refused, data: Data) -> Blames:
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
