"""Who may reach which channels: whoever administers the unit over whose subtree they listen, and nobody else."""

from django.db.models import QuerySet

from wangdian.apps.people.access import within
from wangdian.apps.people.models import Channel
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import Clash, NotFound


def channels_visible_to(who: Actor) -> QuerySet[Channel]:
    return Channel.objects.filter(within(who, Right.EDIT_CHANNELS, "unit__"))


def channel_for(who: Actor, channel_id: int) -> Channel:
    """The channel with its unit; NotFound if it is absent or hidden."""
    channel = channels_visible_to(who).select_related("unit").filter(pk=channel_id).first()
    if channel is None:
        raise NotFound
    return channel


def channel_to_edit(who: Actor, channel_id: int) -> Channel:
    """The same, locked, as long as it was not stopped."""
    rows = channels_visible_to(who).select_for_update(of=("self",)).select_related("unit")
    channel = rows.filter(pk=channel_id).first()
    if channel is None:
        raise NotFound
    if channel.stopped_at is not None:
        raise Clash("This channel was stopped. Make another one.")
    return channel
