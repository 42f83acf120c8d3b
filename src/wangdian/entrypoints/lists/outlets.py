"""The list of outlets."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.queries import OutletCard, outlets_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.words import OUTLET_KINDS
from wangdian.foundation.paging import Page

OUTLETS: Listing[OutletCard] = Listing(
    name="outlets",
    title=_("Outlets"),
    columns=(
        Column("name_zh", _("Name"), lambda c: c.name_zh, link=lambda c: reverse("outlets.card", args=[c.code])),
        Column("code", _("Code"), lambda c: c.code, kind="code"),
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: OUTLET_KINDS[c.kind]),
        Column("unit_code", _("Belongs to"), lambda c: c.unit_code, kind="code"),
        Column("address", _("Address"), lambda c: c.address, on_phone=False),
        Column("opened_on", _("Open since"), lambda c: c.opened_on, kind="date", on_phone=False),
        Column("closed_on", _("Closed since"), lambda c: c.closed_on, kind="date", on_phone=False),
    ),
    empty=_("No outlet fits. Clear the search, or make the first outlet."),
)


def outlets_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[OutletCard]:
    """The outlets under the filters of an address: q, kind, unit."""
    return outlets_page(
        who, search=query.get("q", ""), kind=query.get("kind", ""), unit=query.get("unit", ""), after=after,
        limit=limit,
    )
