"""Begins to receive a photo, or says how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from wangdian.apps.evidence.models import Photo, Upload
from wangdian.apps.evidence.refusals import BadPhoto, TooManyUploads
from wangdian.apps.evidence.sandbox import MOST_BYTES
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid
from wangdian.foundation.ids import new_uuid

MOST_HALF_SENT = 500


@dataclass(frozen=True, slots=True)
class UploadCard:
    """How far an upload is: `offset` of `size` bytes are safe; equal means that the photo is kept."""

    id: UUID
    offset: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginUpload(Verb):
    """Makes room for a photo of an outlet; the same person, outlet and hash again is the same upload.

    Whoever may report a fault there may send its photo, and so may all who walk.
    """

    name = "evidence.begin_upload"
    right = Right.REPORT_FAULT

    who: Actor
    outlet: str
    sha256: str
    size: int
    taken_at: datetime | None = None

    @transaction.atomic
    def do(self) -> UploadCard:
        unit = outlet_for(self.who, self.outlet).unit
        guard(self.who, self.right, unit.path)
        if not 0 < self.size <= MOST_BYTES:
            raise BadPhoto("too_large" if self.size > 0 else "not_a_photo")
        kept = Photo.objects.filter(sha256=self.sha256, unit=unit, removed_at=None).first()
        self._check_room()
        upload, is_new = Upload.objects.get_or_create(sender_id=self.who.id, unit=unit, sha256=self.sha256, defaults={
            "id": new_uuid(), "size": self.size, "taken_at": self.taken_at, "begun_at": clock.now(),
        })
        if is_new:
            record(self.who, self.name, "upload", upload.pk, unit.path, {"size": self.size})
        if kept and (upload.size, upload.offset) != (kept.size, kept.size):
            upload.size = upload.offset = kept.size
            upload.save(update_fields=["size", "offset"])
        if upload.size != self.size:
            raise invalid("size", "The same photo cannot have two sizes.")
        return UploadCard(id=upload.pk, offset=upload.offset, size=upload.size)

    def _check_room(self) -> None:
        half_sent = Upload.objects.filter(sender_id=self.who.id, offset__lt=F("size"))
        if half_sent[:MOST_HALF_SENT].count() >= MOST_HALF_SENT:
            raise TooManyUploads
