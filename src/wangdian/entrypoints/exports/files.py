"""Writes a list into a spreadsheet file, page after page by key, whatever its length."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from wangdian.entrypoints.exports.cells import Cell, cell_of, harmless
from wangdian.entrypoints.lists.listing import Listing
from wangdian.foundation.paging import Page

Card = TypeVar("Card")
Fetch = Callable[[str | None, int], Page[Any]]
"""A page of cards behind a key."""
PAGE = 200
MOST_XLSX = 1_000_000
"""A sheet ends at 1,048,576 rows."""


def all_cards(fetch: Fetch) -> Iterator[Any]:
    """Every card of a list, read in pages."""
    after: str | None = None
    while True:
        page = fetch(after, PAGE)
        yield from page.items
        if page.after is None:
            return
        after = page.after


def write_csv(listing: Listing[Any], fetch: Fetch, path: Path) -> int:
    """UTF-8 with the mark by which spreadsheet programs know it; returns the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([str(column.title) for column in listing.columns])
        for card in all_cards(fetch):
            writer.writerow([_csv_text(cell_of(column, card)) for column in listing.columns])
            count += 1
    return count


def write_xlsx(listing: Listing[Any], fetch: Fetch, path: Path) -> int:
    """Text stays text whatever it begins with; returns the number of rows, a million at most."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(listing.title)[:31])
    sheet.freeze_panes = "A2"
    titles = [WriteOnlyCell(sheet, str(column.title)) for column in listing.columns]
    for title in titles:
        title.font = Font(bold=True)
    sheet.append(titles)
    count = 0
    for card in all_cards(fetch):
        sheet.append([_xlsx_cell(sheet, cell_of(column, card)) for column in listing.columns])
        count += 1
        if count == MOST_XLSX:
            break
    book.save(path)
    return count


WRITERS: dict[str, Callable[[Listing[Any], Fetch, Path], int]] = {"csv": write_csv, "xlsx": write_xlsx}


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
