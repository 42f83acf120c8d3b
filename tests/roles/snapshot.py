"""One number for the content of every table, so that a refusal can be shown to have changed nothing."""

import hashlib

from django.apps import apps
from django.db import connection


def tables() -> list[str]:
    """Every table of the product, those of the framework included."""
    return [model._meta.db_table for model in apps.get_models(include_auto_created=True)]


def snapshot() -> dict[str, tuple[int, str]]:
    """Row count and content hash of each table, sessions and framework tables included."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def changed(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    """The tables that differ."""
    return [table for table in before if before[table] != after[table]]


class Watch:
    """A snapshot and what differs from it now.

    Both databases count every row that was written, also if it was undone: while the count stands still, so do the
    tables, and need not be read again.
    """

    def __init__(self) -> None:
        self._before = snapshot()
        self._writes = _writes()

    def changed(self) -> list[str]:
        """The tables that differ from when the watch began."""
        writes = _writes()
        if writes == self._writes:
            return []
        self._writes = writes
        return changed(self._before, snapshot())


def _writes() -> int:
    """By this connection; on PostgreSQL within the transaction that a test runs in."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_all_tables")
        return int(cursor.fetchone()[0])
