"""What an example of a verb says: where it is done, how it is built for whoever acts, and what the law adds."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.cast import Cast
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import Actor, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Refused


@dataclass(frozen=True)
class Where:
    """A place of the cast and who is at home there."""

    side: str
    branch: Unit
    outlet: Outlet

    @property
    def unit(self) -> Unit:
        """The leaf of the organisation that is the outlet's place."""
        return self.outlet.unit


@dataclass(frozen=True)
class Example:
    """One way to do a verb that would work for somebody who may.

    `verb` builds it for an actor. `at` is the path at which the verb asks for its right (None: it asks for the right
    anywhere at all). `only`, if given, is what the law asks beyond role and place (the vendor to whom the order was
    handed, another person than the one who mended). `refuses` are refusals that even those who may can meet here.
    """

    verb: Callable[[Actor], Verb]
    at: str | None
    only: Callable[[Actor], bool] | None = None
    refuses: tuple[type[Refused], ...] = ()

    def allows(self, who: Actor) -> bool:
        """Whether `who` may, by the table of rights, the place and what the law adds."""
        verb = self.verb(who)
        by_place = who.may_somewhere(verb.right) if self.at is None else who.may(verb.right, self.at)
        return by_place and (self.only is None or self.only(who))


Builder = Callable[[Cast, Where], Example]
"""Makes what the verb needs (acting as SYSTEM), and says how it is done."""


def near(cast: Cast) -> Where:
    return Where("near", cast.east, cast.outlet)


def far(cast: Cast) -> Where:
    return Where("far", cast.west, cast.far_outlet)


NOBODY = Actor(id=-1)
"""Who is not logged in."""


def everybody(cast: Cast) -> dict[str, Actor]:
    """Every role inside and outside the first branch, and nobody at all."""
    inside = {f"near {role}": cast.near(role) for role in Role}
    outside = {f"far {role}": cast.far(role) for role in Role}
    return {**inside, **outside, "nobody": NOBODY}
