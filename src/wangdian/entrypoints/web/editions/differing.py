"""What differs between two editions as a page tells it: equal changes in a line each, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from wangdian.apps.standards.edition_queries import DifferenceCard

EQUALS = 3
"""So many requirements that change alike are told in one line."""


@dataclass(frozen=True, slots=True)
class Alike:
    """One change, and of what it is said."""

    sort: str
    before: str
    after: str
    lines: tuple[DifferenceCard, ...]

    @property
    def whole(self) -> bool:
        """Whether it is said of the sheet as a whole."""
        return self.lines[0].level == "sheet"


def told_together(lines: Sequence[DifferenceCard]) -> tuple[tuple[Alike, ...], tuple[DifferenceCard, ...]]:
    """What is told in a line each, and what is left, both in the order of the lines."""
    found: dict[tuple[str, ...], list[DifferenceCard]] = {}
    for one in lines:
        found.setdefault((one.level, one.sort, one.before, one.after), []).append(one)
    alike = tuple(
        Alike(sort, before, after, tuple(there)) for (level, sort, before, after), there in found.items()
        if level == "sheet" or (level == "requirement" and len(there) >= EQUALS)
    )
    taken = {one for group in alike for one in group.lines}
    return alike, tuple(one for one in lines if one not in taken)
