"""Copies an SQLite database by SQLite's own online backup."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from wangdian.ports.records import Progress, RecordsLost, must_be_equal

PAGES_A_STEP = 2048
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name"


class SqliteRecords:
    """The database in `file`; to lay a copy down, `file` must not be in use."""

    engine = "sqlite"
    file_name = "records.sqlite3"

    def __init__(self, file: Path) -> None:
        self._file = file

    def copy(self, target: Path, progress: Progress) -> dict[str, int]:
        """Holds one read transaction throughout, so that writers neither wait nor start the copy anew."""
        if not self._file.exists():
            raise RecordsLost(f"{self._file} is not there")
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, isolation_level=None)) as source:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with closing(sqlite3.connect(target, isolation_level=None)) as copied:
                source.backup(
                    copied, pages=PAGES_A_STEP,
                    progress=lambda _status, left, total: progress("records", total - left, total),
                )
                copied.execute("PRAGMA journal_mode=DELETE")
                return _checked(copied)

    @contextmanager
    def lay(self, source: Path, rows: Mapping[str, int], progress: Progress) -> Iterator[None]:
        half = self._file.with_name(self._file.name + ".new")
        half.unlink(missing_ok=True)
        shutil.copyfile(source, half)
        try:
            with closing(sqlite3.connect(half, isolation_level=None)) as laid:
                must_be_equal(_checked(laid), rows)
            half.rename(self._file)
        finally:
            half.unlink(missing_ok=True)
        progress("records", 1, 1)
        yield

    def is_empty(self) -> bool:
        return not self._file.exists()


def _checked(database: sqlite3.Connection) -> dict[str, int]:
    """Rows by table of a database that SQLite itself finds whole."""
    try:
        (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        dangling = database.execute("PRAGMA foreign_key_check").fetchone()
        rows = {name: int(database.execute(_count_of(name)).fetchone()[0]) for (name,) in database.execute(TABLES)}
    except sqlite3.DatabaseError as error:
        raise RecordsLost(f"the copy cannot be read: {error}") from error
    if verdict != "ok" or dangling is not None:
        raise RecordsLost(f"the copy is not whole: {verdict}, {dangling}")
    return rows


def _count_of(table: str) -> str:
    quoted = table.replace('"', '""')
    return f'SELECT count(*) FROM "{quoted}"'
