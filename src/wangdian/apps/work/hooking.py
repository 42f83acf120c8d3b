"""What programs outside are told of orders."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.people.actions.send_out import call_webhooks
from wangdian.apps.work.models import WorkOrder


def order_changed(body: Mapping[str, Any], row_id: int) -> None:
    order = WorkOrder.objects.select_related("unit").get(pk=body["order_id"])
    ids = {
        "order": order.number, "became": body["became"], "version": body["version"], "finding": order.finding_id,
        "subject": order.subject_id, "priority": order.priority, "resolve_by": order.resolve_by.isoformat(),
    }
    call_webhooks(order.unit.path, unit=order.unit.code, key=f"fact:{row_id}", kind="order.changed", ids=ids)
