"""Questions about findings, answered with frozen cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from wangdian.apps.evidence.models import ReferencePhoto
from wangdian.apps.findings.access import finding_for, findings_visible_to
from wangdian.apps.findings.cards import FindingCard, FindingPage, SightingCard, TurnCard
from wangdian.apps.findings.models import Finding, Sighting, Standing
from wangdian.apps.findings.queries_standings import standing_card
from wangdian.apps.findings.queries_waivers import waiver_cards
from wangdian.apps.findings.wording import finding_card, finding_cards
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.access import unit_for
from wangdian.apps.people.queries import names_of
from wangdian.apps.standards.catalogue import held_ever, rule_of
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

STANDING = "standing"
"""The state that asks for everything that is not closed."""
MOST_SIGHTINGS = 50


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


def findings_page(
    who: Actor, wanted: FindingFilter | None = None, *, after: str | None = None, limit: int = 50,
) -> Page[FindingCard]:
    """Findings, the latest first. 2 queries, 3 with a unit."""
    rows = chosen(who, findings_visible_to(who), wanted or FindingFilter())
    page = page_of(rows.select_related("subject", "unit__outlet"), ("-opened_at", "-id"), _same, after, limit)
    return Page(items=finding_cards(page.items), after=page.after)


def chosen(who: Actor, rows: QuerySet[Finding], wanted: FindingFilter) -> QuerySet[Finding]:
    """The rows that the filter leaves; also for lists of the apps above."""
    given = {
        "severity": wanted.severity, "module": wanted.module, "requirement__pack": wanted.pack,
        "requirement__key": wanted.requirement, "subject_id": wanted.subject_id,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if wanted.state == STANDING:
        rows = rows.exclude(state=Finding.State.CLOSED)
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


def finding_page(who: Actor, finding_id: int) -> FindingPage:
    """One finding with its evidence and history; NotFound if it is absent or hidden. At most 12 queries."""
    row = findings_visible_to(who).select_related("subject", "unit__outlet", "edition").filter(pk=finding_id).first()
    if row is None:
        raise NotFound
    seen = list(
        row.seen.select_related("answer", "fault__photo").prefetch_related("answer__photos")
        .order_by("-at", "-pk")[:MOST_SIGHTINGS],
    )
    turns, waivers = list(row.turns.order_by("-at", "-pk")), list(row.waivers.order_by("-asked_at", "-pk"))
    held = held_ever({row.requirement_id})
    stands = Standing.objects.filter(requirement_id=row.requirement_id, subject_id=row.subject_id).first()
    names = names_of(who, _people(turns, seen, waivers))
    reference = ReferencePhoto.objects.filter(subject_id=row.subject_id).values_list("photo__sha256", flat=True).first()
    card = finding_card(row, held)
    return FindingPage(
        card=card,
        rule=rule_of(row.edition),
        detail=row.detail,
        stands=standing_card(stands, held, row.subject, row.unit.code, row.pk) if stands else None,
        turns=tuple(TurnCard(t.at, t.became, t.by_id, names.get(t.by_id or 0, ""), t.why) for t in turns),
        sightings=tuple(_sighting(s, names) for s in seen),
        waivers=waiver_cards(waivers, {row.pk: card}, names),
        reference=reference or "",
        repeat_of=row.repeat_of_id,
        path=row.unit.path,
    )


def finding_brief(who: Actor, finding_id: int) -> FindingCard:
    """What a list would say of one finding; NotFound if it is absent or hidden. 2 queries."""
    finding_for(who, finding_id)
    rows = Finding.objects.filter(pk=finding_id).select_related("subject", "unit__outlet")
    return finding_cards(rows)[0]


def _same(row: Finding) -> Finding:
    return row


def _people(*groups: Iterable[object]) -> set[int]:
    fields = ("by_id", "asked_by_id", "decided_by_id")
    found = {getattr(row, name, None) for rows in groups for row in rows for name in fields}
    return {person for person in found if isinstance(person, int)}


def _sighting(row: Sighting, names: dict[int, str]) -> SightingCard:
    photos: tuple[str, ...] = ()
    if row.answer is not None:
        photos = tuple(p.sha256 for p in sorted(row.answer.photos.all(), key=lambda p: p.slot) if p.photo_id)
    elif row.fault is not None and row.fault.photo is not None:
        photos = (row.fault.photo.sha256,)
    source, told = "calendar", row.answer or row.fault
    if row.answer is not None:
        source = "walk"
    elif row.fault is not None:
        source = "report"
    return SightingCard(
        at=row.at, source=source, says=row.says, by=row.by_id, name=names.get(row.by_id or 0, ""),
        note=told.note if told else "", values=row.answer.values if row.answer else {}, photos=photos,
    )
