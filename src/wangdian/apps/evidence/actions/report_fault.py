"""Reports a fault (报修): what, a photo, a word if there was time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.facts import FaultReported
from wangdian.apps.evidence.models import FaultReport, Photo
from wangdian.apps.evidence.refusals import IdTaken
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import subjects_visible_to
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound, invalid


@dataclass(frozen=True, slots=True)
class Reported:
    """A fault that is held, where, and the hashes that it still waits for."""

    fault: UUID
    outlet: str
    reported_at: datetime
    awaited: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFault(Verb):
    """Reports a fault at a subject, named by its id or by the tag on its QR code; the same id again does nothing."""

    name = "evidence.report_fault"
    right = Right.REPORT_FAULT

    who: Actor
    fault_id: UUID
    reported_at: datetime
    subject_id: int | None = None
    tag: str = ""
    note: str = ""
    sha256: str = ""

    @transaction.atomic
    def do(self) -> Reported:
        subject = self._subject()
        guard(self.who, self.right, subject.unit.path)
        fault = self._keep(subject)
        if fault.reporter_id != self.who.id or fault.subject_id != subject.pk:
            raise IdTaken
        waits = bool(fault.sha256) and fault.photo_id is None
        return Reported(
            fault=fault.pk, outlet=subject.unit.code, reported_at=fault.reported_at,
            awaited=(fault.sha256,) if waits else (),
        )

    def _subject(self) -> Subject:
        if (self.subject_id is None) == (not self.tag):
            raise invalid("subject", "Name what is broken by its number or by its tag.")
        rows = subjects_visible_to(self.who).filter(active=True)
        wanted = {"pk": self.subject_id} if self.subject_id is not None else {"tag": self.tag.strip().upper()}
        subject = rows.filter(**wanted).first()
        if subject is None:
            raise NotFound
        return subject

    def _keep(self, subject: Subject) -> FaultReport:
        now = clock.now()
        photo = Photo.objects.filter(sha256=self.sha256, unit=subject.unit).first() if self.sha256 else None
        fault, is_new = FaultReport.objects.get_or_create(id=self.fault_id, defaults={
            "subject": subject, "reporter_id": self.who.id, "note": self.note, "photo": photo, "sha256": self.sha256,
            "reported_at": min(self.reported_at, now), "received_at": now,
        })
        if is_new:
            record(self.who, self.name, "fault", self.fault_id, subject.unit.path, {"subject": subject.pk})
            announce(FaultReported(fault_id=str(self.fault_id)))
        return fault
