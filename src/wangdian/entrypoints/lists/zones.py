"""The list of zones."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.queries import ZoneCard, zones_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.words import ZONE_KINDS
from wangdian.foundation.paging import Page

ZONES: Listing[ZoneCard] = Listing(
    name="zones",
    title=_("Zones"),
    columns=(
        Column("name", _("Zone"), lambda c: c.name, link=lambda c: reverse("zones.edit", args=[c.id])),
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: ZONE_KINDS[c.kind]),
        Column("outlet_name", _("Outlet"), lambda c: c.outlet_name),
        Column("outlet_code", _("Code"), lambda c: c.outlet_code, kind="code", on_phone=False),
        Column("tag", _("QR tag"), lambda c: c.tag, kind="code", on_phone=False),
    ),
    empty=_("No zone yet. Divide the outlet into zones: walks go through it zone by zone."),
)


def zones_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[ZoneCard]:
    """The zones under the filters of an address: outlet, kind, q."""
    return zones_page(
        who, outlet=query.get("outlet", ""), kind=query.get("kind", ""), search=query.get("q", ""), after=after,
        limit=limit,
    )
