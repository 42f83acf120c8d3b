"""Remembers the rows that later rows of the same file lean on, while what they made is undone part by part."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_LAID = 200
"""Of more rows than this, only the latest are laid again, so that a part stays short whatever the file holds."""
Data = Mapping[str, Any]
Lean = tuple[tuple[str, ...], tuple[str, ...]]
"""(mine, theirs): a row leans on the earlier rows whose fields `theirs` hold what its own fields `mine` do."""


class EarlierRows:
    """The rows gone through, and which of them stand in the present transaction."""

    def __init__(self, leans: Sequence[Lean]) -> None:
        self._leans = leans
        self._rows: dict[int, Data] = {}
        self._found: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        self._standing: set[int] = set()

    def begin_part(self) -> None:
        """What stood was undone with the part before."""
        self._standing.clear()

    def remember(self, number: int, data: Data) -> None:
        if not self._leans:
            return
        self._rows[number] = data
        self._standing.add(number)
        for index, (_mine, theirs) in enumerate(self._leans):
            self._found.setdefault((index, _values(data, theirs)), []).append(number)

    def missing_for(self, data: Data) -> list[tuple[int, Data]]:
        """The rows that a row leans on, and those that these lean on, in the order of the file; they stand from now."""
        wanted: set[int] = set()
        asking = [data]
        while asking:
            for number in self._leant_on(asking.pop()):
                if number not in wanted and number not in self._standing:
                    wanted.add(number)
                    asking.append(self._rows[number])
        chosen = sorted(wanted)[-MOST_LAID:]
        self._standing.update(chosen)
        return [(number, self._rows[number]) for number in chosen]

    def _leant_on(self, data: Data) -> list[int]:
        found: list[int] = []
        for index, (mine, _theirs) in enumerate(self._leans):
            values = _values(data, mine)
            if all(values):
                found += self._found.get((index, values), [])[-MOST_LAID:]
        return found


def _values(data: Data, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(data.get(name, "")).strip() for name in names)
