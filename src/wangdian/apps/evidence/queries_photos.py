"""Questions about photos and uploads, answered with frozen cards."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wangdian.apps.evidence.access import photo_for, photos_visible_to
from wangdian.apps.evidence.actions.append_upload import own_upload
from wangdian.apps.evidence.actions.begin_upload import UploadCard
from wangdian.apps.evidence.models import AnswerPhoto, Photo, PhotoBlur
from wangdian.apps.evidence.names import name_for
from wangdian.apps.evidence.seals import seal_holds
from wangdian.apps.evidence.showing import shown
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import Actor, Right


@dataclass(frozen=True, slots=True)
class PhotoSubject:
    """What a photo was taken of in some answer; `is_reference` when it says how that should look."""

    id: int
    label: str
    is_reference: bool


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """What is known of a photo; `seal_holds` says that hash and time are those that the server sealed.

    `taken_at` is the camera's word, `sender` is empty for who may not see colleagues, `elsewhere` says that several
    walks show the same bytes, `may_refer` whether `who` may make it the reference of one of its subjects. `removed_as`
    is the kind by whose rule its bytes went; `blurred` counts parts that were made unreadable.
    """

    sha256: str
    size: int
    width: int
    height: int
    mime: str
    received_at: datetime
    sender_id: int
    sender: str
    unit_code: str
    taken_at: datetime | None
    seal_holds: bool
    walks: tuple[UUID, ...]
    subjects: tuple[PhotoSubject, ...]
    may_refer: bool
    removed_at: datetime | None
    removed_as: str
    blurred: int
    may_blur: bool
    may_see_original: bool

    @property
    def elsewhere(self) -> bool:
        return len(self.walks) > 1


def photo_card(who: Actor, sha256: str) -> PhotoCard:
    """One photo of a unit that `who` may see; NotFound if it is absent or hidden. 4 queries."""
    photo = photo_for(who, sha256)
    exif = getattr(photo, "exif", None)
    blur: PhotoBlur | None = getattr(photo, "blur", None)
    kept = photo.removed_at is None
    named = AnswerPhoto.objects.filter(photo=photo).order_by("answer__walk_id")
    return PhotoCard(
        sha256=photo.sha256, size=photo.size, width=photo.width, height=photo.height, mime=photo.mime,
        received_at=photo.received_at, sender_id=photo.sender_id, sender=name_for(who, photo.sender, photo.unit.path),
        removed_at=photo.removed_at, removed_as=photo.removed_as, blurred=len(blur.parts) if blur else 0,
        may_blur=kept and who.may(Right.BLUR_PHOTOS, photo.unit.path),
        may_see_original=kept and blur is not None and who.may(Right.SEE_ORIGINALS, photo.unit.path),
        unit_code=photo.unit.code, taken_at=exif.taken_at if exif else None, seal_holds=seal_holds(photo),
        subjects=tuple(_subjects(photo)), may_refer=who.may(Right.EDIT_THINGS, photo.unit.path),
        walks=tuple(named.values_list("answer__walk_id", flat=True).distinct()),
    )


def _subjects(photo: Photo) -> Iterator[PhotoSubject]:
    shown = Subject.objects.filter(answers__photos__photo=photo).order_by("label", "pk").distinct()
    for pk, label, reference in shown.values_list("pk", "label", "reference_photo__photo_id"):
        yield PhotoSubject(pk, label, reference == photo.pk)


def photo_file(who: Actor, sha256: str) -> tuple[str, bytes]:
    """The type and the bytes of a photo as people are shown it; NotFound if it is absent or hidden. 1 query."""
    return shown(photo_for(who, sha256))


def thumbnail_file(who: Actor, sha256: str) -> tuple[str, bytes]:
    """A small JPEG of a photo; NotFound if it is absent or hidden. 1 query."""
    return shown(photo_for(who, sha256), small=True)


def thumbnails_of(who: Actor, hashes: Iterable[str]) -> Mapping[str, bytes]:
    """Small JPEGs by hash, of the photos that `who` may see and whose bytes are kept; others are left out. 1 query."""
    seen = photos_visible_to(who).filter(sha256__in=list(hashes), removed_at=None).order_by("sha256", "-pk")
    return {photo.sha256: shown(photo, small=True)[1] for photo in seen}


def upload_card(who: Actor, upload_id: UUID) -> UploadCard:
    """How far one's own upload is; NotFound if it is absent or another person's. 1 query."""
    upload = own_upload(who, upload_id)
    return UploadCard(id=upload.pk, offset=upload.offset, size=upload.size)
