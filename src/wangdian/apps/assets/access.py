"""Who may reach which things, documents, placed articles and what is kept with them."""

from django.db.models import QuerySet

from wangdian.apps.assets.models import Asset, Document, KitArticle, PlacedArticle, PlaylistItem, UpkeepRecord
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import NotFound


def assets_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Asset]:
    rows = Asset.objects.filter(within(who, right, "outlet__unit__"))
    return rows.select_related("outlet__unit", "zone", "subject", "seen_by")


def asset_for(who: Actor, asset_id: int, right: Right = Right.SEE) -> Asset:
    """The thing with that id, unless it is retired; NotFound if it is absent or hidden."""
    asset = assets_visible_to(who, right).filter(pk=asset_id, retired_on=None).first()
    if asset is None:
        raise NotFound
    return asset


def item_for(who: Actor, item_id: int) -> PlaylistItem:
    """The item on a screen in use, unless it was taken down; NotFound if it is absent or hidden."""
    rows = PlaylistItem.objects.filter(within(who, Right.SEE, "screen__outlet__unit__"), screen__retired_on=None)
    item = rows.select_related("screen__outlet__unit").filter(pk=item_id, removed_on=None).first()
    if item is None:
        raise NotFound
    return item


def article_for(who: Actor, article_id: int) -> KitArticle:
    """The article of a kit in use; NotFound if it is absent or hidden."""
    rows = KitArticle.objects.filter(within(who, Right.SEE, "kit__outlet__unit__"), kit__retired_on=None)
    article = rows.select_related("kit__outlet__unit").filter(pk=article_id).first()
    if article is None:
        raise NotFound
    return article


def documents_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Document]:
    return Document.objects.filter(within(who, right, "outlet__unit__")).select_related("outlet__unit", "subject")


def document_for(who: Actor, document_id: int) -> Document:
    """The document with that id, unless it was withdrawn; NotFound if it is absent or hidden."""
    document = documents_visible_to(who).filter(pk=document_id, withdrawn_on=None).first()
    if document is None:
        raise NotFound
    return document


def placed_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[PlacedArticle]:
    rows = PlacedArticle.objects.filter(within(who, right, "zone__outlet__unit__"))
    return rows.select_related("zone__outlet__unit", "subject")


def placed_for(who: Actor, placed_id: int) -> PlacedArticle:
    """The placed article with that id, unless it was removed; NotFound if it is absent or hidden."""
    placed = placed_visible_to(who).filter(pk=placed_id, removed_on=None).first()
    if placed is None:
        raise NotFound
    return placed


def records_visible_to(who: Actor) -> QuerySet[UpkeepRecord]:
    return UpkeepRecord.objects.filter(within(who, Right.SEE, "subject__unit__")).select_related("subject__unit")
