"""Keeps a photo: looked at, named by its hash, written, sealed, and given to all that waited for it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from wangdian.apps.evidence.facts import PhotoReceived
from wangdian.apps.evidence.models import AnswerPhoto, FaultReport, Photo, PhotoExif, Walk
from wangdian.apps.evidence.sandbox import Looked, look_at
from wangdian.apps.evidence.seals import seal
from wangdian.apps.evidence.shelf import photo_key, shelf, thumbnail_key
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import Actor
from wangdian.foundation import clock

ACT = "evidence.keep_photo"


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that was looked at, with the SHA-256 of its bytes; of itself it is kept nowhere."""

    sha256: str
    data: bytes
    looked: Looked


def keep_photo(who: Actor, unit: Unit, data: bytes, taken_at: datetime | None = None) -> Photo:
    """The photo of these bytes at `unit`; the same bytes again are the same photo. Raises BadPhoto.

    For verbs that have guarded already. Call it before their own transaction begins: looking takes a while.
    `taken_at` is the sender's word, for a photo in which the camera wrote none.
    """
    known = Photo.objects.filter(sha256=sha256(data).hexdigest(), unit=unit, removed_at=None).first()
    if known is not None:
        return known
    photo = seen(data)
    shelve(photo)
    return book_photo(who, unit, photo, taken_at)


def seen(data: bytes) -> Seen:
    """Looks at the bytes, which takes a while: not inside a transaction. Raises BadPhoto."""
    return Seen(sha256(data).hexdigest(), data, look_at(data))


def shelve(photo: Seen) -> None:
    """Writes the bytes and the small picture; before the rows that speak of them are committed."""
    shelf().photos.put(thumbnail_key(photo.sha256), photo.looked.thumbnail)
    shelf().photos.put(photo_key(photo.sha256), photo.data)


@transaction.atomic
def book_photo(who: Actor, unit: Unit, seen: Seen, taken_at: datetime | None = None) -> Photo:
    """Writes the rows of a photo, links what waited for it, records and announces it.

    The bytes are put once more at the end, while the log is held: retention drops them only while it holds the log, and
    may have done so since they were shelved.
    """
    now, looked = clock.now(), seen.looked
    Photo.objects.bulk_create([Photo(
        sha256=seen.sha256, size=len(seen.data), width=looked.width, height=looked.height, mime=looked.mime,
        received_at=now, seal=seal(seen.sha256, now), sender_id=who.id, unit=unit,
    )], ignore_conflicts=True)
    photo = Photo.objects.get(sha256=seen.sha256, unit=unit)
    if photo.removed_at is not None:
        _take_back(who, photo)
    _exif, fresh = PhotoExif.objects.get_or_create(
        photo=photo, defaults={"taken_at": looked.taken_at or taken_at, "tags": dict(looked.tags)},
    )
    if fresh:
        _give(photo)
        record(who, ACT, "photo", photo.pk, unit.path, {"sha256": photo.sha256, "size": photo.size})
        announce(PhotoReceived(photo_id=photo.pk))
    shelve(seen)
    return photo


def _take_back(who: Actor, photo: Photo) -> None:
    """Its bytes came again after its time was over: whoever names it now finds it, with the seal of the first time."""
    photo.removed_at, photo.removed_as = None, ""
    photo.save(update_fields=["removed_at", "removed_as"])
    _give(photo)
    record(who, ACT, "photo", photo.pk, photo.unit.path, {"sha256": photo.sha256, "again": True})


def _give(photo: Photo) -> None:
    """To the answers, faults and signatures of the unit that named its hash before it came."""
    waiting = {"sha256": photo.sha256, "photo": None}
    AnswerPhoto.objects.filter(**waiting, answer__walk__outlet__unit=photo.unit_id).update(photo=photo)
    FaultReport.objects.filter(**waiting, subject__unit=photo.unit_id).update(photo=photo)
    Walk.objects.filter(signature_sha256=photo.sha256, signature=None, outlet__unit=photo.unit_id).update(
        signature=photo,
    )
