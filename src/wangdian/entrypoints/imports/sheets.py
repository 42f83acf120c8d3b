"""Score sheets as spreadsheets: reads an uploaded one, and writes what counts now as one to begin with."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wangdian.apps.standards.editions import delivered
from wangdian.apps.standards.sheet_columns import COLUMNS, REQUIRED
from wangdian.apps.standards.sheet_rows import Cells, Reading, RowFault, read_rows
from wangdian.entrypoints.exports.cells import holdable
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.tables import BadCell, Row

HEAD = PatternFill("solid", fgColor="FFE9EEF6")
AS_TEXT, WIDTH = "@", 18


def read_sheet(path: Path, name: str) -> Reading:
    """Reads the file as the edition `name`; every problem of every row. Raises Invalid for what is no spreadsheet."""
    faults: list[RowFault] = []
    with opened(path) as table:
        columns = _columns(table.header, faults)
        reading = read_rows(name, _cells(table.rows(), columns, faults), delivered())
    told = {(one.row, one.column) for one in faults}
    reading.faults = sorted([*faults, *(one for one in reading.faults if (one.row, one.column) not in told)])
    if faults:
        reading.text = None
    return reading


def _columns(header: Sequence[str], faults: list[RowFault]) -> list[str]:
    """The column names behind the titles; what we do not know is named, and so is what is missing."""
    known = _titles()
    found = [known.get(title.strip().rstrip("*").casefold(), "") for title in header]
    for title, column in zip(header, found, strict=True):
        if not column:
            faults.append(RowFault(1, "", _("There is no column named %(title)s.") % {"title": title}))
    for column in sorted(REQUIRED - set(found)):
        faults.append(RowFault(1, column, _("This column is missing.")))
    for column in sorted({one for one in found if one and found.count(one) > 1}):
        faults.append(RowFault(1, column, _("This column is there twice.")))
    return found


def _titles() -> dict[str, str]:
    """Names and titles in every language we speak."""
    known = {name: name for name in COLUMNS}
    for language, _words in settings.LANGUAGES:
        with translation.override(language):
            known |= {str(title).casefold(): name for name, (title, _hint) in COLUMNS.items()}
    return known


def _cells(rows: Iterator[Row], columns: list[str], faults: list[RowFault]) -> Iterator[tuple[int, Cells]]:
    for row in rows:
        cells: dict[str, str] = {}
        for column, cell in zip(columns, row.cells, strict=False):
            if isinstance(cell, BadCell):
                faults.append(RowFault(row.number, column, cell.why))
            elif column:
                cells[column] = cell
        yield row.number, cells


def written(rows: Sequence[Cells]) -> bytes:
    """An xlsx with these rows below the titles, and a second sheet that explains the columns."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    sheet.title = _("Score sheet")
    for number, (name, (title, _hint)) in enumerate(COLUMNS.items(), start=1):
        cell = sheet.cell(1, number, f"{title}{'*' if name in REQUIRED else ''}")
        cell.font, cell.fill = Font(bold=name in REQUIRED), HEAD
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    for place, row in enumerate(rows, start=2):
        for number, name in enumerate(COLUMNS, start=1):
            cell = sheet.cell(place, number, holdable(row.get(name, "")))
            cell.number_format = AS_TEXT
            cell.data_type = "s"  # text stays text whatever it begins with
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(_("Columns")))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Worksheet) -> None:
    for number, title in enumerate((_("Column"), _("Name"), _("Hint")), start=1):
        cell = sheet.cell(1, number, title)
        cell.font, cell.fill = Font(bold=True), HEAD
    for row, (name, (label, hint)) in enumerate(COLUMNS.items(), start=2):
        for number, text in enumerate((str(label), name, str(hint)), start=1):
            sheet.cell(row, number, text).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABC", (24, 18, 70), strict=True):
        sheet.column_dimensions[letter].width = width
