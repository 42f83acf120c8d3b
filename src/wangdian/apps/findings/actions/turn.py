"""One event in the life of one finding, for verbs here and in the apps above that have guarded already."""

from datetime import datetime

from wangdian.apps.findings.casework import Case, Casework, Trace
from wangdian.apps.findings.models import Finding
from wangdian.domain.finding_events import Event
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


def in_hand(finding_id: int) -> tuple[Casework, Case]:
    """The finding's pair, locked; must live inside a transaction. Raises Clash if a later finding took its place."""
    requirement_id, subject_id = Finding.objects.values_list("requirement_id", "subject_id").get(pk=finding_id)
    work = Casework([(requirement_id, subject_id)])
    case = work[requirement_id, subject_id]
    if case.finding is None or case.finding.pk != finding_id:
        raise Clash("It was found again meanwhile: look at the later finding.")
    return work, case


def turn(finding_id: int, event: Event, trace: Trace, at: datetime | None = None) -> None:
    """Steps the finding and writes what became of it; raises IllegalStep (a Clash) if the event does not fit."""
    work, case = in_hand(finding_id)
    work.step(case, event, at or clock.now(), trace)
    work.save()
