"""Sets how a subject should look: the photo that is held beside every new one."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.models import Photo, ReferencePhoto
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import subject_for
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReferencePhoto(Verb):
    """Takes a photo that is kept at the subject's own unit as its reference; returns the photo's hash."""

    name = "evidence.set_reference_photo"
    right = Right.EDIT_THINGS

    who: Actor
    subject_id: int
    sha256: str

    @transaction.atomic
    def do(self) -> str:
        subject = subject_for(self.who, self.subject_id)
        guard(self.who, self.right, subject.unit.path)
        photo = Photo.objects.filter(sha256=self.sha256, unit=subject.unit).first()
        if photo is None:
            raise NotFound
        ReferencePhoto.objects.update_or_create(subject=subject, defaults={"photo": photo, "set_at": clock.now()})
        record(self.who, self.name, "subject", subject.pk, subject.unit.path, {"sha256": photo.sha256})
        return photo.sha256
