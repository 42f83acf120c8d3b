"""What findings do when something is told: new evidence, changed subjects, dates, hours and standards."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.actions.apply import apply_chunk, apply_to_outlet, apply_to_subjects
from wangdian.apps.findings.actions.hear import hear
from wangdian.apps.findings.actions.hear_readings import hear_readings
from wangdian.apps.findings.actions.look_again import look_again
from wangdian.apps.findings.actions.take_report import take_report
from wangdian.apps.findings.casework import Pair
from wangdian.apps.findings.evidence_at_hand import WALKS
from wangdian.apps.findings.facts import StandingsOutdated
from wangdian.apps.findings.models import Standing
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.priority import ClockKind
from wangdian.domain.requirement import Compare, Observed
from wangdian.domain.requirement_checks import DatedCheck, Monitored
from wangdian.foundation import clock

Body = Mapping[str, Any]
ON_RECORD = frozenset({Compare.SEEN_BY_CAMERA, Compare.KIT_CONTENTS, Compare.PLAYLIST, Compare.CURRENT_DOCUMENT})
"""Comparisons with what is on record about the subject itself."""


def subject_changed(body: Body, row_id: int) -> None:
    """What applies to it is worked out again; an outlet's own change may concern everything that stands in it."""
    subject = Subject.objects.filter(pk=body["subject_id"]).first()
    if subject is None:
        return
    if subject.kind == "outlet":
        apply_to_outlet(subject.unit_id)
    else:
        apply_to_subjects([subject.pk])


def requirements_loaded(body: Body, row_id: int) -> None:
    announce(StandingsOutdated(keys=list(body["keys"]), after=0))


def standings_outdated(body: Body, row_id: int) -> None:
    """Some outlets at a time, each in its own transaction, so that nobody waits for the whole bank."""
    last = apply_chunk(body["keys"], body["after"])
    if last is not None:
        announce(StandingsOutdated(keys=list(body["keys"]), after=last))


def answers_received(body: Body, row_id: int) -> None:
    hear(body["answer_ids"])


def readings_recorded(body: Body, row_id: int) -> None:
    hear_readings(body["subject_ids"], body["metrics"])


def reading_withdrawn(body: Body, row_id: int) -> None:
    hear_readings([body["subject_id"]], [body["metric"]], taken_back=True)


def fault_reported(body: Body, row_id: int) -> None:
    take_report(body["fault_id"])


def dates_changed(body: Body, row_id: int) -> None:
    """What is on record about a subject changed: whatever hangs on that is judged at once."""
    hanging = [one.id for one in current_requirements().held if _hangs_on_records(one.rule.check)]
    look_again(_pairs([body["subject_id"]], hanging))


def walk_ended(body: Body, row_id: int) -> None:
    """A walk was finished or missed: what asks for such walks at its outlet is judged at once."""
    walk = Walk.objects.select_related("outlet").get(pk=body["walk_id"])
    look_again(_pairs([walk.outlet.subject_id], _about_walks()))


def walks_planned(body: Body, row_id: int) -> None:
    """Outlets have other walks ahead of them than before."""
    look_again(_pairs(body["subject_ids"], _about_walks()))


def hours_changed(body: Body, row_id: int) -> None:
    """Opening hours or a closure changed: what hangs on them is due at the next sweep."""
    outlet = Outlet.objects.filter(pk=body["outlet_id"]).first()
    if outlet is None:
        return
    held = [one.id for one in current_requirements().held if _hangs_on_hours(one.rule.check)]
    Standing.objects.filter(unit_id=outlet.unit_id, requirement_id__in=held).update(look_again_at=clock.now())


def _about_walks() -> list[int]:
    return [
        one.id for one in current_requirements().of_check("dated")
        if isinstance(one.rule.check, DatedCheck) and one.rule.check.fact.startswith(WALKS)
    ]


def _pairs(subject_ids: list[int], requirement_ids: list[int]) -> list[Pair]:
    rows = Standing.objects.filter(subject_id__in=subject_ids, requirement_id__in=requirement_ids)
    return list(rows.values_list("requirement_id", "subject_id"))


def _hangs_on_records(check: object) -> bool:
    if isinstance(check, DatedCheck):
        return not check.fact.startswith(WALKS)
    return isinstance(check, Observed) and check.compare in ON_RECORD


def _hangs_on_hours(check: object) -> bool:
    if isinstance(check, DatedCheck):
        return check.clock is ClockKind.OPENING_HOURS
    if isinstance(check, Monitored):
        return check.during == "opening_hours"
    return isinstance(check, Observed) and check.compare is Compare.HOURS_BOARD
