"""The sockets for bytes: what is kept for good under a key, and what has arrived only in part."""

from typing import Protocol


class Blobs(Protocol):
    """Bytes under keys of lower-case letters, digits, "-" and "/"; what was put is never changed.

    `put` returns once the bytes would survive a loss of power; putting the same key again does nothing. `get` raises
    KeyError for what is not there, ValueError comes for an impossible key. `drop` is for what may not be kept any
    longer; it is silent about what is not there.
    """

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def has(self, key: str) -> bool: ...
    def drop(self, key: str) -> None: ...


class HalfSent(Protocol):
    """Bytes of uploads that are not whole yet, by the upload's name.

    `write` returns once the bytes would survive a loss of power, and forgets what lay behind them; it raises ValueError
    for an `offset` beyond what is there. `read` raises KeyError for what is not there; `drop` is silent about it.
    """

    def write(self, name: str, offset: int, data: bytes) -> None: ...
    def read(self, name: str) -> bytes: ...
    def drop(self, name: str) -> None: ...
