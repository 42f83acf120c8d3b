"""The list of complaints about outlets."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.complaint_queries import ComplaintCard, complaints_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.check_words import COMPLAINT_WAYS
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.foundation.paging import Page

COMPLAINTS: Listing[ComplaintCard] = Listing(
    name="complaints",
    title=_("Complaints"),
    columns=(
        Column("outlet", _("Outlet"), lambda c: c.outlet, shown=lambda c: chosen(c.outlet_zh, c.outlet_en),
               link=lambda c: reverse("outlets.card", args=[c.outlet])),
        Column("number", _("How many"), lambda c: c.number, kind="number"),
        Column("channel", _("How they came"), lambda c: c.channel, shown=lambda c: COMPLAINT_WAYS[c.channel]),
        Column("day", _("Received on"), lambda c: c.day, kind="date"),
        Column("code", _("Code"), lambda c: c.outlet, kind="code", on_phone=False),
    ),
    empty=_("No complaint is noted. Note them here or bring the register as a spreadsheet; draws then weigh them."),
)


def complaints_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[ComplaintCard]:
    """Under the filter of an address: outlet."""
    return complaints_page(who, outlet=query.get("outlet", ""), after=after, limit=limit)
