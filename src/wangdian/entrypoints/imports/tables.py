"""A spreadsheet as the import sees it: a header, numbered rows of text, and what cannot be read said by cell."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext as _

from wangdian.foundation.errors import Invalid, Problem

MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_BYTES = 10 * 1024 * 1024
LONGEST_CELL = 4_000


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that is no text: a formula, an error, something too long; `why` is a sentence."""

    why: str


Cell = str | BadCell


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty, with its number in the file as a person counts (the header is 1)."""

    number: int
    cells: tuple[Cell, ...]


class Table(Protocol):
    """An open file; reading `rows` may raise Invalid for what spoils the whole file. `total` rows are expected."""

    header: tuple[str, ...]
    total: int

    def rows(self) -> Iterator[Row]: ...


def unreadable(why: str) -> Invalid:
    """The file as a whole is refused."""
    return Invalid([Problem("file", why)])


def check_size(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise unreadable(_("The file is empty."))
    if size > MOST_BYTES:
        words = {"size": round(size / 1024 / 1024, 1), "most": MOST_BYTES // 1024 // 1024}
        raise unreadable(_("The file has %(size)s MB; at most %(most)s MB are read. Split it.") % words)


def check_rows(count: int, most: int) -> None:
    if count > most:
        raise unreadable(_("The file has more than %(most)s rows. Split it.") % {"most": f"{most:,}"})


def counted(rows: Iterator[Row], most: int) -> Iterator[Row]:
    """The rows, as long as they are not too many."""
    for count, row in enumerate(rows, start=1):
        check_rows(count, most)
        yield row


def header_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The titles, blank ones at the end left out; raises Invalid for formulas, gaps and too many."""
    titles = [cell if isinstance(cell, str) else "" for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    if not titles:
        raise unreadable(_("The first row must hold the titles of the columns."))
    if len(titles) > MOST_COLUMNS:
        raise unreadable(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    return tuple(titles)


def as_text(value: Any) -> Cell:
    """What stands in a cell as text: days as 2026-01-31, whole numbers without a point, booleans as true and false."""
    for sort, written in _WRITERS:
        if isinstance(value, sort):
            return written(value)
    return "" if value is None else _plain(str(value))


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M:%S}"


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")


_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "true" if value else "false"), (datetime, _moment), (date, date.isoformat),
    (time, lambda value: f"{value:%H:%M}"), (int, str), (float, _number),
)
"""The first that fits writes the value: a bool is an int, a moment is a day."""


def _plain(text: str) -> Cell:
    text = text.strip()
    if len(text) > LONGEST_CELL:
        words = {"length": f"{len(text):,}", "most": f"{LONGEST_CELL:,}"}
        return BadCell(_("This cell has %(length)s characters; at most %(most)s are read.") % words)
    if text.startswith("="):
        return BadCell(_("This cell holds a formula. Paste its value instead."))
    if text[:2] in {"'=", "'+", "'-", "'@"}:
        return text[1:]
    return text
