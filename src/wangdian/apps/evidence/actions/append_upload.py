"""Receives a piece of a photo; the last piece makes it one."""

from dataclasses import dataclass
from hashlib import sha256
from typing import NoReturn
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.keeping import Seen, book_photo, seen, shelve
from wangdian.apps.evidence.models import Photo, Upload
from wangdian.apps.evidence.refusals import BadPhoto, OffsetDiffers
from wangdian.apps.evidence.shelf import shelf
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound


def own_upload(who: Actor, upload_id: UUID) -> Upload:
    """The upload with that id; NotFound if it is absent or another person's."""
    upload = Upload.objects.select_related("unit").filter(pk=upload_id, sender_id=who.id).first()
    if upload is None:
        raise NotFound
    return upload


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendUpload(Verb):
    """Appends `data` at `offset`; returns the offset that is safe now. Raises OffsetDiffers, BadPhoto.

    Pieces are on disk before they count. The last one counts only together with the photo itself, in one
    transaction, so that a server that dies in between asks for it again.
    """

    name = "evidence.append_upload"
    right = Right.REPORT_FAULT

    who: Actor
    upload_id: UUID
    offset: int
    data: bytes

    def do(self) -> int:
        upload = own_upload(self.who, self.upload_id)
        guard(self.who, self.right, upload.unit.path)
        if self.offset != upload.offset or upload.offset == upload.size:
            raise OffsetDiffers
        end = self.offset + len(self.data)
        if end > upload.size:
            raise BadPhoto("too_large")
        try:
            shelf().half_sent.write(str(upload.pk), self.offset, self.data)
        except ValueError:
            self._start_over(upload)
        if end == upload.size:
            return self._finish(upload)
        self._move(upload, end)
        return end

    def _move(self, upload: Upload, end: int) -> None:
        moved = Upload.objects.filter(pk=upload.pk, offset=self.offset).update(offset=end)
        if not moved:
            raise OffsetDiffers

    def _start_over(self, upload: Upload) -> NoReturn:
        """The pieces are gone from the disk, as after a restore: the phone still has them."""
        Upload.objects.filter(pk=upload.pk).update(offset=0)
        raise OffsetDiffers

    def _finish(self, upload: Upload) -> int:
        try:
            photo = self._shelved(upload)
        except BadPhoto:
            self._forget(upload)
            raise
        if photo is not None:
            self._book(upload, photo)
        shelf().half_sent.drop(str(upload.pk))
        return upload.size

    def _shelved(self, upload: Upload) -> Seen | None:
        """None if a colleague's copy of the same bytes came first."""
        if Photo.objects.filter(sha256=upload.sha256, unit=upload.unit, removed_at=None).exists():
            Upload.objects.filter(pk=upload.pk).update(offset=upload.size)
            return None
        data = shelf().half_sent.read(str(upload.pk))
        if sha256(data).hexdigest() != upload.sha256:
            raise BadPhoto("hash_differs")
        photo = seen(data)
        shelve(photo)
        return photo

    @transaction.atomic
    def _book(self, upload: Upload, photo: Seen) -> None:
        book_photo(self.who, upload.unit, photo, upload.taken_at)
        Upload.objects.filter(pk=upload.pk).update(offset=upload.size)

    def _forget(self, upload: Upload) -> None:
        Upload.objects.filter(pk=upload.pk, offset__lt=upload.size).delete()
        shelf().half_sent.drop(str(upload.pk))
