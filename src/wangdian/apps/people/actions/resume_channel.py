"""Takes a paused channel up again."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.channel_access import channel_to_edit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeChannel(Verb):
    """What waited and is not too old goes out now."""

    name = "people.resume_channel"
    right = Right.EDIT_CHANNELS

    who: Actor
    channel_id: int

    @transaction.atomic
    def do(self) -> None:
        channel = channel_to_edit(self.who, self.channel_id)
        if channel.paused_at is None:
            raise Clash("This channel is not paused.")
        channel.paused_at, channel.failing_since, channel.failures = None, None, 0
        channel.next_at = clock.now()
        channel.save()
        record(self.who, self.name, "channel", channel.pk, channel.unit.path)
