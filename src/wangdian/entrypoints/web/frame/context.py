"""What every page is given: where one can go, and what waits."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.domain.rights import Actor, Right
from wangdian.entrypoints.lists.listing import Text


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu, shown to those who hold `right` somewhere."""

    name: str
    title: Text
    right: Right

    @property
    def address(self) -> str:
        return reverse(self.name)


MENU: tuple[Place, ...] = (
    Place("today", _("Today"), Right.SEE),
    Place("outlets.list", _("Outlets"), Right.SEE),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """`menu` for who acts, and whether this is the demo."""
    actor: Actor = getattr(request, "actor", Actor(id=-1))
    return {
        "menu": [place for place in MENU if actor.may_somewhere(place.right)],
        "actor": actor,
        "demo": settings.DEMO,
    }
