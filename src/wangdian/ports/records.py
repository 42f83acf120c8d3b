"""The socket for copying all records away and laying them down elsewhere."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

Progress = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""


class RecordsLost(Exception):
    """What was copied or laid down is not whole; the words say where."""


class Records(Protocol):
    """A database as a whole."""

    engine: str
    file_name: str

    def copy(self, target: Path, progress: Progress) -> dict[str, int]:
        """Writes one consistent state to `target` while others write; returns rows by table."""
        ...

    def lay(self, source: Path, rows: Mapping[str, int], progress: Progress) -> AbstractContextManager[None]:
        """Lays a copy down in place of what is there, which stays unless the block is entered and ends well.

        The block is entered once everything is laid and each table was found to hold as many rows as `rows` says;
        raises RecordsLost before that.
        """
        ...

    def is_empty(self) -> bool:
        """Whether there is nothing to overwrite."""
        ...


def must_be_equal(laid: Mapping[str, int], rows: Mapping[str, int]) -> None:
    """Raises RecordsLost with the names of the tables whose counts of rows differ."""
    wrong = sorted(name for name in {*laid, *rows} if laid.get(name) != rows.get(name))
    if wrong:
        raise RecordsLost(f"the counts of rows differ: {', '.join(wrong)}")
