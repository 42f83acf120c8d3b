"""Questions about what is kept with things: content, articles, documents, marked places, records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet

from wangdian.apps.assets.access import (
    article_for,
    document_for,
    documents_visible_to,
    item_for,
    placed_for,
    placed_visible_to,
    records_visible_to,
)
from wangdian.apps.assets.models import Document, KitArticle, PlacedArticle, PlaylistItem, UpkeepRecord
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

SOON = timedelta(days=30)
"""What ends within this time is worth a look now."""
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class ItemCard:
    """Content on a screen."""

    id: int
    asset_id: int
    outlet_code: str
    outlet_name: str
    screen: str
    title: str
    approval: str
    valid_from: date
    valid_until: date
    state: str


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article of a kit; no `expires_on` means that it does not go off."""

    id: int
    asset_id: int
    outlet_code: str
    outlet_name: str
    kit: str
    name: str
    par: int
    quantity: int
    expires_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document of an outlet; no `expires_on` means good until withdrawn."""

    id: int
    subject_id: int
    tag: str
    outlet_code: str
    outlet_name: str
    kind: str
    name: str
    number: str
    issued_on: date | None
    expires_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """An article with its marked place."""

    id: int
    subject_id: int
    tag: str
    outlet_code: str
    outlet_name: str
    zone_id: int
    zone: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class RecordCard:
    """Something that was done at a subject."""

    id: int
    subject_id: int
    outlet_code: str
    label: str
    sort: str
    done_on: date
    done_at: datetime | None
    answer_seconds: int | None
    passed: bool
    note: str


def items_seen(who: Actor) -> QuerySet[PlaylistItem]:
    rows = PlaylistItem.objects.filter(within(who, Right.SEE, "screen__outlet__unit__"))
    return rows.filter(removed_on=None, screen__retired_on=None).select_related("screen__outlet")


def articles_seen(who: Actor) -> QuerySet[KitArticle]:
    rows = KitArticle.objects.filter(within(who, Right.SEE, "kit__outlet__unit__"), kit__retired_on=None)
    return rows.select_related("kit__outlet")


def content_page(
    who: Actor, *, outlet: str = "", asset: int | None = None, due: str = "", after: str | None = None,
    limit: int = 50,
) -> Page[ItemCard]:
    """Content that is up, by outlet and last day; `due` is expired, soon or nothing. 1 query, 2 with an outlet."""
    rows = _due(items_seen(who), "valid_until", due)
    if outlet:
        rows = rows.filter(screen__outlet=outlet_for(who, outlet))
    if asset is not None:
        rows = rows.filter(screen_id=asset)
    return page_of(rows, ("screen__outlet__code", "valid_until", "pk"), item_of, after, limit)


def item_card(who: Actor, item_id: int) -> ItemCard:
    return item_of(item_for(who, item_id))


def articles_page(
    who: Actor, *, outlet: str = "", asset: int | None = None, due: str = "", after: str | None = None,
    limit: int = 50,
) -> Page[ArticleCard]:
    """Articles of kits in use, by outlet, kit and name; `due` as for content. 1 query, 2 with an outlet."""
    rows = _due(articles_seen(who), "expires_on", due)
    if outlet:
        rows = rows.filter(kit__outlet=outlet_for(who, outlet))
    if asset is not None:
        rows = rows.filter(kit_id=asset)
    return page_of(rows, ("kit__outlet__code", "kit__name", "name", "pk"), article_of, after, limit)


def article_card(who: Actor, article_id: int) -> ArticleCard:
    return article_of(article_for(who, article_id))


def documents_page(
    who: Actor, *, outlet: str = "", kind: str = "", due: str = "", after: str | None = None, limit: int = 50,
) -> Page[DocumentCard]:
    """Documents that count, by outlet, kind and name; `due` as for content. 1 query, 2 with an outlet."""
    rows = _due(documents_visible_to(who).filter(withdrawn_on=None), "expires_on", due)
    if outlet:
        rows = rows.filter(outlet=outlet_for(who, outlet))
    if kind:
        rows = rows.filter(kind=kind)
    return page_of(rows, ("outlet__code", "kind", "name", "pk"), document_of, after, limit)


def document_card(who: Actor, document_id: int) -> DocumentCard:
    return document_of(document_for(who, document_id))


def document_named(who: Actor, outlet_code: str, kind: str, name: str) -> DocumentCard | None:
    """The document of that kind and name that counts, if there is one. 2 queries."""
    rows = documents_visible_to(who).filter(outlet=outlet_for(who, outlet_code), withdrawn_on=None)
    row = rows.filter(kind=kind, name=name).first()
    return None if row is None else document_of(row)


def placed_page(
    who: Actor, *, outlet: str = "", zone: str = "", after: str | None = None, limit: int = 50,
) -> Page[PlacedCard]:
    """Articles with a marked place, by outlet, zone and name. 1 query, 2 with an outlet."""
    rows = placed_visible_to(who).filter(removed_on=None)
    if outlet:
        rows = rows.filter(zone__outlet=outlet_for(who, outlet))
    if zone:
        rows = rows.filter(zone__name=zone)
    return page_of(rows, ("zone__outlet__code", "zone__name", "name", "pk"), placed_of, after, limit)


def placed_card(who: Actor, placed_id: int) -> PlacedCard:
    return placed_of(placed_for(who, placed_id))


def records_page(
    who: Actor, *, outlet: str = "", subject: int | None = None, sort: str = "", after: str | None = None,
    limit: int = 50,
) -> Page[RecordCard]:
    """What was done, the latest first. 1 query, 2 with an outlet."""
    rows = records_visible_to(who)
    if outlet:
        rows = rows.filter(subject__unit=outlet_for(who, outlet).unit)
    if subject is not None:
        rows = rows.filter(subject_id=subject)
    if sort:
        rows = rows.filter(sort=sort)
    return page_of(rows, ("-done_on", "-pk"), record_of, after, limit)


def _due(rows: QuerySet[Row], field: str, due: str) -> QuerySet[Row]:
    today = clock.today()
    if due == "expired":
        return rows.filter(**{f"{field}__lt": today})
    if due == "soon":
        return rows.filter(**{f"{field}__gte": today, f"{field}__lte": today + SOON})
    return rows


def state_of(until: date | None) -> str:
    """expired, soon or good; the last day itself is still good."""
    today = clock.today()
    if until is None:
        return "good"
    if until < today:
        return "expired"
    return "soon" if until <= today + SOON else "good"


def item_of(row: PlaylistItem) -> ItemCard:
    outlet = row.screen.outlet
    return ItemCard(
        row.pk, row.screen_id, outlet.code, outlet.name_zh, row.screen.name, row.title, row.approval, row.valid_from,
        row.valid_until, state_of(row.valid_until),
    )


def article_of(row: KitArticle) -> ArticleCard:
    outlet = row.kit.outlet
    state = "short" if row.quantity < row.par else state_of(row.expires_on)
    if row.quantity and state_of(row.expires_on) == "expired":
        state = "expired"
    return ArticleCard(
        row.pk, row.kit_id, outlet.code, outlet.name_zh, row.kit.name, row.name, row.par, row.quantity,
        row.expires_on, state,
    )


def document_of(row: Document) -> DocumentCard:
    return DocumentCard(
        row.pk, row.subject_id, row.subject.tag, row.outlet.code, row.outlet.name_zh, row.kind, row.name, row.number,
        row.issued_on, row.expires_on, state_of(row.expires_on),
    )


def placed_of(row: PlacedArticle) -> PlacedCard:
    outlet = row.zone.outlet
    return PlacedCard(
        row.pk, row.subject_id, row.subject.tag, outlet.code, outlet.name_zh, row.zone_id, row.zone.name, row.name,
        row.place,
    )


def record_of(row: UpkeepRecord) -> RecordCard:
    return RecordCard(
        row.pk, row.subject_id, row.subject.unit.code, row.subject.label, row.sort, row.done_on, row.done_at,
        row.answer_seconds, row.passed, row.note,
    )
