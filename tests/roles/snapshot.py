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

    SQLite counts every row that was ever written, also if it was undone: while the count stands still, so do the
    tables, and need not be read again.
    """

    def __init__(self) -> None:
        self._before = snapshot()
        self._writes = _writes()

    def changed(self) -> list[str]:
        """The tables that differ from when the watch began."""
        writes = _writes()
        if writes is not None and writes == self._writes:
            return []
        self._writes = writes
        return changed(self._before, snapshot())


def _writes() -> int | None:
    connection.ensure_connection()
    return connection.connection.total_changes if connection.vendor == "sqlite" else None
