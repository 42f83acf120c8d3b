"""Runs a script as pg_restore writes it over a connection of ours, inside a transaction of ours.

psql could run it too, but obeys lines of the script that start programs; here they are no more than wrong SQL.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import psycopg

from wangdian.ports.records import RecordsLost

BLOCK = 1 << 20
COPY = re.compile(rb"COPY .+ FROM stdin;\n")
END_OF_ROWS = b"\\.\n"
FOR_PSQL = re.compile(rb"\\(un)?restrict \w+\n")
"""Newer versions open and close a script with these, to keep psql from obeying what lies between."""


def run_script(
    connection: psycopg.Connection[tuple[object, ...]], lines: Iterable[bytes], tick: Callable[[int], None],
) -> None:
    """Runs SQL and rows; `tick` is told how many tables were filled. Raises psycopg.Error, or RecordsLost at a cut."""
    rest, waiting, tables = iter(lines), bytearray(), 0
    for line in rest:
        if COPY.fullmatch(line):
            _run(connection, waiting)
            with connection.cursor() as cursor, cursor.copy(line) as copying:
                for block in _rows(rest):
                    copying.write(block)
            tables += 1
            tick(tables)
        elif not FOR_PSQL.fullmatch(line):
            waiting += line
    _run(connection, waiting)


def _run(connection: psycopg.Connection[tuple[object, ...]], waiting: bytearray) -> None:
    if waiting.strip():
        connection.execute(bytes(waiting))
    waiting.clear()


def _rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The rows of one table in blocks: a line break inside a value is escaped, so that a row is a line."""
    block = bytearray()
    for line in lines:
        if line == END_OF_ROWS:
            yield bytes(block)
            return
        block += line
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    raise RecordsLost("the rows of a table were cut off")
