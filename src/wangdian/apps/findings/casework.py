"""The one place where findings change: many pairs at once, each stepped by the pure life, all written together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from wangdian.apps.evidence.models import Answer, FaultReport
from wangdian.apps.findings.happenings import FindingFact, facts_of, turns_of
from wangdian.apps.findings.lives import life_of, patience, write_life, write_streak
from wangdian.apps.findings.models import Finding, FindingTurn, Sighting, Standing, Waiver
from wangdian.apps.findings.touching import touch
from wangdian.apps.journal.actions.announce import announce_all
from wangdian.apps.outlets.models import Subject
from wangdian.apps.standards.catalogue import Held, held_ever
from wangdian.domain.finding_events import Event, Happening, Opened, Seen, WaiverEnd, WaiverOver
from wangdian.domain.finding_life import State, step
from wangdian.domain.judging import Verdict
from wangdian.domain.verdict import Verdict as Look
from wangdian.foundation import clock

Pair = tuple[int, int]
"""The ids of a requirement and of a subject."""

STANDING_FIELDS = [
    "says", "reason", "detail", "since", "judged_at", "look_again_at", "due_on", "heard_after",
    "streak_says", "streak_since", "streak_last", "streak_count",
]
FINDING_FIELDS = [
    "state", "severity", "reason", "detail", "changed_at", "last_seen_at", "sightings", "worker", "mended_by",
    "mended_at", "closed_at", "closed_how", "verified_by", "waived_until",
]


@dataclass(frozen=True, slots=True)
class Trace:
    """What an event leaves behind beside the life itself: by whom, on what evidence, in which words."""

    by: int | None = None
    answer: Answer | None = None
    fault: FaultReport | None = None
    why: str = ""
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Case:
    """A pair in hand: how it stands, and its last finding, open or closed."""

    held: Held
    standing: Standing
    finding: Finding | None

    @property
    def stands(self) -> bool:
        """Whether a finding stands against the subject."""
        return self.finding is not None and self.finding.state != Finding.State.CLOSED


class Casework:
    """Takes pairs in hand, locks them, and writes what became of them; must live inside one transaction."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        wanted = set(pairs)
        self._held = held_ever({requirement for requirement, _ in wanted})
        self._cases = self._taken(wanted)
        self._new: list[Finding] = []
        self._old: dict[int, Finding] = {}
        self._standings: dict[int, Standing] = {}
        self._turns: list[FindingTurn] = []
        self._sightings: list[Sighting] = []
        self._facts: list[tuple[FindingFact, Finding]] = []
        self._waivers_over: list[tuple[Finding, WaiverEnd]] = []

    def __getitem__(self, pair: Pair) -> Case:
        return self._cases[pair]

    def __contains__(self, pair: Pair) -> bool:
        return pair in self._cases

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(self._cases.values())

    def step(self, case: Case, event: Event, at: datetime, trace: Trace) -> None:
        """One event in the life of the pair's finding; raises IllegalStep if it does not fit, and nothing changed."""
        before = life_of(case.held.rule, case.standing, case.finding)
        after, happened = step(before, event, at, patience(case.held.rule))
        write_streak(case.standing, after.streak)
        self._standings[case.standing.pk] = case.standing
        if after.unsettled and not before.unsettled:
            self._open(case, happened)
        finding = case.finding
        if finding is None:
            return
        if after != before:
            write_life(finding, after)
            self._touch(finding)
        self._trace(finding, event, at, trace, happened)

    def judge(self, case: Case, verdict: Verdict, since: datetime) -> None:
        """Writes down how the pair stands; `since` counts if that is something else than before."""
        standing = case.standing
        if standing.says != verdict.says:
            standing.says, standing.since = verdict.says, since
        standing.reason, standing.detail = verdict.reason, dict(verdict.detail)
        standing.look_again_at, standing.judged_at = verdict.look_again_at, clock.now()
        last = verdict.detail.get("due_on")
        standing.due_on = date.fromisoformat(last) if isinstance(last, str) else None
        self._standings[standing.pk] = standing

    def save(self) -> None:
        """Writes everything with a fixed number of queries, and announces it."""
        Standing.objects.bulk_create(
            self._standings.values(), update_conflicts=True, update_fields=STANDING_FIELDS,
            unique_fields=["id"],
        )
        Finding.objects.bulk_create(
            self._old.values(), update_conflicts=True, update_fields=FINDING_FIELDS, unique_fields=["id"],
        )
        self._save_new()
        findings = (*self._old.values(), *self._new)
        touch({row.unit_id for row in self._standings.values()} | {row.unit_id for row in findings})
        FindingTurn.objects.bulk_create(self._turns)
        Sighting.objects.bulk_create(self._sightings)
        self._end_waivers()
        announce_all([fact(finding.pk) for fact, finding in self._facts])

    def _save_new(self) -> None:
        """Closed ones first: of one pair only the last may still stand when it is written."""
        left = sorted(self._new, key=lambda f: f.state != Finding.State.CLOSED)
        while left:
            Finding.objects.bulk_create([f for f in left if f.repeat_of is None or f.repeat_of.pk])
            left = [f for f in left if f.pk is None]

    def _open(self, case: Case, happened: tuple[Happening, ...]) -> None:
        opened = next(h for h in happened if isinstance(h, Opened))
        at = clock.now()
        finding = Finding(
            requirement_id=case.held.id, edition_id=case.held.edition_id, subject_id=case.standing.subject_id,
            unit_id=case.standing.unit_id, module=case.held.rule.place.module,
            repeat_of=case.finding if opened.repeat else None, opened_at=at, changed_at=at, last_seen_at=at,
        )
        case.finding = finding
        self._new.append(finding)

    def _touch(self, finding: Finding) -> None:
        if finding.pk is not None:
            self._old[finding.pk] = finding

    def _trace(
        self, finding: Finding, event: Event, at: datetime, trace: Trace, happened: tuple[Happening, ...],
    ) -> None:
        if finding.state == State.MENDED:
            finding.mended_at = finding.mended_at or at
        elif finding.state != State.CLOSED:
            finding.mended_at = None
        if isinstance(event, Seen) and (happened or finding.state != Finding.State.CLOSED):
            self._sight(finding, event, at, trace)
        for became, why in turns_of(happened, trace.why):
            self._turns.append(FindingTurn(finding=finding, at=at, became=became, by_id=trace.by, why=why))
        self._facts += [(fact, finding) for fact in facts_of(happened)]
        self._waivers_over += [(finding, h.why) for h in happened if isinstance(h, WaiverOver)]

    def _sight(self, finding: Finding, seen: Seen, at: datetime, trace: Trace) -> None:
        if seen.verdict is Look.FAILS:
            first = finding.pk is None or at >= finding.last_seen_at
            if first and trace.reason:
                finding.reason, finding.detail = trace.reason, dict(trace.detail)
            finding.last_seen_at = at if finding.pk is None else max(finding.last_seen_at, at)
            self._touch(finding)
        self._sightings.append(Sighting(
            finding=finding, at=at, by_id=trace.by, answer=trace.answer, fault=trace.fault, says=seen.verdict,
        ))

    def _end_waivers(self) -> None:
        for how in WaiverEnd:
            over = [finding.pk for finding, why in self._waivers_over if why is how]
            if over:
                granted = Waiver.objects.filter(finding_id__in=over, state=Waiver.State.GRANTED, ended_at=None)
                granted.update(ended_at=clock.now(), ended_how=how)

    def _taken(self, wanted: set[Pair]) -> dict[Pair, Case]:
        standings = _locked(wanted)
        missing = wanted - standings.keys()
        if missing:
            _make(missing)
            standings |= _locked(missing)
        findings = last_findings(wanted)
        return {
            pair: Case(self._held[pair[0]], standing, findings.get(pair)) for pair, standing in standings.items()
        }


def _locked(pairs: set[Pair]) -> dict[Pair, Standing]:
    """The standings of the pairs, always locked in the same order."""
    rows = Standing.objects.select_for_update().filter(**_among(pairs)).order_by("pk")
    return {(row.requirement_id, row.subject_id): row for row in rows if (row.requirement_id, row.subject_id) in pairs}


def _make(pairs: set[Pair]) -> None:
    units = dict(Subject.objects.filter(pk__in={subject for _, subject in pairs}).values_list("pk", "unit_id"))
    now = clock.now()
    Standing.objects.bulk_create(
        [Standing(requirement_id=r, subject_id=s, unit_id=units[s], since=now) for r, s in sorted(pairs) if s in units],
        ignore_conflicts=True,
    )


def last_findings(pairs: set[Pair]) -> dict[Pair, Finding]:
    """The last finding of each pair that ever had one, open or closed. 1 query."""
    among = Finding.objects.filter(**_among(pairs)).values("requirement_id", "subject_id")
    rows = Finding.objects.filter(pk__in=among.annotate(last=Max("pk")).values("last"))
    return {(row.requirement_id, row.subject_id): row for row in rows}


def _among(pairs: set[Pair]) -> dict[str, Any]:
    return {"requirement_id__in": {r for r, _ in pairs}, "subject_id__in": {s for _, s in pairs}}
