"""Questions about findings, answered with frozen cards."""

from collections.abc import Iterable

from wangdian.apps.evidence.models import ReferencePhoto
from wangdian.apps.findings.access import finding_for, findings_visible_to
from wangdian.apps.findings.cards import FindingCard, FindingPage, SightingCard, TurnCard
from wangdian.apps.findings.choosing import FindingFilter, chosen
from wangdian.apps.findings.models import Finding, Sighting, Standing
from wangdian.apps.findings.wording import finding_card, finding_cards, reported_words, standing_card, waiver_cards
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.queries import names_of
from wangdian.apps.standards.catalogue import held_ever, rule_of
from wangdian.domain.feeding import metrics_of
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

MOST_SIGHTINGS = 50


def findings_page(
    who: Actor, wanted: FindingFilter | None = None, *, after: str | None = None, limit: int = 50,
) -> Page[FindingCard]:
    """Findings, the latest first. 2 queries, 3 with a unit."""
    rows = chosen(who, findings_visible_to(who), wanted or FindingFilter())
    page = page_of(rows.select_related("subject", "unit__outlet"), ("-opened_at", "-id"), _same, after, limit)
    return Page(items=finding_cards(page.items), after=page.after)


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
    card = finding_card(row, held, reported_words([row]))
    fed = bool(metrics_of(rule_of(row.edition).check))
    return FindingPage(
        card=card,
        rule=rule_of(row.edition),
        detail=row.detail,
        stands=standing_card(stands, held, row.subject, row.unit.code, row.pk) if stands else None,
        turns=tuple(TurnCard(t.at, t.became, t.by_id, names.get(t.by_id or 0, ""), t.why) for t in turns),
        sightings=tuple(_sighting(s, names, fed) for s in seen),
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


def _sighting(row: Sighting, names: dict[int, str], fed: bool) -> SightingCard:
    photos: tuple[str, ...] = ()
    if row.answer is not None:
        photos = tuple(p.sha256 for p in sorted(row.answer.photos.all(), key=lambda p: p.slot) if p.photo_id)
    elif row.fault is not None and row.fault.photo is not None:
        photos = (row.fault.photo.sha256,)
    source, told = "reading" if fed else "calendar", row.answer or row.fault
    if row.answer is not None:
        source = "walk"
    elif row.fault is not None:
        source = "report"
    return SightingCard(
        at=row.at, source=source, says=row.says, by=row.by_id, name=names.get(row.by_id or 0, ""),
        note=told.note if told else "", values=row.answer.values if row.answer else {}, photos=photos,
    )
