"""Questions about reported faults, answered with frozen cards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wangdian.apps.evidence.access import faults_visible_to
from wangdian.apps.evidence.models import FaultReport
from wangdian.apps.evidence.names import name_for
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.access import unit_for
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class FaultCard:
    """A fault as it was reported; `photo` is a hash, `photo_here` whether its bytes have arrived."""

    id: UUID
    unit: str
    subject: int
    subject_label: str
    subject_kind: str
    note: str
    reporter: str
    reported_at: datetime
    received_at: datetime
    photo: str
    photo_here: bool


def faults_page(
    who: Actor, *, unit: str = "", after: str | None = None, limit: int = 50,
) -> Page[FaultCard]:
    """Faults, the latest first. 1 query, 2 with `unit`."""
    rows = faults_visible_to(who)
    if unit:
        path = unit_for(who, unit).path
        rows = rows.filter(subject__unit__path__gte=path, subject__unit__path__lt=after_subtree(path))
    return page_of(rows, ("-reported_at", "-id"), lambda row: _card(who, row), after, limit)


def fault_card(who: Actor, fault_id: UUID) -> FaultCard:
    """One fault; NotFound if it is absent or hidden. 1 query."""
    row = faults_visible_to(who).filter(pk=fault_id).first()
    if row is None:
        raise NotFound
    return _card(who, row)


def _card(who: Actor, row: FaultReport) -> FaultCard:
    unit = row.subject.unit
    return FaultCard(
        id=row.pk, unit=unit.code, subject=row.subject_id, subject_label=row.subject.label,
        subject_kind=row.subject.kind, note=row.note, reporter=name_for(who, row.reporter, unit.path),
        reported_at=row.reported_at, received_at=row.received_at, photo=row.sha256, photo_here=row.photo is not None,
    )
