"""The list of the own news."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.inbox_queries import NewsCard, inbox_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, Text
from wangdian.foundation.paging import Page

STATES: dict[str, Text] = {"done": _("Read"), "waiting": _("New")}


def _state(card: NewsCard) -> str:
    return "done" if card.read else "waiting"


INBOX: Listing[NewsCard] = Listing(
    name="inbox",
    title=_("Inbox"),
    columns=(
        Column("text", _("News"), lambda c: c.text, link=lambda c: reverse("inbox.open", args=[c.id])),
        Column("read", _("State"), _state, shown=lambda c: STATES[_state(c)], kind="state"),
        Column("at", _("Since"), lambda c: c.at, kind="moment"),
    ),
    empty=_("What concerns you will be here: orders, re-checks, decisions. Nothing waits now."),
)


def inbox_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[NewsCard]:
    """The own news under the filter of an address: unread."""
    return inbox_page(who, unread=bool(query.get("unread", "")), after=after, limit=limit)
