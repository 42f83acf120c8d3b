"""The API of channels: robots and webhooks. Addresses and secrets go in and never come out."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from wangdian.apps.people.actions.change_channel import ChangeChannel
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.actions.resume_channel import ResumeChannel
from wangdian.apps.people.actions.stop_channel import StopChannel
from wangdian.apps.people.actions.try_channel import TryChannel
from wangdian.apps.people.channel_queries import (
    ChannelCard,
    SendingCard,
    channel_card,
    channels_page,
    sendings_page,
)
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Clock, Text20, Text60
from wangdian.entrypoints.api.who import who

router = Router(tags=["channels"])


class ChannelChange(Schema):
    """An empty `address` or `secret` leaves what is kept; `digest_at` instead of quiet hours is one message a day."""

    title: Text60
    address: str = ""
    secret: str = ""
    topics: list[Text20]
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    digest_at: Clock | None = None


class ChannelIn(ChannelChange):
    """`kind` is wecom, dingtalk, feishu or webhook; `topics` are those of its kind."""

    unit_code: Text20
    kind: Text20


class TriedOut(Schema):
    """The sending that will hold the answer."""

    sending: int


@router.get("/channels", response=Listed[ChannelCard])
def list_channels(
    request: HttpRequest, stopped: bool = False, after: str | None = None, limit: int = 50,
) -> Listed[ChannelCard]:
    return listed(channels_page(who(request), stopped=stopped, after=after, limit=limit))


@router.post("/channels", response={201: ChannelCard})
def make_channel(request: HttpRequest, body: ChannelIn) -> Status[ChannelCard]:
    given = {**body.model_dump(), "topics": tuple(body.topics)}
    return Status(201, channel_card(who(request), MakeChannel(who=who(request), **given).do()))


@router.get("/channels/{channel_id}", response=ChannelCard)
def read_channel(request: HttpRequest, channel_id: int) -> ChannelCard:
    return channel_card(who(request), channel_id)


@router.put("/channels/{channel_id}", response=ChannelCard)
def change_channel(request: HttpRequest, channel_id: int, body: ChannelChange) -> ChannelCard:
    given = {**body.model_dump(), "topics": tuple(body.topics)}
    ChangeChannel(who=who(request), channel_id=channel_id, **given).do()
    return channel_card(who(request), channel_id)


@router.post("/channels/{channel_id}/stop", response={204: None})
def stop_channel(request: HttpRequest, channel_id: int) -> Status[None]:
    StopChannel(who=who(request), channel_id=channel_id).do()
    return Status(204, None)


@router.post("/channels/{channel_id}/resume", response=ChannelCard)
def resume_channel(request: HttpRequest, channel_id: int) -> ChannelCard:
    ResumeChannel(who=who(request), channel_id=channel_id).do()
    return channel_card(who(request), channel_id)


@router.post("/channels/{channel_id}/try", response={202: TriedOut})
def try_channel(request: HttpRequest, channel_id: int) -> Status[TriedOut]:
    return Status(202, TriedOut(sending=TryChannel(who=who(request), channel_id=channel_id).do()))


@router.get("/channels/{channel_id}/sendings", response=Listed[SendingCard])
def list_sendings(
    request: HttpRequest, channel_id: int, after: str | None = None, limit: int = 50,
) -> Listed[SendingCard]:
    return listed(sendings_page(who(request), channel_id, after=after, limit=limit))
