"""The socket for messages to people outside this site."""

from dataclasses import dataclass
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
