"""What is known of many pairs at once: the last answer of a person, or what the calendar says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from wangdian.apps.assets.dates import dated_facts
from wangdian.apps.evidence.dates import walk_facts
from wangdian.apps.evidence.expected import Texts, Wanted, expected_texts
from wangdian.apps.evidence.listening import Heard, heard_at
from wangdian.apps.evidence.models import Answer
from wangdian.apps.evidence.said import evidence_of
from wangdian.apps.findings.casework import Case, Pair
from wangdian.apps.findings.due import with_due_moments
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.models import Subject
from wangdian.domain.feeding import Fed, heard, measured, metrics_of
from wangdian.domain.finding_events import Closing
from wangdian.domain.judging import Dated, Evidence, Observation, Says, Verdict, judge
from wangdian.domain.judging_observed import good_until, still_good
from wangdian.domain.requirement import Compare, Measured, Monitored, Observed
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.streams import Point

VERIFIED = "verified"
"""The reason of a standing that holds because somebody looked at the repair and passed it."""
WALKS = "walk."


@dataclass(frozen=True)
class AtHand:
    """Answers by pair, dates by subject and fact, what must stand there by subject and comparison, and readings."""

    answers: Mapping[Pair, Answer]
    dates: Mapping[tuple[int, str], Dated]
    expected: Texts
    heard: Mapping[int, Heard]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict, and the reading that it rests on, if it rests on one."""

    verdict: Verdict
    reading: Point | None = None


def gather(cases: Iterable[Case]) -> AtHand:
    """Reads what the judge needs for these cases: at most 26 queries, however many they are."""
    looked: dict[Pair, Compare | None] = {}
    dated: dict[tuple[int, str], DatedCheck] = {}
    fed: dict[int, set[str]] = {}
    for case in cases:
        check, subject_id = case.held.rule.check, case.standing.subject_id
        if isinstance(check, DatedCheck):
            dated[subject_id, check.fact.value] = check
        elif isinstance(check, Observed | Measured):
            looked[case.held.id, subject_id] = check.compare if isinstance(check, Observed) else None
        if metrics := metrics_of(check):
            fed.setdefault(subject_id, set()).update(metrics)
    answers = _last_answers(set(looked))
    return AtHand(answers, _dates(dated), _expected(answers, looked), heard_at(fed))


def as_seen(answer: Answer) -> Evidence:
    """An answer as the judge reads it."""
    return evidence_of(
        answer.says, answer.values, answer.reason, answer.answered_at, answer.compared_with or None,
    )


def verdict_on(case: Case, known: AtHand, at: datetime) -> Verdict:
    """How the pair stands by the requirement as it is now and by the last that is known."""
    return weigh(case, known, at).verdict


def weigh(case: Case, known: AtHand, at: datetime, *, afresh: bool = False) -> Weighed:
    """The newest counts: a date, the last answer, a verified repair, or what was read since.

    `afresh` counts readings as if nothing had failed before, for when one of them was taken back.
    """
    check, subject_id = case.held.rule.check, case.standing.subject_id
    if isinstance(check, DatedCheck):
        return Weighed(judge(case.held.rule, known.dates.get((subject_id, check.fact.value)), at))
    answer = known.answers.get((case.held.id, subject_id))
    deaf = case.standing.heard_after
    if answer is not None and deaf is not None and answer.answered_at <= deaf:
        answer = None
    passed = _verified_at(case.finding)
    if passed is not None and deaf is not None and deaf >= passed:
        passed = None
    if passed is not None and answer is not None and answer.answered_at > passed:
        passed = None
    since = max((m for m in (deaf, passed, answer.answered_at if answer else None) if m is not None), default=None)
    said = as_seen(answer) if answer is not None and passed is None else None
    fed = _fed(case, known, said, since, case.stands and not afresh)
    if fed is not None:
        return Weighed(judge(case.held.rule, fed.evidence, at), fed.settled)
    if passed is not None:
        return Weighed(_verified(case, passed, at))
    return Weighed(_by_eye(case, known, said, at))


def _fed(case: Case, known: AtHand, said: Evidence | None, since: datetime | None, failing: bool) -> Fed | None:
    """What was read since the last that was said, where that decides anything."""
    check, told = case.held.rule.check, known.heard.get(case.standing.subject_id)
    if told is None:
        return None
    if isinstance(check, Monitored):
        return heard(check, told.streams, since, failing)
    if isinstance(check, Measured):
        return measured(check, said, told.streams, since, failing, told.kind)
    return None


def _by_eye(case: Case, known: AtHand, seen: Evidence | None, at: datetime) -> Verdict:
    check, subject_id = case.held.rule.check, case.standing.subject_id
    if isinstance(seen, Observation) and isinstance(check, Observed) and check.compare:
        now = known.expected.get((subject_id, check.compare.value))
        seen = replace(seen, expected=now.zh if now else None)
    return judge(case.held.rule, seen, at)


def _dates(dated: Mapping[tuple[int, str], DatedCheck]) -> Mapping[tuple[int, str], Dated]:
    subjects, facts = {subject for subject, _ in dated}, {fact for _, fact in dated}
    walks = {fact for fact in facts if fact.startswith(WALKS)}
    found = dict(walk_facts(subjects, walks)) if walks else {}
    if facts - walks:
        found |= with_due_moments(dict(dated_facts(subjects, facts - walks)), dated)
    return found


def _expected(answers: Mapping[Pair, Answer], looked: Mapping[Pair, Compare | None]) -> Texts:
    """Only for what was seen in comparison with something."""
    asked = {pair[1]: compare for pair, compare in looked.items() if compare and pair in answers}
    if not asked:
        return {}
    outlets = Subject.objects.filter(pk__in=list(asked), unit__outlet__isnull=False)
    homes = dict(outlets.values_list("pk", "unit__outlet"))
    wanted = (
        Wanted(pair[1], compare, homes[pair[1]])
        for pair, compare in looked.items() if compare and pair in answers and pair[1] in homes
    )
    return expected_texts(wanted)


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
