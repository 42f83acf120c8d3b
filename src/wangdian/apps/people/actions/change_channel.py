"""Changes a channel; what is not given of address and secret stays as it is, what waits goes by the new hours."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.channel_access import channel_to_edit
from wangdian.apps.people.channel_fields import check_address, check_quiet, check_secret, check_title, check_topics
from wangdian.apps.people.sealing import seal
from wangdian.domain.quiet_hours import ends_kept, goes_out_at, quiet_hours
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.ways_out import origin_of
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeChannel(Verb):
    """An empty `address` or `secret` leaves the one that is kept: neither can be read, so neither is sent back."""

    name = "people.change_channel"
    right = Right.EDIT_CHANNELS

    who: Actor
    channel_id: int
    title: str
    address: str = ""
    secret: str = ""
    topics: tuple[str, ...] = ()
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time | None = None

    @transaction.atomic
    def do(self) -> None:
        channel = channel_to_edit(self.who, self.channel_id)
        problems = [
            *check_title(self.title), *check_topics(channel.kind, self.topics),
            *check_quiet(self.quiet_from, self.quiet_until, self.digest_at),
            *(check_address(self.address) if self.address else []),
            *(check_secret(channel.kind, self.secret) if self.secret else []),
        ]
        if problems:
            raise Invalid(problems)
        channel.title, channel.topics = self.title.strip(), sorted(set(self.topics))
        channel.quiet_from, channel.quiet_until = ends_kept(self.quiet_from, self.quiet_until, self.digest_at)
        if self.address:
            channel.address, channel.host = seal(self.address), origin_of(self.address)
        if self.secret:
            channel.secret = seal(self.secret)
        now = channel.next_at = clock.now()
        channel.save()
        due = goes_out_at(now, quiet_hours(channel.quiet_from, channel.quiet_until), at_once=False)
        channel.sendings.filter(ended_at=None, due_at__gt=now).update(due_at=due)
        detail = {"topics": channel.topics, "address": bool(self.address), "secret": bool(self.secret)}
        record(self.who, self.name, "channel", channel.pk, channel.unit.path, detail)

    def __repr__(self) -> str:
        return f"ChangeChannel(channel_id={self.channel_id})"
