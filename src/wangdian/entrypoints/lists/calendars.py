"""The list of outlets with whether they are open now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.calendar_cards import OpenNow, open_now_of
from wangdian.apps.outlets.queries import OutletCard
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.lists.outlets import outlets_listed
from wangdian.entrypoints.web.calendars.sentences import open_line
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An outlet and how it stands by its calendar at this moment."""

    outlet: OutletCard
    now: OpenNow

    @property
    def said(self) -> str:
        return open_line(self.now)


CALENDARS: Listing[OpenLine] = Listing(
    name="calendars",
    title=_("Calendars"),
    columns=(
        Column(
            "name_zh", _("Outlet"), lambda c: c.outlet.name_zh,
            link=lambda c: reverse("calendars.card", args=[c.outlet.code]),
        ),
        Column("said", _("State"), lambda c: c.said),
        Column("until", _("Until"), lambda c: c.now.until, kind="moment"),
        Column("opens_next", _("Opens next"), lambda c: c.now.opens_next, kind="moment"),
        Column("code", _("Code"), lambda c: c.outlet.code, kind="code"),
    ),
    empty=_("No outlet fits. Clear the search, or make the first outlet."),
)


def calendars_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[OpenLine]:
    """Outlets with how they stand now, under the filters of an address: q, kind, unit. 5 queries."""
    page = outlets_listed(who, query, after, limit)
    now = open_now_of([card.id for card in page.items])
    return Page(tuple(OpenLine(card, now[card.id]) for card in page.items), page.after)
