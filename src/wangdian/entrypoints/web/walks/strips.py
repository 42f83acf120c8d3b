"""The photos of an answer as a strip: the reference first, then what was taken, and what is still on its way."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from wangdian.apps.evidence.queries_walks import AnswerCard
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.walk_words import PHOTO_WAYS


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo of a strip."""

    url: str
    thumb: str
    page: str
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Photos that are here, how many are awaited, and whether one of them was seen in an earlier walk.

    `ways` says in words how they came; `doubted` that what lies in one speaks against it.
    """

    photos: tuple[Shown, ...]
    awaited: int
    used_before: bool
    ways: tuple[str, ...]
    doubted: bool


def shown(sha256: str, title: str) -> Shown:
    whole, small, page = (reverse(f"photos.{name}", args=[sha256]) for name in ("file", "thumbnail", "card"))
    return Shown(whole, small, page, title)


def strip_of(answer: AnswerCard) -> Strip:
    title = chosen(answer.title_zh, answer.title_en)
    here = [shown(photo.sha256, title) for photo in answer.photos if photo.here]
    beside = [shown(answer.reference, _("How it should look"))] if answer.reference and here else []
    return Strip(
        photos=(*beside, *here), awaited=sum(not photo.here for photo in answer.photos),
        used_before=any(photo.used_before for photo in answer.photos),
        ways=tuple(dict.fromkeys(str(PHOTO_WAYS[photo.came]) for photo in answer.photos if photo.came in PHOTO_WAYS)),
        doubted=any(photo.doubted for photo in answer.photos),
    )
