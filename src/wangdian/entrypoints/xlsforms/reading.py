"""Reads a workbook in the XLSForm standard into lines that remember their sheet, row and columns."""

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from wangdian.entrypoints.imports.tables import unreadable
from wangdian.entrypoints.imports.zip_limits import check_zip
from wangdian.entrypoints.xlsforms.features import COLUMN_ALIASES, SETTING_ALIASES

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 80, 4000
MOST_BYTES = 4_000_000
BROKEN = (
    DefusedXmlException, InvalidFileException, ParseError, zipfile.BadZipFile, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, AssertionError,
)
"""What a damaged workbook makes openpyxl raise."""
TONGUES = {"zh": "zh", "zh-hans": "zh", "zh-cn": "zh", "chinese": "zh", "中文": "zh", "简体中文": "zh", "en": "en",
           "english": "en", "": ""}
NAMED = re.compile(r"(.*?)\s*\(([^)]+)\)\s*$")


class Column(NamedTuple):
    """A heading: as it is written, its name in the standard, and the language (zh, en, "" for none) or what follows."""

    written: str
    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds something; `cells` by column."""

    sheet: str
    number: int
    cells: Mapping[Column, str]

    def text(self, name: str, rest: str = "") -> str:
        """The cell of a column; "" if there is none."""
        return next((text for column, text in self.cells.items() if (column.name, column.rest) == (name, rest)), "")


@dataclass(slots=True)
class Workbook:
    """The lines of each sheet by its name; `refused` is what pyxform says against the whole, "" if nothing."""

    sheets: dict[str, list[Line]] = field(default_factory=dict)
    refused: str = ""


def tongue_of(language: str) -> str | None:
    """zh or en for a language as a heading names it, "" for none, None for any other."""
    plain = language.strip().lower()
    found = NAMED.fullmatch(plain)
    for name in (found.group(2), found.group(1)) if found else (plain,):
        if name.strip() in TONGUES:
            return TONGUES[name.strip()]
    return None


def read_workbook(data: bytes) -> Workbook:
    """Raises Invalid for what is no xlsx, or far more than a checklist."""
    if len(data) > MOST_BYTES:
        raise unreadable(_("This file is too large to be a checklist."))
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        check_zip(Path(file.name))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = Workbook({sheet.title.strip().lower(): list(_lines(sheet)) for sheet in book.worksheets})
    except BROKEN as error:
        raise unreadable(_("This xlsx file is damaged. Open it and save it again.")) from error
    found.refused = _complaint(data)
    return found


def _complaint(data: bytes) -> str:
    """What pyxform has against it: what ODK would not take is not taken here either."""
    try:
        convert(io.BytesIO(data), validate=False, file_type=".xlsx")
    except PyXFormError as error:
        return str(error)[:1000]
    except BROKEN as error:
        return str(error)[:1000] or _("pyxform cannot read it.")
    except RecursionError:
        return _("Its groups lie too deep within each other.")
    return ""


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()
    columns: list[Column] = []
    title = sheet.title.strip().lower()
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
        if number > MOST_ROWS or any(cell is not None for cell in cells[MOST_COLUMNS:]):
            words = {"sheet": sheet.title, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise unreadable(
                _("The sheet “%(sheet)s” has more than %(rows)s rows or %(columns)s columns.") % words,
            )
        texts = [_text(cell) for cell in cells]
        if not columns:
            columns = [_column(text, title) for text in texts]
            continue
        filled = {column: text for column, text in zip(columns, texts, strict=False) if text}
        if filled:
            yield Line(title, number, filled)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()[:LONGEST_CELL]


def _column(written: str, sheet: str) -> Column:
    """Language after "::", as in label::English (en); of media:: and our own columns the part behind."""
    name, _colons, rest = written.partition("::")
    plain = name.strip() if sheet == "choices" else name.strip().lower()
    aliases = {"survey": COLUMN_ALIASES, "settings": SETTING_ALIASES}.get(sheet, {})
    plain = aliases.get(plain.lower(), plain)
    if plain in {"wangdian", "media", "bind", "instance", "body"} or not rest:
        return Column(written, plain, rest.strip())
    tongue = tongue_of(rest)
    return Column(written, plain, rest.strip() if tongue is None else tongue)
