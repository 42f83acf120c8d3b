"""What evidence does when something is told: a plan that was set brings its walks at once."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.evidence.jobs import plan_walks


def plan_set(body: Mapping[str, Any], row_id: int) -> None:
    """Its first walk may be due this minute; the schedule comes by only now and then."""
    plan_walks(plan_id=body["plan_id"])
