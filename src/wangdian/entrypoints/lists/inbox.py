"""The list of the own news."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.inbox_queries import NewsCard
from wangdian.entrypoints.lists.listing import Column, Listing, Text

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
