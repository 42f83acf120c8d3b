"""The empty spreadsheet of a noun: its columns, one example row, and a sheet that explains them."""

from io import BytesIO

from django import forms
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wangdian.entrypoints.imports.specs import ImportSpec

HEAD = PatternFill("solid", fgColor="FFE9EEF6")
MUST, WIDTH = Font(bold=True), 20
AS_TEXT = "@"
"""Text cells keep leading zeros of codes."""


def template_of(spec: ImportSpec) -> bytes:
    """An xlsx in the present language; columns that must be filled carry a star."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    sheet.title = str(spec.title)[:31]
    fields: dict[str, forms.Field] = spec.form(data={}).fields
    for number, (name, field) in enumerate(fields.items(), start=1):
        cell = sheet.cell(1, number, f"{field.label}{'*' if field.required else ''}")
        cell.font, cell.fill = Font(bold=field.required), HEAD
        sheet.cell(2, number, spec.example.get(name, "")).number_format = AS_TEXT
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDTH
        for row in range(3, 203):
            sheet.cell(row, number).number_format = AS_TEXT
        _offer(sheet, field, letter)
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(_("Columns")), fields)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _words(field: forms.Field) -> list[str]:
    if isinstance(field, forms.ChoiceField):
        return [str(word) for code, word in list(field.widget.choices) if code != ""]
    return [_("yes"), _("no")] if isinstance(field, forms.BooleanField) else []


def _offer(sheet: Worksheet, field: forms.Field, letter: str) -> None:
    """A list to choose from, where it fits into what a spreadsheet holds (255 characters, no commas)."""
    words = _words(field)
    listed = ",".join(words)
    single = not isinstance(field, forms.MultipleChoiceField)
    if single and words and len(listed) <= 250 and not any("," in word or '"' in word for word in words):
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}5000")


def _explain(sheet: Worksheet, fields: dict[str, forms.Field]) -> None:
    titles = [_("Column"), _("Name"), _("Must be filled"), _("Allowed values"), _("Hint")]
    for number, title in enumerate(titles, start=1):
        cell = sheet.cell(1, number, title)
        cell.font, cell.fill = MUST, HEAD
    for row, (name, field) in enumerate(fields.items(), start=2):
        must = _("yes") if field.required else ""
        line = [str(field.label), name, must, _allowed(name, field), str(field.help_text)]
        for number, text in enumerate(line, start=1):
            sheet.cell(row, number, text).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDE", (26, 22, 12, 60, 50), strict=True):
        sheet.column_dimensions[letter].width = width


def _allowed(name: str, field: forms.Field) -> str:
    words = _words(field)
    if words and isinstance(field, forms.ChoiceField):
        return "\n".join(f"{word} ({code})" for code, word in list(field.widget.choices) if code != "")
    if words:
        return " / ".join(words)
    if isinstance(field, forms.DateTimeField):
        return "2026-01-31 09:00"
    if isinstance(field, forms.DateField):
        return "2026-01-31"
    longest = getattr(field, "max_length", None)
    return _("at most %(longest)s characters") % {"longest": longest} if longest else ""
