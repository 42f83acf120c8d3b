"""What evidence does when something is told: a plan that was set brings its walks, a photo shown again a question."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.evidence.jobs import plan_walks
from wangdian.apps.evidence.models import AnswerPhoto
from wangdian.apps.evidence.twin_questions import ask_about_bytes


def plan_set(body: Mapping[str, Any], row_id: int) -> None:
    """Its first walk may be due this minute; the schedule comes by only now and then."""
    plan_walks(plan_id=body["plan_id"])


def answers_received(body: Mapping[str, Any], row_id: int) -> None:
    """What they show may have been shown by another walk of this outlet. 3 queries at most."""
    shown = AnswerPhoto.objects.filter(answer__in=body["answer_ids"], photo__isnull=False)
    photos = set(shown.values_list("photo_id", flat=True))
    if photos:
        ask_about_bytes(photos)
