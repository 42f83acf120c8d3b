"""What programs outside are told of walks."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.evidence.models import Walk
from wangdian.apps.people.actions.send_out import call_webhooks


def walk_ended(body: Mapping[str, Any], row_id: int) -> None:
    walk = Walk.objects.select_related("outlet__unit").get(pk=body["walk_id"])
    if walk.drawn_for and walk.started_at is None:
        return  # a drawn check that nobody began stays unannounced
    unit = walk.outlet.unit
    ids = {
        "walk": str(walk.pk), "walk_kind": walk.kind, "state": body["state"], "plan": walk.plan_id,
        "answered": walk.answered, "failed": walk.failed,
    }
    call_webhooks(unit.path, unit=unit.code, key=f"fact:{row_id}", kind="walk.ended", ids=ids)
