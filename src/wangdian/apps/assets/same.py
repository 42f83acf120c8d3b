"""Finds the one that is there already under what people call it, for rows of spreadsheets."""

from datetime import date, datetime

from wangdian.apps.assets.access import placed_visible_to, records_visible_to
from wangdian.apps.assets.kept_cards import (
    ArticleCard,
    ItemCard,
    PlacedCard,
    article_of,
    articles_seen,
    item_of,
    items_seen,
    placed_of,
)
from wangdian.domain.rights import Actor


def same_item(who: Actor, asset_id: int, title: str, approval: str) -> ItemCard | None:
    """The content on that screen with that title and approval. 1 query."""
    row = items_seen(who).filter(screen_id=asset_id, title=title, approval=approval).first()
    return None if row is None else item_of(row)


def same_article(who: Actor, asset_id: int, name: str) -> ArticleCard | None:
    """The article of that name in the kit. 1 query."""
    row = articles_seen(who).filter(kit_id=asset_id, name=name).first()
    return None if row is None else article_of(row)


def same_placed(who: Actor, outlet_code: str, zone: str, name: str) -> PlacedCard | None:
    """The article of that name with a place in that zone. 1 query."""
    rows = placed_visible_to(who).filter(removed_on=None, zone__outlet__code=outlet_code, zone__name=zone, name=name)
    row = rows.first()
    return None if row is None else placed_of(row)


def has_record(who: Actor, subject_id: int, sort: str, done_on: date, done_at: datetime | None) -> bool:
    """Whether the same was noted already of that subject, day and time. 1 query."""
    rows = records_visible_to(who).filter(subject_id=subject_id, sort=sort, done_on=done_on, done_at=done_at)
    return rows.exists()
