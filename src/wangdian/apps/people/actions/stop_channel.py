"""Stops a channel for good."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.answers import stop
from wangdian.apps.people.channel_access import channel_to_edit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class StopChannel(Verb):
    """Nothing goes there any more; what waited is given up, and address and secret are forgotten."""

    name = "people.stop_channel"
    right = Right.EDIT_CHANNELS

    who: Actor
    channel_id: int

    @transaction.atomic
    def do(self) -> None:
        channel = channel_to_edit(self.who, self.channel_id)
        stop(channel)
        channel.save()
        record(self.who, self.name, "channel", channel.pk, channel.unit.path)
