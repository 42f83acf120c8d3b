"""Through what messages leave the house; `config.wiring` says once what it is made of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wangdian.ports.messages import Messenger, Robot
from wangdian.ports.outside import Post


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Mail, robots by kind of channel, the way out for webhooks, the origins that may be spoken to, our own address."""

    mail: Messenger
    robots: Mapping[str, Robot]
    out: Post
    origins: Collection[str]
    address: str


_board: list[Switchboard] = []


def furnish(board: Switchboard) -> None:
    _board[:] = [board]


def switchboard() -> Switchboard:
    """Raises LookupError when nothing was furnished, which is a fault of the wiring."""
    if not _board:
        raise LookupError("no switchboard was furnished")
    return _board[0]
