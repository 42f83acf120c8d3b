"""Sends a try to a channel, so that its answer shows whether address and secret are right."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.channel_access import channel_to_edit
from wangdian.apps.people.models import Channel, Sending
from wangdian.apps.people.payloads import payload
from wangdian.apps.people.topics import TRY
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash
from wangdian.foundation.ids import new_uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class TryChannel(Verb):
    """The courier sends it within a second; returns the id of the sending, which then holds the answer."""

    name = "people.try_channel"
    right = Right.EDIT_CHANNELS

    who: Actor
    channel_id: int

    @transaction.atomic
    def do(self) -> int:
        channel = channel_to_edit(self.who, self.channel_id)
        if channel.paused_at is not None:
            raise Clash("This channel is paused. Take it up again first.")
        if channel.sendings.filter(body__kind=TRY, ended_at=None).exists():
            raise Clash("A try is on its way. Wait for its answer.")
        entry = record(self.who, self.name, "channel", channel.pk, channel.unit.path)
        now, event = clock.now(), new_uuid()
        if channel.kind == Channel.Kind.WEBHOOK:
            body = payload(TRY, event, now, channel.unit.code, {})
        else:
            body = {"kind": TRY, "params": {}, "link": ""}
        sending = Sending.objects.create(
            channel=channel, key=f"try:{entry.seq}", event=event, body=body, at=now, due_at=now,
        )
        channel.next_at = now
        channel.save(update_fields=["next_at"])
        return sending.pk
