"""The lists of things, what stands in them, documents, marked places and records."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.assets.kept_cards import (
    ArticleCard,
    DocumentCard,
    ItemCard,
    PlacedCard,
    RecordCard,
    articles_page,
    content_page,
    documents_page,
    placed_page,
    records_page,
)
from wangdian.apps.assets.queries import AssetCard, assets_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, Text
from wangdian.entrypoints.web.thing_words import DOCUMENT_KINDS, DUE_STATES, RESULTS, THING_KINDS, UPKEEP
from wangdian.foundation.paging import Page

Query = Mapping[str, str]
OUTLET: Column[Any] = Column("outlet_name", _("Outlet"), lambda c: c.outlet_name)
CODE: Column[Any] = Column("outlet_code", _("Code"), lambda c: c.outlet_code, kind="code", on_phone=False)
STATE: Column[Any] = Column("state", _("State"), lambda c: c.state, shown=lambda c: DUE_STATES[c.state], kind="state")


def _result(card: RecordCard) -> Text:
    return RESULTS["yes" if card.passed else "no"]


def _to(name: str, key: Callable[[Any], int]) -> Callable[[Any], str]:
    return lambda card: reverse(name, args=[key(card)])


THINGS: Listing[AssetCard] = Listing(
    name="things",
    title=_("Things"),
    columns=(
        Column("name", _("Name"), lambda c: c.name, link=_to("things.card", lambda c: c.id)),
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: THING_KINDS[c.kind]),
        Column("zone", _("Zone"), lambda c: c.zone),
        OUTLET,
        CODE,
        Column("model", _("Model"), lambda c: c.model, on_phone=False),
        Column("made_on", _("Made on"), lambda c: c.made_on, kind="date", on_phone=False),
        Column("tag", _("QR tag"), lambda c: c.tag, kind="code", on_phone=False),
    ),
    empty=_("Nothing fits. Clear the filters, add the first thing, or import a spreadsheet."),
)
CONTENT: Listing[ItemCard] = Listing(
    name="content",
    title=_("Content of screens"),
    columns=(
        Column("title", _("What it shows"), lambda c: c.title, link=_to("things.card", lambda c: c.asset_id)),
        STATE,
        Column("screen", _("Screen"), lambda c: c.screen),
        OUTLET,
        CODE,
        Column("approval", _("Approval number"), lambda c: c.approval, kind="code", on_phone=False),
        Column("valid_from", _("First day"), lambda c: c.valid_from, kind="date", on_phone=False),
        Column("valid_until", _("Last day"), lambda c: c.valid_until, kind="date"),
    ),
    empty=_("No content fits. Add content on the page of its screen."),
)
ARTICLES: Listing[ArticleCard] = Listing(
    name="articles",
    title=_("Articles of kits"),
    columns=(
        Column("name", _("Article"), lambda c: c.name, link=_to("things.card", lambda c: c.asset_id)),
        STATE,
        Column("kit", _("Kit"), lambda c: c.kit),
        OUTLET,
        CODE,
        Column("quantity", _("There are"), lambda c: c.quantity, kind="number"),
        Column("par", _("Should be"), lambda c: c.par, kind="number", on_phone=False),
        Column("expires_on", _("Good until"), lambda c: c.expires_on, kind="date"),
    ),
    empty=_("No article fits. Stock a kit on its page."),
)
DOCUMENTS: Listing[DocumentCard] = Listing(
    name="documents",
    title=_("Documents"),
    columns=(
        Column("name", _("Name"), lambda c: c.name, link=_to("documents.renew", lambda c: c.id)),
        STATE,
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: DOCUMENT_KINDS[c.kind]),
        OUTLET,
        CODE,
        Column("number", _("Number"), lambda c: c.number, kind="code", on_phone=False),
        Column("issued_on", _("Issued on"), lambda c: c.issued_on, kind="date", on_phone=False),
        Column("expires_on", _("Good until"), lambda c: c.expires_on, kind="date"),
    ),
    empty=_("No document fits. Add the licences and notices that the outlet shows."),
)
PLACED: Listing[PlacedCard] = Listing(
    name="placed",
    title=_("Marked places"),
    columns=(
        Column("name", _("Article"), lambda c: c.name, link=_to("placed.move", lambda c: c.id)),
        Column("place", _("Place of the mark"), lambda c: c.place),
        Column("zone", _("Zone"), lambda c: c.zone),
        OUTLET,
        CODE,
    ),
    empty=_("No article has a marked place yet. Give each thing on the counter its mark."),
)
RECORDS: Listing[RecordCard] = Listing(
    name="records",
    title=_("Upkeep records"),
    columns=(
        Column("sort", _("What was done"), lambda c: c.sort, shown=lambda c: UPKEEP.get(c.sort, c.sort)),
        Column("passed", _("Result"), lambda c: "holds" if c.passed else "fails", shown=_result, kind="state"),
        Column("label", _("At"), lambda c: c.label),
        CODE,
        Column("done_on", _("Day"), lambda c: c.done_on, kind="date"),
        Column("answer_seconds", _("Answered after (seconds)"), lambda c: c.answer_seconds, kind="number",
               on_phone=False),
        Column("note", _("Note"), lambda c: c.note, on_phone=False),
    ),
    empty=_("Nothing was noted yet. Note services, checks and tests on the page of the thing."),
)


def things_listed(who: Actor, query: Query, after: str | None, limit: int = 50) -> Page[AssetCard]:
    """Filters: outlet, kind, zone, q."""
    return assets_page(
        who, outlet=query.get("outlet", ""), kind=query.get("kind", ""), zone=query.get("zone", ""),
        search=query.get("q", ""), after=after, limit=limit,
    )


def content_listed(who: Actor, query: Query, after: str | None, limit: int = 50) -> Page[ItemCard]:
    """Filters: outlet, due."""
    return content_page(who, outlet=query.get("outlet", ""), due=query.get("due", ""), after=after, limit=limit)


def articles_listed(who: Actor, query: Query, after: str | None, limit: int = 50) -> Page[ArticleCard]:
    """Filters: outlet, due."""
    return articles_page(who, outlet=query.get("outlet", ""), due=query.get("due", ""), after=after, limit=limit)


def documents_listed(who: Actor, query: Query, after: str | None, limit: int = 50) -> Page[DocumentCard]:
    """Filters: outlet, kind, due."""
    return documents_page(
        who, outlet=query.get("outlet", ""), kind=query.get("kind", ""), due=query.get("due", ""), after=after,
        limit=limit,
    )


def placed_listed(who: Actor, query: Query, after: str | None, limit: int = 50) -> Page[PlacedCard]:
    """Filters: outlet, zone."""
    return placed_page(who, outlet=query.get("outlet", ""), zone=query.get("zone", ""), after=after, limit=limit)


def records_listed(who: Actor, query: Query, after: str | None, limit: int = 50) -> Page[RecordCard]:
    """Filters: outlet, sort."""
    return records_page(who, outlet=query.get("outlet", ""), sort=query.get("sort", ""), after=after, limit=limit)
