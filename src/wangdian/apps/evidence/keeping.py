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
class Shelved:
    """A photo whose bytes lie on the shelf already, but of which no row speaks yet."""

    sha256: str
    size: int
    looked: Looked


def keep_photo(who: Actor, unit: Unit, data: bytes, taken_at: datetime | None = None) -> Photo:
    """The photo of these bytes at `unit`; the same bytes again are the same photo. Raises BadPhoto.

    For verbs that have guarded already. Call it before their own transaction begins: looking takes a while.
    `taken_at` is the sender's word, for a photo in which the camera wrote none.
    """
    known = Photo.objects.filter(sha256=sha256(data).hexdigest(), unit=unit).first()
    if known is not None:
        return known
    return book_photo(who, unit, shelve(data), taken_at)


def shelve(data: bytes) -> Shelved:
    """Looks at the bytes and writes them; nothing is written that is not a photo. Raises BadPhoto."""
    looked = look_at(data)
    name = sha256(data).hexdigest()
    shelf().photos.put(thumbnail_key(name), looked.thumbnail)
    shelf().photos.put(photo_key(name), data)
    return Shelved(sha256=name, size=len(data), looked=looked)


@transaction.atomic
def book_photo(who: Actor, unit: Unit, shelved: Shelved, taken_at: datetime | None = None) -> Photo:
    """Writes the rows of a shelved photo, links what waited for it, records and announces it."""
    now, looked = clock.now(), shelved.looked
    Photo.objects.bulk_create([Photo(
        sha256=shelved.sha256, size=shelved.size, width=looked.width, height=looked.height, mime=looked.mime,
        received_at=now, seal=seal(shelved.sha256, now), sender_id=who.id, unit=unit,
    )], ignore_conflicts=True)
    photo = Photo.objects.get(sha256=shelved.sha256, unit=unit)
    _exif, fresh = PhotoExif.objects.get_or_create(
        photo=photo, defaults={"taken_at": looked.taken_at or taken_at, "tags": dict(looked.tags)},
    )
    if fresh:
        _give(photo)
        record(who, ACT, "photo", photo.pk, unit.path, {"sha256": photo.sha256, "size": photo.size})
        announce(PhotoReceived(photo_id=photo.pk))
    return photo


def _give(photo: Photo) -> None:
    """To the answers, faults and signatures of the unit that named its hash before it came."""
    waiting = {"sha256": photo.sha256, "photo": None}
    AnswerPhoto.objects.filter(**waiting, answer__walk__outlet__unit=photo.unit_id).update(photo=photo)
    FaultReport.objects.filter(**waiting, subject__unit=photo.unit_id).update(photo=photo)
    Walk.objects.filter(signature_sha256=photo.sha256, signature=None, outlet__unit=photo.unit_id).update(
        signature=photo,
    )
