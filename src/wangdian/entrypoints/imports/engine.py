"""Takes a spreadsheet in by short parts, each a transaction, so that others may write in between."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.entrypoints.imports.columns import Columns, columns_of
from wangdian.entrypoints.imports.results import Progress, Result, Step, Stopped
from wangdian.entrypoints.imports.rows import Work
from wangdian.entrypoints.imports.specs import ImportSpec
from wangdian.entrypoints.imports.tables import Row, Table, unreadable

PART = 50
"""Rows of one transaction: what one person's import may make all others wait for, some tenths of a second."""
PAUSE_S = 0.15
"""How long the records are left alone between parts: who waits for SQLite looks again every tenth of a second."""
pause: Callable[[float], None] = time.sleep


class _Undone(Exception):
    """Rolls a part back: a dry run, or a file with problems."""


def take_in(
    spec: ImportSpec, table: Table, who: Actor, *, dry_run: bool = False, take_good_rows: bool = False,
    progress: Progress | None = None, begun: Step | None = None,
) -> Result:
    """Does the work; stores nothing for a dry run, or for any problem unless the good rows are to be taken.

    A file of more than one part is first gone through with every part undone, and only if that finds no problem (or
    the good rows are to be taken) once more to keep. What changes in between is the one way to a problem behind the
    first part kept: such rows are refused, named, and the others stored. `begun` is where an earlier try that had kept
    something was broken off; it goes on from there.
    Raises Invalid for what spoils the file as a whole, NotAllowed without the right to import, Stopped when asked to;
    what a stopped run has kept by then stays.
    """
    guard_somewhere(who, Right.IMPORT)
    way = _Way(spec, table, who, columns_of(spec.form, table.header), progress or _silent, total=table.total)
    if begun is not None and begun.result.taken:
        way.gone, way.total = begun.read, begun.total
        return way.keep(even_half=True, begun=begun.result)
    rows = sum(1 for _row in islice(table.rows(), way.part + 1))
    if rows == 0:
        raise unreadable(_("There is no row below the titles. Fill in at least one and upload the file again."))
    if dry_run:
        return way.check(final=True)
    if take_good_rows or rows <= way.part:
        return way.keep(even_half=take_good_rows)
    way.total *= 2
    checked = way.check(final=False)
    return checked if checked.refused else way.keep(even_half=True)


def _silent(_step: Step) -> bool:
    """Nobody watches."""
    return False


@dataclass
class _Way:
    """How a file is gone through; `gone` rows of `total`, both rounds counted."""

    spec: ImportSpec
    table: Table
    who: Actor
    columns: Columns
    progress: Progress
    total: int
    gone: int = 0
    parts: int = 0

    @property
    def part(self) -> int:
        """Rows of one transaction; more where one verb takes them all."""
        return self.spec.part or PART

    def check(self, *, final: bool) -> Result:
        work = Work(self.spec, self.who, self.columns)
        for rows, last in _parts(self.table.rows(), self.part):
            self._begin_part(work)
            with _undoing():
                self._do(work, rows, last=last, alone=True)
                raise _Undone
            self._may_stop(self._tell(work, rows), work, over=last and final)
        return work.result

    def keep(self, *, even_half: bool, begun: Result | None = None) -> Result:
        """`even_half`: whatever is wrong with a row, the others are kept."""
        work, rows_left = Work(self.spec, self.who, self.columns, begun), self.table.rows()
        for row in islice(rows_left, work.result.rows):
            work.skip(row)
        for rows, last in _parts(rows_left, self.part):
            self._begin_part(work)
            kept = stop = False
            with _undoing():
                self._do(work, rows, last=last, alone=False)
                if work.result.refused and not even_half:
                    raise _Undone
                work.result.taken = work.result.stood > 0
                stop, kept = self._tell(work, rows), True
            if not kept:
                stop = self._tell(work, rows)
            self._may_stop(stop, work, over=last)
        return work.result

    def _begin_part(self, work: Work) -> None:
        if self.parts and connection.vendor == "sqlite":
            pause(PAUSE_S)
        self.parts += 1
        work.begin_part()

    def _do(self, work: Work, rows: list[Row], *, last: bool, alone: bool) -> None:
        for row in rows:
            work.do(row, alone=alone)
        work.finish_part()
        if last:
            work.finish()

    def _tell(self, work: Work, rows: list[Row]) -> bool:
        self.gone += len(rows)
        return self.progress(Step(self.gone, max(self.gone, self.total), work.result))

    def _may_stop(self, stop: bool, work: Work, *, over: bool) -> None:
        if stop and not over:
            raise Stopped(work.result)


@contextmanager
def _undoing() -> Iterator[None]:
    """A transaction that _Undone rolls back without another word."""
    try:
        with transaction.atomic():
            yield
    except _Undone:
        pass


def _parts(rows: Iterator[Row], most: int) -> Iterator[tuple[list[Row], bool]]:
    """Lists of at most so many rows, and whether it is the last; at least one, if only an empty one."""
    part = list(islice(rows, most))
    while True:
        following = list(islice(rows, most))
        yield part, not following
        if not following:
            return
        part = following
