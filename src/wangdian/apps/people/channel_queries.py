"""Questions about channels, answered with frozen cards that never hold an address or a secret."""

from dataclasses import dataclass
from datetime import datetime, time

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.answers import TAKEN
from wangdian.apps.people.channel_access import channel_for, channels_visible_to
from wangdian.apps.people.models import Channel, Sending
from wangdian.domain.quiet_hours import digest_at
from wangdian.domain.rights import Actor
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """A channel: `host` is all of its address that is shown; `state` is active, failing, paused or stopped."""

    id: int
    kind: str
    title: str
    unit: str
    unit_zh: str
    unit_en: str
    host: str
    has_secret: bool
    topics: tuple[str, ...]
    quiet_from: time | None
    quiet_until: time | None
    digest_at: time | None
    state: str
    answer: str
    answered_at: datetime | None
    next_at: datetime


@dataclass(frozen=True, slots=True)
class SendingCard:
    """One piece that went out or waits; `answer` is the code of the last try, "" before the first."""

    id: int
    event: str
    kind: str
    at: datetime
    tries: int
    tried_at: datetime | None
    ended: bool
    answer: str


def channels_page(
    who: Actor, *, stopped: bool = False, after: str | None = None, limit: int = 50,
) -> Page[ChannelCard]:
    """Channels in the order of the tree. 1 query."""
    rows = channels_visible_to(who).filter(stopped_at__isnull=not stopped).select_related("unit")
    return page_of(rows, ("unit__path", "id"), _channel, after, limit)


def channel_card(who: Actor, channel_id: int) -> ChannelCard:
    """One channel; NotFound if absent or hidden. 1 query."""
    return _channel(channel_for(who, channel_id))


def sendings_page(
    who: Actor, channel_id: int, *, given_up: bool = False, after: str | None = None, limit: int = 50,
) -> Page[SendingCard]:
    """What went to a channel or waits for it, or only what was given up, newest first. 2 queries."""
    rows = channel_for(who, channel_id).sendings.all()
    if given_up:
        rows = rows.filter(ended_at__isnull=False).exclude(answer=TAKEN)
    return page_of(rows, ("-id",), _sending, after, limit)


def _channel(row: Channel) -> ChannelCard:
    state = "stopped" if row.stopped_at else "paused" if row.paused_at else "failing" if row.failures else "active"
    digest = digest_at(row.quiet_from, row.quiet_until)
    return ChannelCard(
        id=row.pk, kind=row.kind, title=row.title, unit=row.unit.code, unit_zh=row.unit.name_zh,
        unit_en=row.unit.name_en, host=row.host, has_secret=bool(row.secret), topics=tuple(row.topics),
        quiet_from=None if digest else row.quiet_from, quiet_until=None if digest else row.quiet_until,
        digest_at=digest, state=state, answer=row.answer, answered_at=row.answered_at, next_at=row.next_at,
    )


def _sending(row: Sending) -> SendingCard:
    return SendingCard(
        id=row.pk, event=str(row.event), kind=str(row.body.get("kind", "")), at=row.at, tries=row.tries,
        tried_at=row.tried_at, ended=row.ended_at is not None, answer=row.answer,
    )
