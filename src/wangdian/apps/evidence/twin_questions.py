"""Writes questions about photos that may have been used before; it decides nothing."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from wangdian.apps.evidence.models import AnswerPhoto, Photo, TwinQuestion
from wangdian.apps.evidence.overlaying import Fit
from wangdian.foundation import clock

EXACT = Fit(1.0, 0.0, 1.0)
"""The same bytes."""
NOT_LAID = Fit(0.0, 0.0, 0.0)
"""Nothing is left of the earlier photo but its fingerprint, which is nearly the same."""


def walks_of(photo_ids: Iterable[int]) -> dict[int, list[UUID]]:
    """The walks that show each photo, in the order in which they first did. 1 query."""
    found: dict[int, list[UUID]] = {pk: [] for pk in photo_ids}
    rows = AnswerPhoto.objects.filter(photo__in=list(found)).order_by("answer__received_at", "pk")
    for photo, walk in rows.values_list("photo_id", "answer__walk_id"):
        if photo is not None and walk not in found[photo]:
            found[photo].append(walk)
    return found


def ask_about_bytes(photo_ids: Iterable[int]) -> None:
    """Asks about the same bytes in another walk of the same outlet; one walk may send them as often as it likes.

    2 queries.
    """
    _write(
        TwinQuestion(photo_id=photo, earlier_id=photo, walk_id=later, same_bytes=True, **_figures(EXACT))
        for photo, walks in walks_of(photo_ids).items() for later in walks[1:]
    )


def ask_about(one: Photo, other: Photo, fit: Fit, walks: Mapping[int, list[UUID]]) -> None:
    """Asks whether the later of two photos is the earlier one again. 1 query."""
    earlier, later = sorted((one, other), key=lambda photo: photo.pk)
    shown = walks.get(later.pk)
    _write([TwinQuestion(
        photo=later, earlier=earlier, walk_id=shown[0] if shown else None, same_bytes=later.sha256 == earlier.sha256,
        **_figures(fit),
    )])


def _figures(fit: Fit) -> dict[str, float]:
    return {"lies_exactly": fit.share, "apart": fit.apart, "alike": fit.alike}


def _write(questions: Iterable[TwinQuestion]) -> None:
    """A question that was asked already stays as it is, answered or not."""
    now, fresh = clock.now(), list(questions)
    for question in fresh:
        question.asked_at = now
    TwinQuestion.objects.bulk_create(fresh, ignore_conflicts=True)
