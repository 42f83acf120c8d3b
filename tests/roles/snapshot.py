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
