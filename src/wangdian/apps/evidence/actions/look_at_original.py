"""Looks at a blurred photo as it came; that somebody looked is recorded, each time."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.access import photo_for
from wangdian.apps.evidence.refusals import PhotoRemoved
from wangdian.apps.evidence.shelf import photo_bytes
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtOriginal(Verb):
    """Returns the type and the bytes as they came. Raises PhotoRemoved."""

    name = "evidence.look_at_original"
    right = Right.SEE_ORIGINALS

    who: Actor
    sha256: str

    @transaction.atomic
    def do(self) -> tuple[str, bytes]:
        photo = photo_for(self.who, self.sha256)
        guard(self.who, self.right, photo.unit.path)
        if photo.removed_at is not None:
            raise PhotoRemoved
        record(self.who, self.name, "photo", photo.pk, photo.unit.path, {"sha256": photo.sha256})
        return photo.mime, photo_bytes(photo.sha256)
