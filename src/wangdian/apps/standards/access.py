"""Who may see the standards, and who may change them for the whole bank."""

from wangdian.domain.rights import STEP, Actor, Right
from wangdian.foundation.errors import NotAllowed

WHOLE_BANK = "1".zfill(STEP)
"""The path of the head office: standards have no place of their own, they hold everywhere."""


def guard_reading(who: Actor) -> None:
    """Whoever may see anything of the bank may read by what it is judged."""
    if not who.may_somewhere(Right.SEE):
        raise NotAllowed


def guard_whole_bank(who: Actor, right: Right) -> None:
    """Refuses unless `who` holds `right` over the whole bank; a branch may not change what holds for all."""
    if not who.may(right, WHOLE_BANK):
        raise NotAllowed
