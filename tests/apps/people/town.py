"""A town of chat servers on this machine, channels to them, and one round of a courier."""

from contextlib import ExitStack
from datetime import datetime, timedelta

from tests.contracts.chats import SECRET, Chat, chatting
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.models import Channel
from wangdian.apps.people.sending import Sender
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock


class Town:
    """Servers that a test opens, and a switchboard that may speak to them alone."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.origins: list[str] = []

    def open(self, kind: str, mode: str = "rules") -> Chat:
        chat = self.stack.enter_context(chatting(kind, mode))
        self.origins.append(chat.origin)
        return chat


def channel_to(chat: Chat, unit: str = "B1", topics: tuple[str, ...] = (), **more: object) -> Channel:
    told = topics or (("order.changed",) if chat.kind == "webhook" else ("pressing", "faults"))
    pk = MakeChannel(
        who=SYSTEM, unit_code=unit, kind=chat.kind, title="值班群", address=chat.address, secret=SECRET, topics=told,
        **more,
    ).do()
    return Channel.objects.get(pk=pk)


def send(sender: Sender | None = None) -> int:
    """One round: sets out for all that is due and waits for every answer."""
    mine = sender or Sender()
    started = mine.start_due()
    mine.gather(wait=True)
    return started


def later(**by: float) -> datetime:
    return clock.now() + timedelta(**by)
