"""What is wrong with a file of the catalogue, told by file, line, entry and field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from wangdian.domain.pack_text import Path, Plain
from wangdian.foundation.errors import Refused

_UNION_TAGS = frozenset((
    "observed", "measured", "dated", "monitored", "ratio", "table", "per_started",
    "date", "datetime", "decimal", "str",
))


@dataclass(frozen=True, order=True, slots=True)
class PackProblem:
    """One problem: `entry` is an id such as OUT-01, "" for the whole file; `line` counts from 1, 0 if unknown."""

    file: str
    line: int
    entry: str
    field: str
    why: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.entry, self.field) if part)
        return f"{self.file}:{self.line}: {where}: {self.why}" if where else f"{self.file}:{self.line}: {self.why}"


class PackRefused(Refused):
    """Nothing of the text was taken over; every problem is named at once."""

    status = 422
    code = "invalid"

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        super().__init__("The catalogue is not right.")
        self.problems = tuple(sorted(problems))

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True)
class Located:
    """A file and the lines of its values."""

    file: str
    lines: Mapping[Path, int]

    def problem(self, path: Path, entry: str, field: str, why: str) -> PackProblem:
        return PackProblem(self.file, self._line(path), entry, field, why)

    def problems(self, error: ValidationError, path: Path, entry: str) -> list[PackProblem]:
        """The problems of a schema, each at the deepest line that is known."""
        found: list[PackProblem] = []
        told = error.errors()
        for one in told:
            if one["type"] == "too_short" and any(_lies_under(other["loc"], one["loc"]) for other in told):
                continue
            loc = _without_tags(one["loc"])
            field, why = _own_field(".".join(map(str, loc)), _plainly(one["type"], one["msg"]))
            found.append(self.problem((*path, *loc), entry, field, why))
        return found

    def _line(self, path: Path) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def _lies_under(loc: Path, list_loc: Path) -> bool:
    """A list counts only its good members: that it is too short follows from a bad one, and is not told."""
    return len(loc) > len(list_loc) and loc[: len(list_loc)] == list_loc


def _without_tags(loc: tuple[str | int, ...]) -> Path:
    """Drops the names of union members, which the schema puts into its paths and the file does not have."""
    return tuple(part for n, part in enumerate(loc) if n == 0 or part not in _UNION_TAGS)


def _plainly(sort: str, why: str) -> str:
    plain = {"extra_forbidden": "unknown field", "missing": "missing"}
    return plain.get(sort, why.removeprefix("Value error, "))


def _own_field(field: str, why: str) -> tuple[str, str]:
    """A check over a whole entry names its field in front of a colon."""
    name, colon, rest = why.partition(": ")
    if field or not colon or " " in name:
        return field, why
    return name, rest


def entry_name(plain: Plain, key: str, number: int) -> str:
    """What to call an entry that may be broken: its id, or its number from 1."""
    name = plain.get(key) if isinstance(plain, dict) else None
    return name if isinstance(name, str) else f"#{number + 1}"
