"""Lets SQLite know what its tables hold: PostgreSQL counts by itself, SQLite plans blindly until it is told."""

from django.db import connection

ENOUGH = 20_000
"""Of each index so many rows are looked at. With the thousand that SQLite proposes, a day on which forty thousand
scores stand looks as if it had two hundred, and lists are read by the wrong index."""


def look_at_tables() -> None:
    """Safe at any time and to repeat; writers wait for one table at most. Nothing on PostgreSQL.

    https://sqlite.org/lang_analyze.html
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ENOUGH}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
