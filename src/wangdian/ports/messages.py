"""The sockets for messages to people outside this site: letters to one, and robots in a group's chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address; `message_id` stays the same however often it is sent, so that doubles show."""

    to: str
    subject: str
    text: str
    message_id: str


class Messenger(Protocol):
    """Sends messages at once; raises OSError when the other side does not take one."""

    @property
    def ready(self) -> bool:
        """Whether anything has been named to send by."""
        ...

    def send(self, message: Message) -> None: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Where a robot speaks: its address, which holds its key, and the secret that signs ("" for none)."""

    address: str
    secret: str = ""

    def __repr__(self) -> str:
        return "Group(…)"


class Robot(Protocol):
    """Speaks plain text in a group's chat; raises `ports.outside.NotTaken` (or SlowDown) when it was not taken."""

    @property
    def longest(self) -> int:
        """Bytes of UTF-8 that one message may have."""
        ...

    @property
    def pace(self) -> timedelta:
        """The least time between two messages, well within what the other side allows."""
        ...

    def say(self, group: Group, text: str, at: datetime) -> None:
        """Says `text` now, which is `at`: signatures hold for a while only."""
        ...
