"""What photos are still needed for: every use that evidence, findings and orders make of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from wangdian.apps.evidence.models import (
    AnswerPhoto,
    CalibrationItem,
    FaultReport,
    PaperSheet,
    ReferencePhoto,
    TwinQuestion,
    Walk,
)
from wangdian.apps.findings.models import Finding
from wangdian.apps.work.models import OrderPhoto, WorkOrder
from wangdian.domain.photo_keeping import Kind, Use

Uses = dict[int, list[Use]]
STANDS: datetime | None = None
"""What has no end yet."""


def uses_of(photo_ids: Sequence[int]) -> Uses:
    """By photo; a photo that nothing uses is missing. 12 queries, however many photos."""
    found: Uses = defaultdict(list)
    _of_walks(found, photo_ids)
    _of_findings(found, photo_ids)
    _of_orders(found, photo_ids)
    _of_checks(found, photo_ids)
    return dict(found)


def _of_walks(found: Uses, ids: Sequence[int]) -> None:
    answers = AnswerPhoto.objects.filter(photo__in=ids)
    for photo, verdict, at in answers.values_list("photo_id", "answer__verdict", "answer__received_at"):
        found[photo].append(Use(Kind.FINDING if verdict == "fails" else Kind.WALK, at))
    for photo, ended_at in Walk.objects.filter(signature__in=ids).values_list("signature_id", "finished_at"):
        found[photo or 0].append(Use(Kind.WALK, ended_at))
    for photo, at in FaultReport.objects.filter(photo__in=ids).values_list("photo_id", "received_at"):
        found[photo].append(Use(Kind.FINDING, at))
    for photo in ReferencePhoto.objects.filter(photo__in=ids).values_list("photo_id", flat=True):
        found[photo].append(Use(Kind.WALK, STANDS))


def _of_findings(found: Uses, ids: Sequence[int]) -> None:
    """From the day on which the finding was closed; one that stands needs all its photos."""
    for place in ("seen__answer__photos__photo", "seen__fault__photo"):
        rows = Finding.objects.filter(**{f"{place}__in": ids}).values_list(place, "closed_at").distinct()
        for photo, closed_at in rows:
            found[photo].append(Use(Kind.FINDING, closed_at))


def _of_orders(found: Uses, ids: Sequence[int]) -> None:
    added = OrderPhoto.objects.filter(photo__in=ids)
    for photo, ended, closed in added.values_list("photo_id", "order__ended_at", "order__finding__closed_at"):
        found[photo].append(Use(Kind.FINDING, max(ended, closed) if ended and closed else STANDS))
    for place in ("finding__seen__answer__photos__photo", "finding__seen__fault__photo"):
        rows = WorkOrder.objects.filter(**{f"{place}__in": ids}).values_list(place, "ended_at").distinct()
        for photo, ended_at in rows:
            found[photo].append(Use(Kind.FINDING, ended_at))


def _of_checks(found: Uses, ids: Sequence[int]) -> None:
    """Closed sets, sheets on paper, and questions about twins, which hold both photos until they are settled."""
    for photo, at in CalibrationItem.objects.filter(photo__in=ids).values_list("photo_id", "set__closed_at"):
        found[photo].append(Use(Kind.CALIBRATION, at))
    for photo, at in PaperSheet.objects.filter(photo__in=ids).values_list("photo_id", "received_at"):
        found[photo].append(Use(Kind.SHEET, at))
    asked = TwinQuestion.objects.filter(Q(photo__in=ids) | Q(earlier__in=ids), state=TwinQuestion.State.ASKED)
    for pair in asked.values_list("photo_id", "earlier_id"):
        for photo in set(pair) & set(ids):
            found[photo].append(Use(Kind.WALK, STANDS))
