"""What a list says of an order, and which orders run."""

from collections.abc import Mapping

from wangdian.apps.work.access import has_it
from wangdian.apps.work.cards import OrderBrief
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor
from wangdian.domain.work_state import ENDED, State
from wangdian.foundation import clock

LIVE = [state for state in State if state not in ENDED]
RUNNING = [state for state in LIVE if state is not State.MENDED]


def order_brief(who: Actor, row: WorkOrder, names: Mapping[int, str]) -> OrderBrief:
    """The brief of an order read with its vendor; `names` by person."""
    now = clock.now()
    slow = not row.rests and row.state in RUNNING and row.resolve_by < now
    unheard = row.accepted_at is None and row.state in {State.NEW, State.ASSIGNED} and row.respond_by < now
    return OrderBrief(
        number=row.number, state=row.state, priority=row.priority, opened_at=row.opened_at,
        respond_by=row.respond_by, resolve_by=row.resolve_by, rests=row.rests, late=slow or unheard,
        holder_id=row.assignee_id, holder=names.get(row.assignee_id or 0, ""),
        vendor=row.vendor.name if row.vendor else "", mine=row.state in LIVE and has_it(who, row), version=row.version,
    )
