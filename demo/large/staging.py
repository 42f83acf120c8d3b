"""Writes many rows fast on both databases: tables for the while, indexes made afterwards, checks put off."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from wangdian.adapters.queued_sqlite.statistics import look_at_tables

WORTH_IT = 3000
"""From so many new outlets on it is faster to make the indexes anew than to keep them."""
Row = Sequence[object]


def run(sql: str, params: Row = ()) -> int:
    """Returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.rowcount


def rows_of(sql: str, params: Row = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


def fill(table: str, columns: str, rows: Iterable[Row]) -> None:
    """Inserts rows of plain values; `columns` are their names, with commas."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * (columns.count(",") + 1))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def prepared(model: type[Model], names: Sequence[str], values: Row) -> Row:
    """Values as the columns of a model hold them, for `fill`."""
    fields = [model._meta.get_field(name) for name in names]
    return [one.get_db_prep_save(value, connection) for one, value in zip(fields, values, strict=True)]


def temporary(table: str, columns: str, rows: Iterable[Row]) -> None:
    """A table of this session alone; `columns` are names with types, as SQL has them."""
    run(f"DROP TABLE IF EXISTS {table}")
    run(f"CREATE TEMPORARY TABLE {table} ({columns})")
    fill(table, ", ".join(column.split()[0] for column in columns.split(", ")), rows)
    looked_at(table)


def looked_at(*tables: str) -> None:
    """Has PostgreSQL count what was written, in the midst of a transaction too: else it plans for empty tables."""
    if connection.vendor == "postgresql":
        for table in tables:
            run(f"ANALYZE {table}")


def last_numbers() -> list[tuple[date, int]]:
    """Of each day on which orders were numbered, the last number."""
    whole = "CAST(substr(number, 11) AS integer)"
    rows = rows_of(f"SELECT substr(number, 2, 8), max({whole}) FROM work_workorder GROUP BY 1")
    return [(date(int(day[:4]), int(day[4:6]), int(day[6:])), last) for day, last in rows]


def moved(column: str, days: str) -> str:
    """The moment in a column, so many days earlier."""
    if connection.vendor == "postgresql":
        return f"({column} - {days} * interval '1 day')"
    return f"datetime({column}, '-' || {days} || ' days')"


def another_id(column: str, start: str) -> str:
    """A UUID made out of the one in a column, with other first eight digits."""
    if connection.vendor == "postgresql":
        return f"({start} || substr({column}::text, 9))::uuid"
    return f"({start} || substr({column}, 9))"


@contextmanager
def in_bulk(models: Sequence[type[Model]], new_outlets: int) -> Iterator[None]:
    """Rows come without checks of references, and where it is worth it without the indexes, which are made after."""
    dropped = _drop_indexes(models) if new_outlets >= WORTH_IT else []
    lenient = _without_checks()
    try:
        yield
    finally:
        for sql in dropped:
            run(sql)
        for sql in lenient:
            run(sql)
    if connection.vendor == "postgresql":
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models)):
            run(sql)


def told() -> None:
    """Lets the database know what it holds now, as it learns by and by in a bank that runs."""
    if connection.vendor == "postgresql":
        run("ANALYZE")
    look_at_tables()


def _without_checks() -> list[str]:
    """Returns what puts the checks back. The rows are made out of rows that were checked."""
    if connection.vendor == "sqlite":
        if not connection.in_atomic_block:
            run("PRAGMA foreign_keys=OFF")
            run("PRAGMA synchronous=OFF")
            return ["PRAGMA foreign_keys=ON", "PRAGMA synchronous=NORMAL"]
        return []
    if rows_of("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")[0][0]:
        run("SET session_replication_role = replica")
        return ["SET session_replication_role = DEFAULT"]
    return []


def _drop_indexes(models: Sequence[type[Model]]) -> list[str]:
    """Drops what is no constraint; returns what makes it again."""
    tables = [model._meta.db_table for model in models]
    marks = ", ".join(["%s"] * len(tables))
    if connection.vendor == "sqlite":
        found = rows_of(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
            tables,
        )
    else:
        found = rows_of(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
            f"AND tablename IN ({marks}) AND indexname NOT IN (SELECT conname FROM pg_constraint)", tables,
        )
    for name, _sql in found:
        run(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]
