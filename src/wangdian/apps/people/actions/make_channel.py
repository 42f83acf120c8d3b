"""Makes a channel by which news or facts of a subtree also go outside."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.channel_fields import (
    check_address,
    check_kind,
    check_quiet,
    check_secret,
    check_title,
    check_topics,
)
from wangdian.apps.people.models import Channel
from wangdian.apps.people.sealing import seal
from wangdian.domain.quiet_hours import ends_kept
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.ways_out import origin_of
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeChannel(Verb):
    """Makes a robot's channel or a webhook over the subtree of `unit_code`; returns its id."""

    name = "people.make_channel"
    right = Right.EDIT_CHANNELS

    who: Actor
    unit_code: str
    kind: str
    title: str
    address: str
    secret: str = ""
    topics: tuple[str, ...] = ()
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time | None = None

    @transaction.atomic
    def do(self) -> int:
        unit = unit_for(self.who, self.unit_code, self.right)
        guard(self.who, self.right, unit.path)
        problems = [
            *check_kind(self.kind), *check_title(self.title), *check_address(self.address),
            *check_secret(self.kind, self.secret), *check_topics(self.kind, self.topics),
            *check_quiet(self.quiet_from, self.quiet_until, self.digest_at),
        ]
        if problems:
            raise Invalid(problems)
        now = clock.now()
        start, end = ends_kept(self.quiet_from, self.quiet_until, self.digest_at)
        channel = Channel.objects.create(
            unit=unit, kind=self.kind, title=self.title.strip(), host=origin_of(self.address),
            address=seal(self.address), secret=seal(self.secret), topics=sorted(set(self.topics)),
            quiet_from=start, quiet_until=end, made_at=now, next_at=now,
        )
        detail = {"kind": self.kind, "topics": channel.topics}
        record(self.who, self.name, "channel", channel.pk, unit.path, detail)
        return channel.pk

    def __repr__(self) -> str:
        return f"MakeChannel(kind={self.kind!r})"
