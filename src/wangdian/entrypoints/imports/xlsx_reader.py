"""Reads the first visible sheet of an xlsx file, row by row."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wangdian.entrypoints.imports.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    BadCell,
    Cell,
    Row,
    as_text,
    check_rows,
    counted,
    header_of,
    unreadable,
)
from wangdian.entrypoints.imports.zip_limits import check_zip

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
BROKEN = (
    DefusedXmlException, InvalidFileException, ParseError, zipfile.BadZipFile, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, AssertionError,
)
"""What a damaged workbook makes openpyxl raise."""
ROW_END, FILLED = b"</row>", (b"<v", b"<is", b"<f")
MOST_BLANK = 20 * MOST_ROWS


class XlsxTable:
    """The sheet that a person sees first; hidden sheets are left alone."""

    def __init__(self, path: Path, most: int) -> None:
        check_zip(path)
        self._most = most
        # As bytes: openpyxl refuses names without an ending, and uploads are kept under their hash.
        self._file = path.open("rb")
        try:
            self._book = load_workbook(self._file, read_only=True, data_only=False, keep_links=False)
            visible = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        except BROKEN as error:
            self._file.close()
            raise unreadable(_("This xlsx file is damaged. Open it and save it again.")) from error
        if not visible:
            raise unreadable(_("The file has no visible sheet."))
        self._sheet = visible[0]
        self.total = self._looked_through(path)
        check_rows(self.total, most)
        first = next(self._lines(), None)
        self.header = header_of(first[1] if first else [])

    def rows(self) -> Iterator[Row]:
        """Every row that is not empty, behind the header."""
        return counted((
            Row(number, cells) for number, cells in self._lines() if number > 1 and any(cell != "" for cell in cells)
        ), self._most)

    def close(self) -> None:
        self._book.close()
        self._file.close()

    def _lines(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        self._sheet.reset_dimensions()
        try:
            for number, cells in enumerate(self._sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
                if number > MOST_BLANK:
                    raise unreadable(_("The sheet is far longer than it is filled. Copy the filled rows out."))
                yield number, tuple(_cell(cell) for cell in cells)
        except BROKEN as error:
            raise unreadable(_("This xlsx file is damaged. Open it and save it again.")) from error

    def _looked_through(self, path: Path) -> int:
        """How many rows behind the header hold something; refuses merged cells.

        Merged cells hold one value for several rows: which row it belongs to would be a guess.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                sheet = archive.read(_part_of(self._sheet))
        except BROKEN as error:
            raise unreadable(_("This xlsx file is damaged. Open it and save it again.")) from error
        found = MERGED.search(sheet)
        if found is not None:
            words = {"cells": found.group(1).decode(), "sheet": self._sheet.title}
            why = _("Cells %(cells)s of sheet “%(sheet)s” are merged. Each row needs its own values.")
            raise unreadable(why % words)
        return sum(any(mark in row for mark in FILLED) for row in sheet.split(ROW_END)) - 1


def _part_of(sheet: Any) -> str:
    """The place of the sheet's XML in the archive."""
    path: str = sheet._worksheet_path
    return path.lstrip("/")


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return BadCell(_("This cell holds a formula. Paste its value instead."))
    if cell.data_type == "e":
        return BadCell(_("This cell holds the error %(value)s.") % {"value": cell.value})
    return as_text(cell.value)


