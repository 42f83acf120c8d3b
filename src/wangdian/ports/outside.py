"""The socket through which anything is posted to a program outside: one request, one bounded answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side said; `body` is cut at 64 KiB, `wait` is what it asked for by Retry-After."""

    status: int
    body: bytes
    wait: timedelta | None = None


class NotTaken(OSError):
    """The other side did not take it; `code` says why in one word without any part of the address or the secret."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SlowDown(NotTaken):
    """It took nothing because it was sent too much; nothing is to be sent again before `wait` is over."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("throttled")
        self.wait = wait


class Refused(NotTaken):
    """It read the message and will not have it: the same message again would be refused again."""


class Gone(Refused):
    """Nobody is there any more who would take anything."""


class Post(Protocol):
    """Posts bytes; raises NotTaken when no answer came in time or the address is not one that may be spoken to."""

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Reply: ...
