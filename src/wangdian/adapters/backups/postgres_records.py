"""Copies a PostgreSQL database with pg_dump, and lays the copy down in one transaction."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg import IsolationLevel, sql
from psycopg.conninfo import make_conninfo

from wangdian.adapters.backups.postgres_script import run_script
from wangdian.ports.records import Progress, RecordsLost, must_be_equal

DEBIAN = Path("/usr/lib/postgresql")
OUR_SCHEMA = "public"
SECTIONS = ("pre-data", "data", "post-data")
"""Tables, rows, then what rows need not wait for: keys, indexes, triggers (pg_dump's own order)."""


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

    @contextmanager
    def lay(self, source: Path, rows: Mapping[str, int], progress: Progress) -> Iterator[None]:
        """One transaction from the clearing to the last count, so that whatever breaks, what was there is there."""
        progress("records", 0, len(rows))
        try:
            with psycopg.connect(self._conninfo) as connection:
                if self._clears:
                    connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
                    connection.execute("CREATE SCHEMA public")
                for section in SECTIONS:
                    with self._script(source, section) as lines:
                        run_script(connection, lines, lambda done: progress("records", done, len(rows)))
                must_be_equal(_rows_by_table(connection), rows)
                yield
        except psycopg.Error as error:
            raise RecordsLost(f"the records cannot be laid down: {error}") from error

    @contextmanager
    def _script(self, source: Path, section: str) -> Iterator[IO[bytes]]:
        """What pg_restore would run, as a script; raises RecordsLost if it could not write all of it."""
        arguments = ["--no-owner", "--no-privileges", f"--section={section}", "--file=-", str(source)]
        with tempfile.TemporaryFile() as told, subprocess.Popen(
            [_found("pg_restore"), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told,
        ) as program:
            if program.stdout is None:
                raise RecordsLost("pg_restore says nothing")
            yield program.stdout
            program.stdout.close()
            if program.wait() != 0:
                told.seek(0)
                raise RecordsLost(f"pg_restore: {told.read().decode(errors='replace').strip()}")

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
