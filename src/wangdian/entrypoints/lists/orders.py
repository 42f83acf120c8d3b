"""The list of work orders."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.work.cards import Line, OrderBrief
from wangdian.apps.work.queries import WorkFilter, orders_page
from wangdian.apps.work.words import PRIORITIES, STATES
from wangdian.domain.rights import Actor, Right
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.words import SEVERITIES
from wangdian.foundation.paging import Page

TABS: dict[str, dict[str, str]] = {
    "mine": {"tab": "mine"}, "live": {"state": "live"}, "ended": {"state": "ended"},
}


def order_of(line: Line) -> OrderBrief:
    """The order of a line; raises LookupError for a finding without one, which no list of orders holds."""
    if line.order is None:
        raise LookupError("a finding without an order")
    return line.order


def still_due(order: OrderBrief | None) -> datetime | None:
    """The deadline, as long as the clock runs towards it."""
    if order is None or order.rests or order.state in {"mended", "verified", "cancelled"}:
        return None
    return order.resolve_by


def who_has_it(order: OrderBrief | None) -> str:
    """The person or the vendor; somebody without a name for those who may not see people."""
    if order is None or (order.holder_id is None and not order.vendor):
        return gettext("nobody yet")
    return order.holder or order.vendor or gettext("a colleague")


ORDERS: Listing[Line] = Listing(
    name="orders",
    title=_("Work orders"),
    columns=(
        Column(
            "title", _("What"), lambda c: c.finding.title,
            link=lambda c: reverse("orders.card", args=[order_of(c).number]),
        ),
        Column("outlet", _("Outlet"), lambda c: c.finding.outlet),
        Column("subject", _("Where"), lambda c: c.finding.subject),
        Column(
            "state", _("State"), lambda c: order_of(c).state, shown=lambda c: STATES[order_of(c).state], kind="state",
        ),
        Column("resolve_by", _("Time left"), lambda c: still_due(c.order), kind="deadline"),
        Column("holder", _("Who has it"), lambda c: who_has_it(c.order), on_phone=False),
        Column(
            "severity", _("Severity"), lambda c: c.finding.severity, shown=lambda c: SEVERITIES[c.finding.severity],
            kind="severity", on_phone=False,
        ),
        Column(
            "priority", _("Priority"), lambda c: order_of(c).priority,
            shown=lambda c: PRIORITIES[order_of(c).priority], on_phone=False,
        ),
        Column("opened_at", _("Since"), lambda c: order_of(c).opened_at, kind="moment", on_phone=False),
        Column("number", _("Number"), lambda c: order_of(c).number, kind="code", on_phone=False),
    ),
    empty=_("No order here. What a walk finds broken gets its order by itself."),
)


def tab_of(who: Actor, query: Mapping[str, str]) -> str:
    """The tab that an address asks for; of itself the own orders for who mends things, else those that live."""
    return query.get("tab", "") or ("mine" if who.may_somewhere(Right.DO_WORK) else "live")


def orders_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[Line]:
    """The orders under the filters of an address: tab, search."""
    tab = TABS.get(tab_of(who, query), TABS["live"])
    return orders_page(who, WorkFilter(**tab, search=query.get("search", "")), after=after, limit=limit)
