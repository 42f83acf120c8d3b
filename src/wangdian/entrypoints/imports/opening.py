"""Opens an uploaded spreadsheet by what it is, not by what it is called."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wangdian.entrypoints.imports.csv_reader import CsvTable
from wangdian.entrypoints.imports.tables import MOST_ROWS, Table, check_size
from wangdian.entrypoints.imports.xlsx_reader import XlsxTable
from wangdian.entrypoints.imports.zip_limits import OLD_EXCEL, check_zip

ZIP = b"PK"


def opened_size(path: Path) -> int:
    """The bytes that reading the file means, unpacked; raises Invalid for what is beyond all measure. Opens nothing."""
    check_size(path)
    return check_zip(path) if _is_workbook(path) else path.stat().st_size


@contextmanager
def opened(path: Path, most: int = MOST_ROWS) -> Iterator[Table]:
    """The file as a table of so many rows at most, closed afterwards; raises Invalid for what is no xlsx nor CSV."""
    check_size(path)
    if _is_workbook(path):
        table = XlsxTable(path, most)
        try:
            yield table
        finally:
            table.close()
    else:
        yield CsvTable(path, most)


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(4)
    return start.startswith(ZIP) or start == OLD_EXCEL
