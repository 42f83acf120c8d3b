"""Hears what was read at subjects, or that a reading was taken back: each pair that it feeds is judged at once."""

from collections.abc import Collection, Iterable

from django.db import transaction

from wangdian.apps.findings.actions.apply import apply_to_subjects
from wangdian.apps.findings.casework import Case, Casework, Trace
from wangdian.apps.findings.evidence_at_hand import Weighed, gather, weigh
from wangdian.apps.findings.hearing import take_reading
from wangdian.apps.findings.models import Sighting, Standing
from wangdian.apps.standards.catalogue import Held, current_requirements
from wangdian.domain.feeding import metrics_of
from wangdian.domain.finding_events import Withdrawn
from wangdian.domain.judging import Says
from wangdian.foundation import clock


def hear_readings(subject_ids: Iterable[int], metrics: Collection[str], *, taken_back: bool = False) -> None:
    """Takes readings to account; what waited for devices applies from the first reading on, and no longer than any."""
    ids, fed = list(subject_ids), _fed_by(metrics)
    with transaction.atomic():
        apply_to_subjects(ids, [held.key for held in fed if held.rule.waits_for])
        rows = Standing.objects.filter(subject_id__in=ids, requirement_id__in=[held.id for held in fed])
        _judge(Casework(rows.values_list("requirement_id", "subject_id")), taken_back)


def _judge(work: Casework, taken_back: bool) -> None:
    now, known = clock.now(), gather(work.cases)
    for case in work.cases:
        weighed = weigh(case, known, now, afresh=taken_back)
        if taken_back and _was_a_mistake(case, weighed):
            work.step(case, Withdrawn(), now, Trace())
        else:
            take_reading(work, case, weighed)
        work.judge(case, weighed.verdict, min(weighed.reading.at, now) if weighed.reading else now)
    work.save()


def _fed_by(metrics: Collection[str]) -> list[Held]:
    wanted = set(metrics)
    return [held for held in current_requirements().held if not wanted.isdisjoint(metrics_of(held.rule.check))]


def _was_a_mistake(case: Case, weighed: Weighed) -> bool:
    """A finding stands by readings alone, and without the one that was taken back nothing fails any more."""
    if case.finding is None or not case.stands or weighed.verdict.says is Says.FAILS:
        return False
    told = Sighting.objects.filter(finding=case.finding)
    return not told.exclude(answer=None, fault=None).exists()
