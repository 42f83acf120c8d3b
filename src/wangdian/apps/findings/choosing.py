"""Which findings a list asks for."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from wangdian.apps.findings.models import Finding
from wangdian.apps.people.access import unit_for
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation import clock

STANDING = "standing"
"""The state that asks for everything that is not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """What to list; an empty value asks for everything. `unit` is a unit's code and means its whole subtree."""

    unit: str = ""
    state: str = STANDING
    severity: str = ""
    module: str = ""
    pack: str = ""
    requirement: str = ""
    subject_id: int | None = None
    waived: bool | None = None
    since: date | None = None


def chosen(who: Actor, rows: QuerySet[Finding], wanted: FindingFilter) -> QuerySet[Finding]:
    """The rows that the filter leaves; also for lists of the apps above."""
    given = {
        "severity": wanted.severity, "module": wanted.module, "requirement__pack": wanted.pack,
        "requirement__key": wanted.requirement, "subject_id": wanted.subject_id,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if wanted.state == STANDING:
        rows = rows.exclude(state=Finding.State.CLOSED).filter(closed_at=None)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        path = unit_for(who, wanted.unit).path
        rows = rows.filter(unit__path__gte=path, unit__path__lt=after_subtree(path))
    if wanted.waived is not None:
        running = Q(waived_until__gt=clock.now())
        rows = rows.filter(running if wanted.waived else ~running | Q(waived_until=None))
    if wanted.since:
        rows = rows.filter(opened_at__gte=datetime.combine(wanted.since, time.min, clock.BANK_ZONE))
    return rows
