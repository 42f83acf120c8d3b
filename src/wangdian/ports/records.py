"""The socket for copying all records away and laying them down elsewhere."""

from collections.abc import Callable
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

    def lay(self, source: Path, progress: Progress) -> dict[str, int]:
        """Lays a copy down, all of it or nothing; returns rows by table. Raises RecordsLost."""
        ...

    def is_empty(self) -> bool:
        """Whether there is nothing to overwrite."""
        ...
