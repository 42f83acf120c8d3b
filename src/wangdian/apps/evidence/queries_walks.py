"""Questions about walks, answered with frozen cards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from wangdian.apps.evidence.access import walk_for, walks_visible_to
from wangdian.apps.evidence.models import Answer, AnswerPhoto, NamedMedia, Plan, ReferencePhoto, Walk
from wangdian.apps.evidence.names import name_for
from wangdian.apps.evidence.said import VARIANT
from wangdian.apps.evidence.walking import awaited, last_answers
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Subject, Zone
from wangdian.apps.people.access import unit_for
from wangdian.apps.standards.catalogue import rule_of
from wangdian.domain.photo_ways import Came, speaks_against
from wangdian.domain.requirement import Check, Measured
from wangdian.domain.requirement_limits import UNITS
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page

WRITTEN_BY_CAMERAS = frozenset({"make", "model", "software", "latitude"})
ZONES = {kind: place for place, kind in enumerate(Zone.Kind.values)}


@dataclass(frozen=True, slots=True)
class WalkCard:
    """A walk; `asked` is known once it is finished, `walker` is empty for who may not see colleagues."""

    id: UUID
    outlet: str
    outlet_zh: str
    outlet_en: str
    kind: str
    plan: str
    state: str
    begins_at: datetime
    due_until: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    walker: str
    asked: int | None
    answered: int
    failed: int
    note: str

    @property
    def late(self) -> bool:
        """Finished, but not in its time."""
        return bool(self.finished_at and self.due_until and self.finished_at > self.due_until)


@dataclass(frozen=True, slots=True)
class PhotoNamed:
    """A photo of an answer; not `here` while its bytes are still awaited.

    `used_before` says that an earlier walk shows the very same bytes. `came` is how it came, as domain.photo_ways
    names it; `doubted` that what lies in it speaks against that.
    """

    sha256: str
    here: bool
    received_at: datetime | None
    used_before: bool
    came: str
    doubted: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value as people write it."""

    zh: str
    en: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """What was said of one requirement at one subject; `counts` is false for what a later answer replaced."""

    id: UUID
    requirement: str
    edition: int
    title_zh: str
    title_en: str
    severity: str
    subject: int
    subject_label: str
    says: str
    figures: tuple[Figure, ...]
    reason_zh: str
    reason_en: str
    note: str
    verdict: str
    verdict_reason: str
    author: str
    answered_at: datetime
    received_at: datetime
    photos: tuple[PhotoNamed, ...]
    reference: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ZoneWalked:
    """The answers of a zone, failures first; `name` is empty for the outlet itself."""

    kind: str
    name: str
    answers: tuple[AnswerCard, ...]


@dataclass(frozen=True, slots=True)
class WalkRead:
    """A whole walk: `awaited` are hashes, or names of files of a form, of photos that have not arrived."""

    card: WalkCard
    zones: tuple[ZoneWalked, ...]
    signature: str
    awaited: tuple[str, ...]


def walks_page(
    who: Actor, *, outlet: str = "", kind: str = "", state: str = "", unit: str = "", after: str | None = None,
    limit: int = 50,
) -> Page[WalkCard]:
    """Walks, the latest first; those still ahead only when asked for by `state`. 1 query, 2 with `unit`."""
    rows = walks_visible_to(who)
    if outlet:
        rows = rows.filter(outlet__code=outlet)
    if unit:
        path = unit_for(who, unit).path
        rows = rows.filter(outlet__unit__path__gte=path, outlet__unit__path__lt=after_subtree(path))
    if kind:
        rows = rows.filter(kind=_known("kind", kind, Plan.Kind.values))
    if state:
        rows = rows.filter(state=_known("state", state, Walk.State.values))
    else:
        rows = rows.exclude(state=Walk.State.PLANNED)
    return page_of(rows, ("-begins_at", "-id"), lambda row: _card(who, row), after, limit)


def walk_read(who: Actor, walk_id: UUID) -> WalkRead:
    """One walk with all its answers; NotFound if it is absent or hidden. At most 10 queries."""
    walk = walk_for(who, walk_id)
    answers = list(
        Answer.objects.filter(walk=walk).select_related("requirement", "edition", "subject", "author")
        .order_by("requirement__key", "subject_id", "answered_at", "pk")
    )
    counting = {answer.pk for answer in last_answers(answers)}
    files = list(NamedMedia.objects.filter(walk=walk, photo=None).order_by("file_name", "pk"))
    photos = _photos(walk, files)
    references = dict(
        ReferencePhoto.objects.filter(subject_id__in={a.subject_id for a in answers})
        .values_list("subject_id", "photo__sha256"),
    )
    cards = {
        a.pk: _answer(who, walk, a, photos.get(a.pk, ()), references.get(a.subject_id, ""), a.pk in counting)
        for a in answers
    }
    return WalkRead(
        card=_card(who, walk), zones=_by_zone(answers, cards),
        signature=walk.signature.sha256 if walk.signature else "",
        awaited=(*awaited(walk), *dict.fromkeys(file.file_name for file in files)),
    )


def _known(name: str, value: str, values: Sequence[str]) -> str:
    if value not in values:
        raise invalid(name, "There is no such choice.")
    return value


def _card(who: Actor, row: Walk) -> WalkCard:
    outlet = row.outlet
    return WalkCard(
        id=row.pk, outlet=outlet.code, outlet_zh=outlet.name_zh, outlet_en=outlet.name_en, kind=row.kind,
        plan=row.plan.name if row.plan else "", state=row.state, begins_at=row.begins_at, due_until=row.due_until,
        started_at=row.started_at, finished_at=row.finished_at, walker=name_for(who, row.walker, outlet.unit.path),
        asked=row.asked, answered=row.answered, failed=row.failed, note=row.note,
    )


def _photos(walk: Walk, files: Iterable[NamedMedia]) -> dict[UUID, list[PhotoNamed]]:
    """By answer; `files` are those that a form named and that have not arrived: their hash is not known yet."""
    named = AnswerPhoto.objects.filter(answer__walk=walk).select_related("photo__exif", "answer")
    rows = list(named.order_by("answer_id", "slot"))
    used = _used_before(walk, AnswerPhoto.objects.filter(
        sha256__in={row.sha256 for row in rows}, answer__walk__outlet__unit=walk.outlet.unit_id,
    ))
    found: dict[UUID, list[PhotoNamed]] = defaultdict(list)
    for row in rows:
        found[row.answer_id].append(PhotoNamed(
            sha256=row.sha256, here=row.photo is not None, received_at=row.photo.received_at if row.photo else None,
            used_before=row.sha256 in used, came=row.came, doubted=_doubted(row),
        ))
    for file in files:
        if file.answer_id:
            found[file.answer_id].append(PhotoNamed(
                sha256="", here=False, received_at=None, used_before=False, came=Came.PROGRAM, doubted=False,
            ))
    return found


def _doubted(row: AnswerPhoto) -> bool:
    exif = getattr(row.photo, "exif", None)
    if exif is None:
        return False
    by_an_app = bool(exif.tags.keys() & WRITTEN_BY_CAMERAS)
    return speaks_against(Came(row.came), by_an_app, exif.taken_at, row.answer.answered_at)


def _used_before(walk: Walk, rows: QuerySet[AnswerPhoto]) -> set[str]:
    """Hashes that another walk showed before this one began."""
    earlier = rows.exclude(answer__walk=walk).filter(answer__walk__begins_at__lt=walk.begins_at)
    return set(earlier.values("sha256").annotate(times=Count("pk")).values_list("sha256", flat=True))


def _answer(
    who: Actor, walk: Walk, row: Answer, photos: Sequence[PhotoNamed], reference: str, counts: bool,
) -> AnswerCard:
    rule = rule_of(row.edition)
    chips = {chip.code: chip for chip in getattr(rule.check, "reasons", ())}
    chip = chips.get(row.reason)
    return AnswerCard(
        id=row.pk, requirement=row.requirement.key, edition=row.edition.number, title_zh=rule.title.zh,
        title_en=rule.title.en, severity=rule.severity.value, subject=row.subject_id,
        subject_label=row.subject.label, says=row.says, figures=tuple(_figures(rule.check, row.values)),
        reason_zh=chip.zh if chip else row.reason, reason_en=chip.en if chip else row.reason, note=row.note,
        verdict=row.verdict, verdict_reason=row.verdict_reason,
        author=name_for(who, row.author, walk.outlet.unit.path), answered_at=row.answered_at,
        received_at=row.received_at, photos=tuple(photos), reference=reference, counts=counts,
    )


def _figures(check: Check, values: Mapping[str, str]) -> Iterable[Figure]:
    if not isinstance(check, Measured):
        return
    for value in check.values:
        if value.name in values:
            yield Figure(value.zh, value.en, values[value.name], UNITS[value.unit])
    for chip in check.variants:
        if values.get(VARIANT) == chip.code:
            yield Figure(chip.zh, chip.en, "", "")


def _by_zone(answers: Iterable[Answer], cards: dict[UUID, AnswerCard]) -> tuple[ZoneWalked, ...]:
    """Zones in walking order; what stands in none comes first, with the outlet itself."""
    answers = list(answers)
    homes = {
        pk: (own_kind or asset_kind or article_kind or "", own or asset or article or "")
        for pk, own_kind, own, asset_kind, asset, article_kind, article in Subject.objects.filter(
            pk__in={a.subject_id for a in answers},
        ).values_list(
            "pk", "zone__kind", "zone__name", "asset__zone__kind", "asset__zone__name", "placed_article__zone__kind",
            "placed_article__zone__name",
        )
    }
    grouped: dict[tuple[str, str], list[AnswerCard]] = defaultdict(list)
    for answer in answers:
        grouped[homes[answer.subject_id]].append(cards[answer.pk])
    return tuple(
        ZoneWalked(kind, name, tuple(sorted(some, key=lambda c: (c.verdict != "fails", not c.counts))))
        for (kind, name), some in sorted(grouped.items(), key=lambda pair: (ZONES.get(pair[0][0], -1), pair[0][1]))
    )
