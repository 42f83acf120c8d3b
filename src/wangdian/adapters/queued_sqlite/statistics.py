"""Lets SQLite know what its tables hold: PostgreSQL counts its rows by itself, SQLite plans blindly until it is told."""

from django.db import connection

ENOUGH = 1000
"""Of each index so many rows are looked at: it takes no longer in a large bank."""


def look_at_tables() -> None:
    """Safe at any time and to repeat; does nothing on PostgreSQL. https://sqlite.org/lang_analyze.html"""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ENOUGH}")
        cursor.execute("ANALYZE")
