"""A person's own orders with the moment by which each is due, as a calendar wants them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from wangdian.apps.standards.catalogue import rule_of
from wangdian.apps.work.access import held_by, orders_visible_to
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor
from wangdian.foundation import clock

MOST = 500
REMEMBERED = timedelta(days=14)
"""How long a cancelled order is still told, so that a calendar takes it off."""
OVER = (WorkOrder.State.VERIFIED, WorkOrder.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class OrderDue:
    """An order and when it is due; `version` rises with each change."""

    number: str
    what_zh: str
    what_en: str
    where: str
    outlet_zh: str
    outlet_en: str
    due_at: datetime
    changed_at: datetime
    version: int
    cancelled: bool


def own_orders_due(who: Actor) -> tuple[OrderDue, ...]:
    """Orders that are this person's (or wait at the person's vendor), the next due first, at most 500. 1 query."""
    now = clock.now()
    lately = Q(state=WorkOrder.State.CANCELLED, ended_at__gt=now - REMEMBERED)
    rows = orders_visible_to(who).filter(held_by(who)).filter(~Q(state__in=OVER) | lately)
    rows = rows.select_related("finding__edition", "unit", "subject").order_by("resolve_by", "pk")
    return tuple(_due(row) for row in rows[:MOST])


def _due(row: WorkOrder) -> OrderDue:
    title = rule_of(row.finding.edition).title
    return OrderDue(
        number=row.number, what_zh=title.zh, what_en=title.en, where=row.subject.label, outlet_zh=row.unit.name_zh,
        outlet_en=row.unit.name_en, due_at=row.resolve_by, changed_at=row.changed_at, version=row.version,
        cancelled=row.state == WorkOrder.State.CANCELLED,
    )
