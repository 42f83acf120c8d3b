"""Writes a list into a spreadsheet file, page after page by key, whatever its length."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext_noop
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from wangdian.entrypoints.exports.cells import Cell, cell_of, harmless
from wangdian.entrypoints.lists.listing import Listing
from wangdian.foundation.errors import Refused
from wangdian.foundation.paging import Page

Card = TypeVar("Card")
Fetch = Callable[[str | None, int], Page[Any]]
"""A page of cards behind a key."""
PAGE = 200
MOST_XLSX = 1_000_000
"""A sheet ends at 1,048,576 rows."""
MANY = gettext_noop(
    "This list has more than %(most)s rows, too many for one file. Narrow it with the filters, or have it written on "
    "the server: wangdian export",
)


class TooLong(Refused):
    """The list has more rows than a file may hold here: no file at all is better than one that looks whole."""

    status = 422
    code = "too_long"

    def __init__(self, most: int) -> None:
        super().__init__(MANY, {"most": f"{most:,}"})


def all_cards(fetch: Fetch, most: int | None = None) -> Iterator[Any]:
    """Every card of a list, read in pages. Raises TooLong before the first card beyond `most`."""
    after: str | None = None
    count = 0
    while True:
        page = fetch(after, PAGE)
        count += len(page.items)
        if most is not None and count > most:
            raise TooLong(most)
        yield from page.items
        if page.after is None:
            return
        after = page.after


def write_csv(listing: Listing[Any], fetch: Fetch, path: Path, most: int | None = None) -> int:
    """UTF-8 with the mark by which spreadsheet programs know it; returns the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([str(column.title) for column in listing.columns])
        for card in all_cards(fetch, most):
            writer.writerow([_csv_text(cell_of(column, card)) for column in listing.columns])
            count += 1
    return count


def write_xlsx(listing: Listing[Any], fetch: Fetch, path: Path, most: int | None = None) -> int:
    """Text stays text whatever it begins with; returns the number of rows. Raises TooLong beyond a million."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(listing.title)[:31])
    sheet.freeze_panes = "A2"
    titles = [WriteOnlyCell(sheet, str(column.title)) for column in listing.columns]
    for title in titles:
        title.font = Font(bold=True)
    sheet.append(titles)
    count = 0
    try:
        for card in all_cards(fetch, MOST_XLSX if most is None else min(most, MOST_XLSX)):
            sheet.append([_xlsx_cell(sheet, cell_of(column, card)) for column in listing.columns])
            count += 1
    finally:
        # Rows lie in a file of their own until they are saved, those of a list that is given up too.
        book.save(path)
    return count


Writer = Callable[[Listing[Any], Fetch, Path, int | None], int]
WRITERS: dict[str, Writer] = {"csv": write_csv, "xlsx": write_xlsx}


def _csv_text(value: Cell) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)


def _xlsx_cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
