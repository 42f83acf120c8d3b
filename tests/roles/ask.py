"""What an example of an API operation says: the request, whose right it needs where, and what only they may read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast
from tests.roles.example import Where
from wangdian.domain.rights import Actor, Right


@dataclass(frozen=True)
class Ask:
    """One request to an operation that would work for somebody who may.

    `path` is the address below /api/v1 with everything filled in. `right` and `at` are as for verbs (`at` None: the
    right anywhere at all); `only` is what the law asks beyond them. `shows` is a text in the answer: for a list, which
    answers everybody, it is what tells those who may from those who may not.
    """

    path: str
    right: Right
    at: str | None = None
    body: Any = None
    query: dict[str, str] = field(default_factory=dict)
    only: Callable[[Actor], bool] | None = None
    shows: str = ""

    def allows(self, who: Actor) -> bool:
        by_place = who.may_somewhere(self.right) if self.at is None else who.may(self.right, self.at)
        return by_place and (self.only is None or self.only(who))


AskBuilder = Callable[[Cast, Where], Ask]
"""Makes what the request needs (acting as SYSTEM), and says how it is asked."""
EVERYBODY = Right.USE_OWN
"""The right that every role holds; what is asked with it is one's own."""
