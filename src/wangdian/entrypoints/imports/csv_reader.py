"""Reads CSV files as spreadsheet programs write them: UTF-8 or GB 18030; comma, semicolon or tab."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from wangdian.entrypoints.imports.tables import Row, as_text, check_rows, check_size, counted, header_of, unreadable

UTF16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t"


class CsvTable:
    """A CSV file, decoded whole."""

    def __init__(self, path: Path, most: int) -> None:
        check_size(path)
        text = _decoded(path.read_bytes())
        first = text.split("\n", 1)[0]
        delimiter = max(DELIMITERS, key=first.count)
        self._text, self._delimiter, self._most = text, delimiter, most
        self.total = sum(bool(line.strip()) for line in text.splitlines()) - 1
        check_rows(self.total, most)
        lines = self._lines()
        self.header = header_of([as_text(cell) for cell in next(lines, (1, []))[1]])

    def rows(self) -> Iterator[Row]:
        """Every row that is not empty, behind the header."""
        return counted((
            Row(number, tuple(as_text(cell) for cell in cells))
            for number, cells in self._lines() if number > 1 and any(cell.strip() for cell in cells)
        ), self._most)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                yield number, cells
        except csv.Error as error:
            raise unreadable(_why(str(error)) % {"row": number + 1}) from error


def _why(said: str) -> str:
    """What the reader says in English alone, with what to do about it."""
    if said.startswith("unexpected end"):
        return _("A quotation mark in row %(row)s is never closed. Close it, or save the file again as “CSV UTF-8”.")
    if "expected after" in said:
        return _(
            "In row %(row)s something stands behind a closing quotation mark. Write a quotation mark inside of a value "
            "twice, or save the file again as “CSV UTF-8”.",
        )
    if said.startswith("field larger"):
        return _("A value in row %(row)s is far too long. Is a quotation mark missing at its end?")
    return _("Row %(row)s cannot be read as CSV. Open the file in a spreadsheet and save it again as “CSV UTF-8”.")


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16):
        raise unreadable(_("The file is UTF-16. Save it as “CSV UTF-8”."))
    if b"\x00" in data:
        raise unreadable(_("This is no CSV file: it holds zero bytes."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as utf8_error:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            line = data[: utf8_error.start].count(b"\n") + 1
            why = _("The file is neither UTF-8 nor GB 18030 (see row %(row)s). Save it as “CSV UTF-8”.")
            raise unreadable(why % {"row": line}) from error
