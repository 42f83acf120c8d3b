"""What every page is given: where one can go, and what waits."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.inbox_queries import unread_count
from wangdian.domain.rights import Actor, Right
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.frame.menu import grouped, under_the_thumb

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu, shown to those who hold `right` somewhere."""

    name: str
    title: Text
    right: Right

    @property
    def address(self) -> str:
        return reverse(self.name)

    @property
    def icon(self) -> str:
        return self.name.split(".")[0]


MENU: tuple[Place, ...] = (
    Place("today", _("Today"), Right.USE_OWN),
    Place("outlets.list", _("Outlets"), Right.SEE),
    Place("walk", _("Walk"), Right.WALK),
    Place("faults.new", _("Report a fault"), Right.REPORT_FAULT),
    Place("walks.list", _("Walks"), Right.SEE),
    Place("twins.list", _("Photo questions"), Right.RECHECK),
    Place("plans.list", _("Plans"), Right.SEE),
    Place("checks", _("Checks"), Right.RECHECK),
    Place("checks.list", _("Drawn checks"), Right.SEE_AUDIT),
    Place("things.list", _("Things"), Right.SEE),
    Place("calendars.list", _("Calendars"), Right.SEE),
    Place("imports.list", _("Imports"), Right.IMPORT),
    Place("people.list", _("People"), Right.SEE_PEOPLE),
    Place("organisation.list", _("Organisation"), Right.SEE_PEOPLE),
    Place("channels.list", _("Channels"), Right.EDIT_CHANNELS),
    Place("photos.keeping", _("Keeping photos"), Right.KEEP_PHOTOS),
    Place("audit.list", _("Audit log"), Right.SEE_AUDIT),
    Place("board", _("Board"), Right.SEE),
    Place("orders.list", _("Work orders"), Right.DO_WORK),
    Place("findings.list", _("Findings"), Right.SEE),
    Place("findings.waivers", _("Waivers"), Right.APPROVE_WAIVER),
    Place("catalogue.list", _("Standards"), Right.SEE),
    Place("scores.list", _("Scores"), Right.SEE),
    Place("editions.list", _("Score sheets"), Right.SEE),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """`menu` in groups and `thumb` for who acts, the theme chosen in this browser, and whether this is the demo."""
    actor: Actor = getattr(request, "actor", Actor(id=-1))
    places = [place for place in MENU if actor.may_somewhere(place.right)]
    theme = request.COOKIES.get("theme", "")
    return {
        "menu": grouped(places),
        "thumb": under_the_thumb(places),
        "here": here(request.path, places),
        "theme": theme if theme in THEMES else "",
        "actor": actor,
        "unread": SimpleLazyObject(lambda: unread_count(actor)),
        "demo": settings.DEMO,
    }


def here(path: str, places: list[Place]) -> str:
    """The name of the place whose address leads furthest towards `path`."""
    fits = [p for p in places if path == p.address or (p.address != "/" and path.startswith(p.address))]
    return max(fits, key=lambda p: len(p.address)).name if fits else ""
