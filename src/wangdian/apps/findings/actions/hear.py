"""Hears what people saw on a walk: each answer is one look at its pair, in the order in which they were given."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wangdian.apps.evidence.models import Answer
from wangdian.apps.findings.applying import applying, places_of
from wangdian.apps.findings.casework import Casework, Pair, Trace
from wangdian.apps.findings.evidence_at_hand import as_seen, gather, weigh
from wangdian.apps.findings.hearing import LOOKS, take_reading
from wangdian.apps.findings.models import Standing
from wangdian.apps.standards.catalogue import current_requirements, rules_of
from wangdian.domain.finding_events import Seen
from wangdian.domain.judging import Verdict, judge
from wangdian.domain.requirement import Requirement as Rule
from wangdian.foundation import clock


@transaction.atomic
def hear(answer_ids: Iterable[str]) -> None:
    """Takes answers to account; those about what does not apply (any more) are kept as evidence, and that is all."""
    answers = sorted(Answer.objects.filter(pk__in=list(answer_ids)), key=lambda a: (a.answered_at, a.received_at, a.pk))
    pairs = _that_apply({(a.requirement_id, a.subject_id) for a in answers})
    work = Casework(pairs)
    heard = [a for a in answers if (a.requirement_id, a.subject_id) in work]
    rules = rules_of({a.edition_id for a in heard})
    for answer in heard:
        _look(work, answer, rules[answer.edition_id])
    known = gather(work.cases)
    seen_at = {(a.requirement_id, a.subject_id): moment_of(a) for a in heard}
    for case in work.cases:
        pair = (case.held.id, case.standing.subject_id)
        weighed = weigh(case, known, clock.now())
        take_reading(work, case, weighed)
        work.judge(case, weighed.verdict, seen_at[pair])
    work.save()


def moment_of(answer: Answer) -> datetime:
    """When it was seen: by the phone's clock, but never ahead of ours."""
    return min(answer.answered_at, answer.received_at, clock.now())


def _look(work: Casework, answer: Answer, rule: Rule) -> None:
    case, at = work[answer.requirement_id, answer.subject_id], moment_of(answer)
    if case.standing.heard_after is not None and at <= case.standing.heard_after:
        return
    verdict: Verdict = judge(rule, as_seen(answer), at)
    look = LOOKS.get(verdict.says)
    if look is None:
        return
    seen = Seen(look, by=str(answer.author_id), on_inspection=True)
    trace = Trace(by=answer.author_id, answer=answer, reason=verdict.reason, detail=verdict.detail)
    work.step(case, seen, at, trace)


def _that_apply(pairs: set[Pair]) -> set[Pair]:
    """The pairs that stand already, and those that would if somebody had asked before."""
    rows = Standing.objects.filter(
        requirement_id__in={r for r, _ in pairs}, subject_id__in={s for _, s in pairs},
    ).values_list("requirement_id", "subject_id")
    present = pairs & set(rows)
    missing = pairs - present
    if not missing:
        return present
    catalogue = current_requirements()
    places = places_of({subject for _, subject in missing})
    due = {(held.id, place.id) for place in places for held in applying(catalogue, place, clock.today())}
    return present | (missing & due)
