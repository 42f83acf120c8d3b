"""Writes a form as a workbook in the XLSForm standard: the sheets survey, choices and settings."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from wangdian.entrypoints.xlsforms.rows import LANGUAGES, Form, Row, Said

OWN = "wangdian::"
"""What our own columns begin with; every other program passes them by."""
OWN_COLUMNS = ("key", "subject", "severity", "photos", "unit", "min", "max", "optional", "more")
PLAIN = ("type", "name")
TOLD = ("label", "hint", "constraint_message")
RULES = ("relevant", "constraint", "required", "appearance", "parameters", "calculation")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(form: Form) -> bytes:
    """The bytes of an xlsx file."""
    book = Workbook(write_only=True)
    _sheet(book, "survey", _survey(form.rows))
    _sheet(book, "choices", [
        ["list_name", "name", *_told("label")],
        *([name, choice.name, *choice.label] for name, list_ in form.lists.items() for choice in list_),
    ])
    _sheet(book, "settings", [
        ["form_title", "form_id", "version", "default_language"], [form.title, form.id, form.version, LANGUAGES[0]],
    ])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _told(column: str) -> list[str]:
    return [f"{column}::{language}" for language in LANGUAGES]


def _survey(rows: Iterable[Row]) -> Iterable[list[str]]:
    yield [
        *PLAIN, *(name for column in TOLD for name in _told(column)), *_told("image"), *RULES,
        *(OWN + name for name in OWN_COLUMNS),
    ]
    for row in rows:
        told: list[Said] = [getattr(row, column) or Said("", "") for column in TOLD]
        own = row.own()
        yield [
            row.type, row.name, *(text for words in told for text in words), row.picture, row.picture,
            *(getattr(row, column) for column in RULES), *(own.get(name, "") for name in OWN_COLUMNS),
        ]


def _sheet(book: Workbook, title: str, lines: Iterable[list[str]]) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines):
        cells = [WriteOnlyCell(sheet, text or None) for text in line]
        for cell in cells:
            # Text stays text whatever it begins with.
            cell.data_type = "s" if cell.value is not None else cell.data_type
            cell.font = Font(bold=number == 0)
        sheet.append(cells)
