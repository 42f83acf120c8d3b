"""Questions about the own inbox, answered with frozen cards."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Value, When

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.models import News
from wangdian.apps.people.news_words import sentence
from wangdian.domain.rights import Actor
from wangdian.foundation.paging import Page

MOST_SHOWN = 99
"""Beyond this many unread pieces a number says no more, and is not counted."""


@dataclass(frozen=True, slots=True)
class NewsCard:
    """A piece of news in the reader's words."""

    id: int
    kind: str
    text: str
    link: str
    at: datetime
    read: bool


def inbox_page(who: Actor, *, unread: bool = False, after: str | None = None, limit: int = 50) -> Page[NewsCard]:
    """The own news, unread first, newest first; `unread` leaves the rest out. 1 query."""
    rows = News.objects.filter(person_id=who.id)
    if unread:
        rows = rows.filter(read_at=None)
    ranked = rows.annotate(was_read=Case(When(read_at=None, then=Value(0)), default=Value(1)))
    return page_of(ranked, ("was_read", "-at", "-id"), _card, after, limit)


def unread_count(who: Actor) -> int:
    """How many pieces wait unread, counted up to `MOST_SHOWN` + 1. 1 query."""
    return News.objects.filter(person_id=who.id, read_at=None)[: MOST_SHOWN + 1].count()


def _card(row: News) -> NewsCard:
    return NewsCard(
        id=row.pk, kind=row.kind, text=sentence(row.kind, row.params), link=row.link, at=row.at,
        read=row.read_at is not None,
    )
