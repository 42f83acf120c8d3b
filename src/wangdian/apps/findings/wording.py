"""What a finding says of itself in the reader's language, out of its requirement."""

import re
from collections.abc import Iterable, Mapping

from wangdian.apps.findings.cards import FindingCard, StandingCard, WaiverCard
from wangdian.apps.findings.models import Finding, Sighting, Standing, Waiver
from wangdian.apps.outlets.models import Subject
from wangdian.apps.standards.catalogue import Catalogue, Held, held_ever
from wangdian.apps.standards.tongue import said
from wangdian.domain.requirement import Measured, Observed
from wangdian.domain.requirement import Requirement as Rule

REPORTED = "reported"
"""The reason of a finding that somebody reported as a fault."""
FIRST_WORDS = re.compile(r"[^。！？；;!?\n]*")
MOST_WORDS = 40


def chip_words(rule: Rule, reason: str) -> str:
    """The words of a reason chip; "" for a reason of the judge."""
    if not isinstance(rule.check, Observed | Measured):
        return ""
    return next((said(chip) for chip in rule.check.reasons if chip.code == reason), "")


def finding_cards(rows: Iterable[Finding], catalogue: Catalogue | None = None) -> tuple[FindingCard, ...]:
    """Cards of rows read with their subject and unit__outlet.

    One tiny query for the catalogue if it is not at hand, and one more if any of them was reported as a fault.
    """
    listed = list(rows)
    held, told = held_ever({row.requirement_id for row in listed}, catalogue), reported_words(listed)
    return tuple(finding_card(row, held, told) for row in listed)


def reported_words(rows: Iterable[Finding]) -> dict[int, str]:
    """The first words of the last report, of findings that were reported with a word. 1 query, none without such."""
    reported = [row.pk for row in rows if row.reason == REPORTED]
    if not reported:
        return {}
    seen = Sighting.objects.filter(finding__in=reported, fault__isnull=False).exclude(fault__note="")
    notes = seen.order_by("at", "pk").values_list("finding_id", "fault__note")
    return {finding: first_words(note) for finding, note in notes}


def first_words(note: str) -> str:
    """The first sentence of a note, cut where it is longer than a line takes."""
    lines = (line.strip() for line in FIRST_WORDS.findall(note))
    said = next((line for line in lines if line), note.strip())
    return said if len(said) <= MOST_WORDS else f"{said[: MOST_WORDS - 1]}…"


def finding_card(row: Finding, held: Mapping[int, Held], told: Mapping[int, str]) -> FindingCard:
    one = held[row.requirement_id]
    outlet = getattr(row.unit, "outlet", None)
    return FindingCard(
        id=row.pk, requirement=one.key, title=said(one.rule.title), subject_id=row.subject_id,
        subject_kind=row.subject.kind, subject=row.subject.label, outlet_code=row.unit.code,
        outlet=outlet.name_zh if outlet else row.unit.name_zh, module=row.module, pack=one.pack, state=row.state,
        severity=row.severity, reason=row.reason, said=told.get(row.pk) or chip_words(one.rule, row.reason),
        opened_at=row.opened_at, last_seen_at=row.last_seen_at, closed_at=row.closed_at, closed_how=row.closed_how,
        sightings=row.sightings, repeats=row.repeats, waived_until=row.waived_until,
    )


def standing_card(
    row: Standing, held: Mapping[int, Held], subject: Subject, outlet_code: str, finding_id: int | None,
) -> StandingCard:
    one = held[row.requirement_id]
    return StandingCard(
        requirement=one.key, title=said(one.rule.title), subject_id=subject.pk, subject_kind=subject.kind,
        subject=subject.label, outlet_code=outlet_code, module=one.rule.place.module, says=row.says,
        reason=row.reason, said=chip_words(one.rule, row.reason), detail=row.detail, since=row.since,
        look_again_at=row.look_again_at, finding_id=finding_id,
    )


def waiver_cards(
    rows: Iterable[Waiver], findings: Mapping[int, FindingCard], names: Mapping[int, str],
) -> tuple[WaiverCard, ...]:
    return tuple(_waiver_card(row, findings[row.finding_id], names) for row in rows)


def _waiver_card(row: Waiver, finding: FindingCard, names: Mapping[int, str]) -> WaiverCard:
    return WaiverCard(
        id=row.pk, finding_id=row.finding_id, title=finding.title, subject=finding.subject,
        outlet_code=finding.outlet_code, outlet=finding.outlet, severity=finding.severity, state=row.state,
        reason=row.reason, until=row.until, asked_by=row.asked_by_id, asked_name=names.get(row.asked_by_id, ""),
        asked_at=row.asked_at, decided_name=names.get(row.decided_by_id or 0, ""), decided_at=row.decided_at,
        decision=row.decision, ended_how=row.ended_how,
    )
