"""Opens an uploaded spreadsheet by what it is, not by what it is called."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wangdian.entrypoints.imports.csv_reader import CsvTable
from wangdian.entrypoints.imports.tables import Table, check_size
from wangdian.entrypoints.imports.xlsx_reader import XlsxTable
from wangdian.entrypoints.imports.zip_limits import OLD_EXCEL

ZIP = b"PK"


@contextmanager
def opened(path: Path) -> Iterator[Table]:
    """The file as a table, closed afterwards; raises Invalid for what is neither xlsx nor CSV."""
    check_size(path)
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(ZIP) or start == OLD_EXCEL:
        table = XlsxTable(path)
        try:
            yield table
        finally:
            table.close()
    else:
        yield CsvTable(path)
