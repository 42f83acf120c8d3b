"""Stops a channel for good."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.answers import GIVEN_UP
from wangdian.apps.people.channel_access import channel_to_edit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


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
        channel.stopped_at, channel.address, channel.secret = clock.now(), "", ""
        channel.save()
        channel.sendings.filter(ended_at=None).update(ended_at=clock.now(), answer=GIVEN_UP)
        record(self.who, self.name, "channel", channel.pk, channel.unit.path)
