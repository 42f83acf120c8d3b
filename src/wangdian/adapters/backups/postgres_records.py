"""Copies a PostgreSQL database with pg_dump and pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import IsolationLevel, sql
from psycopg.conninfo import make_conninfo

from wangdian.ports.records import Progress, RecordsLost

DEBIAN = Path("/usr/lib/postgresql")
OUR_SCHEMA = "public"


class PostgresRecords:
    """The database behind `where`: dbname, user, password, host, port, as libpq names them; empty ones left out.

    `clears` lets `lay` drop what is there.
    """

    engine = "postgresql"
    file_name = "records.dump"

    def __init__(self, where: Mapping[str, str], *, clears: bool = False) -> None:
        self._where = {name: value for name, value in where.items() if value}
        self._conninfo = make_conninfo(**self._where)
        self._clears = clears

    def copy(self, target: Path, progress: Progress) -> dict[str, int]:
        """The rows are counted in the very snapshot that pg_dump reads."""
        progress("records", 0, 1)
        with psycopg.connect(self._conninfo) as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            snapshot = _one(connection, sql.SQL("SELECT pg_export_snapshot()"))
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges",
                      f"--file={target}")
            rows = _rows_by_table(connection)
        progress("records", 1, 1)
        return rows

    def lay(self, source: Path, progress: Progress) -> dict[str, int]:
        progress("records", 0, 1)
        if self._clears:
            with psycopg.connect(self._conninfo) as connection:
                connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
                connection.execute("CREATE SCHEMA public")
        self._run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                  f"--dbname={self._where['dbname']}", str(source))
        with psycopg.connect(self._conninfo) as connection:
            rows = _rows_by_table(connection)
        progress("records", 1, 1)
        return rows

    def is_empty(self) -> bool:
        with psycopg.connect(self._conninfo) as connection:
            return not _tables(connection)

    def _run(self, program: str, *arguments: str) -> None:
        names = {"PGDATABASE": "dbname", "PGUSER": "user", "PGPASSWORD": "password", "PGHOST": "host", "PGPORT": "port"}
        environment = os.environ | {name: self._where[key] for name, key in names.items() if key in self._where}
        done = subprocess.run(
            [_found(program), *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )
        if done.returncode != 0:
            raise RecordsLost(f"{program}: {done.stderr.decode(errors='replace').strip()}")


def _found(program: str) -> str:
    """The newest of Debian's, since an older pg_dump refuses a newer server; else the one on the path."""
    newest = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda f: float(f.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which(program)
    if found is None:
        raise RecordsLost(f"{program} is not installed")
    return found


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [OUR_SCHEMA],
    )
    return [str(name) for (name,) in found]


def _rows_by_table(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    count = sql.SQL("SELECT count(*) FROM {}")
    return {
        name: int(str(_one(connection, count.format(sql.Identifier(OUR_SCHEMA, name))))) for name in _tables(connection)
    }


def _one(connection: psycopg.Connection[tuple[object, ...]], query: sql.SQL | sql.Composed) -> object:
    row = connection.execute(query).fetchone()
    if row is None:
        raise RecordsLost("a question had no answer")
    return row[0]
