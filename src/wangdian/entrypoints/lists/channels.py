"""The lists of channels and of what went through one."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.channel_queries import ChannelCard, SendingCard, channels_page, sendings_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, number_in
from wangdian.entrypoints.web.channel_words import KINDS, STATES, answer_in_words, outcome_in_words, sent_in_words
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.foundation.paging import Page

CHANNELS: Listing[ChannelCard] = Listing(
    name="channels",
    title=_("Channels"),
    columns=(
        Column("title", _("Name"), lambda c: c.title, link=lambda c: reverse("channels.card", args=[c.id])),
        Column("state", _("State"), lambda c: c.state, shown=lambda c: STATES[c.state], kind="state"),
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: KINDS[c.kind], on_phone=False),
        Column("unit", _("Belongs to"), lambda c: c.unit, shown=lambda c: chosen(c.unit_zh, c.unit_en)),
        Column("answer", _("Last answer"), lambda c: c.answer, shown=lambda c: answer_in_words(c.answer)),
        Column("answered_at", _("Last heard"), lambda c: c.answered_at, kind="moment", on_phone=False),
        Column("host", _("Site"), lambda c: c.host, kind="code", on_phone=False),
    ),
    empty=_("News can also go to a group's chat, and facts to a program. Make the first channel."),
)
SENDINGS: Listing[SendingCard] = Listing(
    name="sendings",
    title=_("What was sent"),
    columns=(
        Column("at", _("Queued"), lambda c: c.at, kind="moment"),
        Column("kind", _("What"), lambda c: c.kind, shown=lambda c: sent_in_words(c.kind)),
        Column("answer", _("Last answer"), lambda c: c.answer, shown=lambda c: outcome_in_words(c.ended, c.answer)),
        Column("tries", _("Tries"), lambda c: c.tries, kind="number"),
        Column("tried_at", _("Last try"), lambda c: c.tried_at, kind="moment", on_phone=False),
        Column("event", _("Event"), lambda c: c.event, kind="code", on_phone=False),
    ),
    empty=_("Nothing was sent yet. Send a try."),
)


def channels_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[ChannelCard]:
    """The channels under the filter of an address: stopped=1 for those that rest."""
    return channels_page(who, stopped=query.get("stopped", "") == "1", after=after, limit=limit)


def sendings_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[SendingCard]:
    """What went through the channel of an address; given_up=1 for what was given up alone."""
    given_up = query.get("given_up", "") == "1"
    return sendings_page(who, number_in(query, "channel"), given_up=given_up, after=after, limit=limit)
