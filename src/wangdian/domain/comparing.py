"""Which two checks of the same thing may be held against each other: other kind, other person, soon after."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(days=7)
"""Longer apart, the thing itself may have changed: our own default."""
JUDGED = frozenset({"holds", "fails", "not_applicable"})
"""Who could not tell neither agrees nor disagrees."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The answer that counts of one walk about one thing; `kind` is the walk's, `says` its verdict."""

    id: str
    kind: str
    by: int
    at: datetime
    says: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Something became known about the thing between checks: it was `mended`, or a fault `appeared`."""

    at: datetime
    became: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers that speak of the same state of the same thing."""

    earlier: Looked
    later: Looked

    @property
    def agrees(self) -> bool:
        return self.earlier.says == self.later.says


def pairs(answers: Iterable[Looked], turns: Collection[Turn] = (), within: timedelta = WITHIN) -> tuple[Pair, ...]:
    """Each answer with the latest before it of another kind by another person; in the order of the later ones."""
    known = sorted((one for one in answers if one.says in JUDGED), key=lambda one: (one.at, one.id))
    found = []
    for place, later in enumerate(known):
        earlier = _before(known[:place], later, within)
        if earlier is not None and not changed(earlier, later, turns):
            found.append(Pair(earlier, later))
    return tuple(found)


def changed(earlier: Looked, later: Looked, turns: Collection[Turn]) -> bool:
    """Whether it is known that the thing changed between: what failed was mended, or what held broke.

    A fault that an answer brought to light itself is noted when it is received, after the answer.
    """
    way = {"fails": "mended", "holds": "appeared"}.get(earlier.says)
    return any(turn.became == way and earlier.at < turn.at < later.at for turn in turns)


def _before(known: Sequence[Looked], later: Looked, within: timedelta) -> Looked | None:
    for one in reversed(known):
        if later.at - one.at > within:
            return None
        if one.kind != later.kind and one.by != later.by:
            return one
    return None
