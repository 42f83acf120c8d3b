"""The board: findings that stand, each with the order that mends it."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.work.cards import Line
from wangdian.apps.work.queries import WorkFilter, board_page
from wangdian.apps.work.words import STATES
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.lists.orders import still_due, who_has_it
from wangdian.entrypoints.web.finding_words import FINDING_STATES
from wangdian.entrypoints.web.words import SEVERITIES
from wangdian.foundation.paging import Page

FIELDS = ("tab", "unit", "state", "severity", "priority", "vendor", "search")


def address(line: Line) -> str:
    """The order; a finding that has none opens its own page."""
    if line.order is not None:
        return reverse("orders.card", args=[line.order.number])
    return reverse("findings.page", args=[line.finding.id])


BOARD: Listing[Line] = Listing(
    name="board",
    title=_("Board"),
    columns=(
        Column("title", _("What"), lambda c: c.finding.title, link=address),
        Column("outlet", _("Outlet"), lambda c: c.finding.outlet),
        Column("subject", _("Where"), lambda c: c.finding.subject),
        Column("since", _("Since"), lambda c: c.finding.opened_at, kind="moment"),
        Column("holder", _("Who has it"), lambda c: who_has_it(c.order)),
        Column("left", _("Time left"), lambda c: still_due(c.order), kind="deadline"),
        Column(
            "severity", _("Severity"), lambda c: c.finding.severity, shown=lambda c: SEVERITIES[c.finding.severity],
            kind="severity",
        ),
        Column(
            "state", _("State"), lambda c: c.order.state if c.order else c.finding.state,
            shown=lambda c: STATES[c.order.state] if c.order else FINDING_STATES[c.finding.state], kind="state",
        ),
        Column("number", _("Number"), lambda c: c.order.number if c.order else "", kind="code", on_phone=False),
    ),
    empty=_("Nothing here is out of order. What a walk, a report or a date finds will stand here."),
)


def board_asked(query: Mapping[str, str]) -> dict[str, str]:
    """FIELDS as an address asks for them; `q` and `outlet` are other words for `search` and `unit`."""
    asked = {name: query.get(name, "") for name in FIELDS}
    asked["tab"] = asked["tab"] or "all"
    asked["search"] = asked["search"] or query.get("q", "")
    asked["unit"] = asked["unit"] or query.get("outlet", "")
    return asked


def board_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[Line]:
    return board_page(who, WorkFilter(**board_asked(query)), after=after, limit=limit)
