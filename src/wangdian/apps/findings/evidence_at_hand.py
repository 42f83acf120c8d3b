"""What is known of many pairs at once: the last answer of a person, or what the calendar says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from wangdian.apps.assets.dates import dated_facts
from wangdian.apps.evidence.models import Answer
from wangdian.apps.findings.casework import Case, Pair
from wangdian.apps.findings.models import Finding
from wangdian.domain.finding_events import Closing
from wangdian.domain.judging import Dated, Evidence, Measurement, Observation, Says, Verdict, judge
from wangdian.domain.judging_observed import good_until, still_good
from wangdian.domain.requirement import Measured, Observed
from wangdian.domain.requirement_checks import DatedCheck

VERIFIED = "verified"
"""The reason of a standing that holds because somebody looked at the repair and passed it."""


@dataclass(frozen=True)
class AtHand:
    """Answers by pair, and dates by subject and fact, of the pairs that were asked for."""

    answers: Mapping[Pair, Answer]
    dates: Mapping[tuple[int, str], Dated]


def gather(cases: Iterable[Case]) -> AtHand:
    """Reads what the judge needs for these cases: at most 10 queries, however many they are."""
    looked: set[Pair] = set()
    subjects: set[int] = set()
    facts: set[str] = set()
    for case in cases:
        check = case.held.rule.check
        if isinstance(check, DatedCheck):
            subjects.add(case.standing.subject_id)
            facts.add(check.fact.value)
        elif isinstance(check, Observed | Measured):
            looked.add((case.held.id, case.standing.subject_id))
    return AtHand(_last_answers(looked), dated_facts(subjects, facts) if subjects else {})


def verdict_on(case: Case, known: AtHand, at: datetime) -> Verdict:
    """How the pair stands by the requirement as it is now and by the last that is known."""
    check, subject_id = case.held.rule.check, case.standing.subject_id
    if isinstance(check, DatedCheck):
        return judge(case.held.rule, known.dates.get((subject_id, check.fact.value)), at)
    answer = known.answers.get((case.held.id, subject_id))
    deaf = case.standing.heard_after
    if answer is not None and deaf is not None and answer.answered_at <= deaf:
        answer = None
    passed = _verified_at(case.finding)
    if passed is not None and (answer is None or answer.answered_at <= passed) and not (deaf and deaf >= passed):
        return _verified(case, passed, at)
    return judge(case.held.rule, None if answer is None else evidence_of(answer), at)


def evidence_of(answer: Answer) -> Evidence:
    """An answer as the judge reads it."""
    if answer.says == "val":
        return Measurement.from_text(answer.values, answer.answered_at)
    return Observation(
        holds={"ok": True, "fail": False}.get(answer.says),
        reasons=(answer.reason,) if answer.reason else (),
        not_applicable=answer.says == "na",
        taken_at=answer.answered_at,
    )


def _verified_at(finding: Finding | None) -> datetime | None:
    if finding is None or finding.closed_how != Closing.VERIFIED:
        return None
    return finding.closed_at


def _verified(case: Case, passed: datetime, at: datetime) -> Verdict:
    """Whoever verified a repair looked: it counts as long as any look does."""
    blank = judge(case.held.rule, None, at)
    check = case.held.rule.check
    if blank.says is Says.NOT_APPLICABLE or not isinstance(check, Observed | Measured):
        return blank
    return still_good(check, passed, at) or Verdict(
        Says.HOLDS, VERIFIED, look_again_at=good_until(check, passed),
    )


def _last_answers(pairs: set[Pair]) -> dict[Pair, Answer]:
    if not pairs:
        return {}
    numbered = Answer.objects.filter(
        requirement_id__in={r for r, _ in pairs}, subject_id__in={s for _, s in pairs},
    ).annotate(
        place=Window(
            RowNumber(), partition_by=[F("requirement_id"), F("subject_id")],
            order_by=[F("answered_at").desc(), F("received_at").desc(), F("pk").desc()],
        ),
    )
    return {(row.requirement_id, row.subject_id): row for row in numbered.filter(place=1)}
