"""Questions about photos that may have been used before, answered with frozen cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wangdian.apps.evidence.access import twin_for, twins_visible_to
from wangdian.apps.evidence.models import AnswerPhoto, Photo, TwinQuestion
from wangdian.apps.evidence.names import name_for
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.catalogue import rules_of
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class PhotoShown:
    """One of the two photos: where, when, of what, by whom and in which walk it was shown, as far as is known.

    `taken_at` is the camera's word. `sender` is empty for who may not see colleagues there. `removed_at` is when its
    time was over: what is known of it stays, the picture is gone.
    """

    sha256: str
    unit_code: str
    outlet: str
    outlet_zh: str
    outlet_en: str
    received_at: datetime
    taken_at: datetime | None
    sender: str
    requirement: str
    title_zh: str
    title_en: str
    subject: str
    walk: UUID | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TwinCard:
    """Whether `photo` is `earlier` again: `state` is asked, same or other.

    `earlier` is None where the earlier photo lies outside what one may see: that it exists is told, nothing else.
    `lies_exactly` is the share of the picture (0 to 1) that lies exactly on the earlier one, `apart` the median
    distance in pixels of a small picture, `alike` how well fine detail agrees (-1 to 1). `by_print` says that the
    earlier picture was gone before they could be laid over each other, and that its fingerprint is nearly the same.
    """

    id: int
    state: str
    asked_at: datetime
    same_bytes: bool
    by_print: bool
    lies_exactly: float
    apart: float
    alike: float
    photo: PhotoShown
    earlier: PhotoShown | None
    may_decide: bool
    decided_by: str
    decided_at: datetime | None


def twins_page(
    who: Actor, state: str = "asked", walk: UUID | None = None, after: str | None = None, limit: int = 20,
) -> Page[TwinCard]:
    """Questions about photos sent from where `who` judges others' walks, the latest first. At most 5 queries."""
    if state not in TwinQuestion.State.values:
        raise invalid("state", "There is no such choice.")
    rows = twins_visible_to(who).filter(state=state)
    if walk is not None:
        rows = rows.filter(walk=walk)
    rows = rows.select_related(*_WITH)
    found = page_of(rows, ("-asked_at", "-pk"), lambda row: row, after, limit)
    return Page(items=_cards(who, found.items), after=found.after)


def twin_card(who: Actor, question_id: int) -> TwinCard:
    """One question; NotFound if it is absent or hidden. At most 5 queries."""
    row = twin_for(who, question_id, Right.RECHECK)
    return _cards(who, [twins_visible_to(who).select_related(*_WITH).get(pk=row.pk)])[0]


def open_twins(who: Actor, walk: UUID | None = None) -> int:
    """How many questions wait, counted up to `MOST_COUNTED`; those that a walk raised, if one is named. 1 query."""
    rows = twins_visible_to(who).filter(state=TwinQuestion.State.ASKED)
    if walk is not None:
        rows = rows.filter(walk=walk)
    return len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])


_WITH = (
    "photo__unit", "photo__sender", "photo__exif", "earlier__unit", "earlier__sender", "earlier__exif", "decided_by",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for all photos of a page together."""

    outlets: Mapping[int, Outlet]
    first: Mapping[int, AnswerPhoto]
    by_walk: Mapping[tuple[int, UUID], AnswerPhoto]
    titles: Mapping[int, tuple[str, str]]


def _cards(who: Actor, rows: Iterable[TwinQuestion]) -> tuple[TwinCard, ...]:
    questions = list(rows)
    known = _read(questions)
    return tuple(_card(who, row, known) for row in questions)


def _read(questions: list[TwinQuestion]) -> _Known:
    photos = {photo.pk: photo for row in questions for photo in (row.photo, row.earlier)}
    outlets = Outlet.objects.filter(unit__in={photo.unit_id for photo in photos.values()})
    shown = AnswerPhoto.objects.filter(photo__in=photos).order_by("answer__received_at", "pk")
    first: dict[int, AnswerPhoto] = {}
    by_walk: dict[tuple[int, UUID], AnswerPhoto] = {}
    for row in shown.select_related("answer__requirement", "answer__subject"):
        first.setdefault(row.photo_id or 0, row)
        by_walk.setdefault((row.photo_id or 0, row.answer.walk_id), row)
    rules = rules_of({row.answer.edition_id for row in (*first.values(), *by_walk.values())})
    return _Known(
        {outlet.unit_id: outlet for outlet in outlets}, first, by_walk,
        {pk: (rule.title.zh, rule.title.en) for pk, rule in rules.items()},
    )


def _card(who: Actor, row: TwinQuestion, known: _Known) -> TwinCard:
    sees = who.may(Right.SEE, row.earlier.unit.path)
    later = known.by_walk.get((row.photo_id, row.walk_id)) if row.walk_id else known.first.get(row.photo_id)
    may = sees and who.may(Right.RECHECK, row.photo.unit.path) and row.photo.sender_id != who.id
    return TwinCard(
        id=row.pk, state=row.state, asked_at=row.asked_at, same_bytes=row.same_bytes,
        by_print=row.lies_exactly == 0, lies_exactly=row.lies_exactly, apart=row.apart, alike=row.alike,
        photo=_shown(who, row.photo, later, known),
        earlier=_shown(who, row.earlier, known.first.get(row.earlier_id), known) if sees else None,
        may_decide=may and row.state == TwinQuestion.State.ASKED,
        decided_by=name_for(who, row.decided_by, row.photo.unit.path), decided_at=row.decided_at,
    )


def _shown(who: Actor, photo: Photo, at: AnswerPhoto | None, known: _Known) -> PhotoShown:
    outlet, exif = known.outlets.get(photo.unit_id), getattr(photo, "exif", None)
    title = known.titles.get(at.answer.edition_id, ("", "")) if at else ("", "")
    return PhotoShown(
        sha256=photo.sha256, unit_code=photo.unit.code, outlet=outlet.code if outlet else "",
        outlet_zh=outlet.name_zh if outlet else photo.unit.name_zh,
        outlet_en=outlet.name_en if outlet else photo.unit.name_en,
        received_at=at.answer.received_at if at else photo.received_at, taken_at=exif.taken_at if exif else None,
        sender=name_for(who, photo.sender, photo.unit.path), requirement=at.answer.requirement.key if at else "",
        title_zh=title[0], title_en=title[1], subject=at.answer.subject.label if at else "",
        walk=at.answer.walk_id if at else None, removed_at=photo.removed_at,
    )
