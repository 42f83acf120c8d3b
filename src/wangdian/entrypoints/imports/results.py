"""What an import comes to, and how it is told while it goes on."""

from collections.abc import Callable
from dataclasses import dataclass, field

MOST_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong at a row; `column` is the file's own title, empty for the row as a whole."""

    row: int
    column: str
    why: str


@dataclass
class Result:
    """Exact counts; of the problems the first thousand are kept. `taken` says whether anything was stored."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    rows: int = 0
    taken: bool = False
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def stood(self) -> int:
        """How many rows are in the records now, or were before."""
        return self.made + self.changed + self.unchanged

    def blame(self, row: int, column: str, why: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(RowProblem(row, column, why))

    def count(self, came: str, rows: int = 1) -> None:
        """`came` is made, changed or unchanged; "" for a row whose outcome is known later."""
        self.made += rows * (came == "made")
        self.changed += rows * (came == "changed")
        self.unchanged += rows * (came == "unchanged")


@dataclass(frozen=True, slots=True)
class Step:
    """How far an import is: rows gone through, of how many, and what they came to. A file may be gone through twice."""

    read: int
    total: int
    result: Result


Progress = Callable[[Step], bool]
"""Told behind each part, within its transaction if it is kept, and returns whether to stop."""


class Stopped(Exception):
    """Somebody asked the import to stop; `result` is what it came to by then."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result
