"""The lists of outlets: their cards, which go out as a file and come back, and how they stand."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.queries import OutletCard, outlets_page
from wangdian.apps.reports.overview_cards import OutletLine, Wanted
from wangdian.apps.reports.overview_queries import outlets_overview
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.words import OUTLET_KINDS, OUTLET_STATES, SEVERITIES
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


def _state(line: OutletLine) -> str:
    if line.closed_on is not None:
        return gettext("Closed down since %(day)s") % {"day": line.closed_on.isoformat()}
    if line.against is None:
        return str(OUTLET_STATES[line.says])
    return ngettext("%(n)s thing wrong", "%(n)s things wrong", line.against.count) % {"n": line.against.count}


def _worst(line: OutletLine) -> str:
    return chosen(line.against.worst.title_zh, line.against.worst.title_en) if line.against else ""


def _worst_page(line: OutletLine) -> str:
    return reverse("findings.page", args=[line.against.worst.finding_id]) if line.against else ""


def _sheet(line: OutletLine) -> str:
    return reverse("scores.outlet", args=[line.code]) if line.score is not None else ""


OVERVIEW: Listing[OutletLine] = Listing(
    name="outlets_overview",
    title=_("Outlets"),
    columns=(
        Column(
            "name_zh", _("Name"), lambda c: chosen(c.name_zh, c.name_en),
            link=lambda c: reverse("outlets.card", args=[c.code]),
        ),
        Column("says", _("State"), lambda c: c.says, shown=_state, kind="state"),
        Column("since", _("Since"), lambda c: c.against.since if c.against else None, kind="moment"),
        Column(
            "severity", _("Severity"), lambda c: c.against.worst.severity if c.against else "",
            shown=lambda c: SEVERITIES[c.against.worst.severity] if c.against else "", kind="severity",
        ),
        Column("worst", _("The worst of it"), _worst, link=_worst_page),
        Column("score", _("Score"), lambda c: c.score, kind="score", link=_sheet),
        Column("change", _("30 days"), lambda c: c.change, kind="change", on_phone=False),
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: OUTLET_KINDS[c.kind], on_phone=False),
        Column("unit", _("Belongs to"), lambda c: chosen(c.unit_zh, c.unit_en)),
        Column("code", _("Code"), lambda c: c.code, kind="code", on_phone=False),
    ),
    empty=_("No outlet fits. Clear the search, or make the first outlet."),
)


def overview_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[OutletLine]:
    """How the outlets stand, under the filters of an address: q, kind, unit, state, and order=score."""
    wanted = Wanted(
        search=query.get("q", ""), kind=query.get("kind", ""), unit=query.get("unit", ""),
        state=query.get("state", ""), lowest=query.get("order") == "score",
    )
    return outlets_overview(who, wanted, after, limit)
