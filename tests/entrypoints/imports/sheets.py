"""Spreadsheets that the tests of the import write."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

OUTLETS = ["code", "name_zh", "parent_code", "kind", "opened_on"]


def good_row(number: int) -> list[object]:
    return [f"X{number:03d}", f"新街{number}号网点", "B1", "light", "2020-01-01"]


def xlsx(path: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = tuple(OUTLETS)) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("网点")
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
