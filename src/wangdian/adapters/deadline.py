"""Ends a request at its deadline, whoever drips bytes: time limits of sockets count from the last byte alone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Ended:
    """The sockets of one request, shut at the deadline; `late` says whether it came to that."""

    def __init__(self) -> None:
        self.late = False
        self._sockets: list[socket.socket] = []
        self._lock = Lock()

    def keep(self, opened: socket.socket) -> None:
        with self._lock:
            self._sockets.append(opened)

    def end(self) -> None:
        self.late = True
        with self._lock:
            for opened in self._sockets:
                _shut(opened)


@contextmanager
def deadline(seconds: float) -> Iterator[Ended]:
    """What is kept inside is shut after so many seconds."""
    ended = Ended()
    timer = Timer(seconds, ended.end)
    timer.daemon = True
    timer.start()
    try:
        yield ended
    finally:
        timer.cancel()


class EndingAdapter(HTTPAdapter):
    """Opens connections whose sockets `ended` keeps."""

    def __init__(self, ended: Ended) -> None:
        self._ended = ended
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = pools(self._ended)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = pools(self._ended)
        return manager


def pools(ended: Ended) -> dict[str, type[HTTPConnectionPool]]:
    """Pools by scheme whose connections hand their sockets over as they open."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            ended.keep(self.sock)

    class Sealed(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            ended.keep(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SealedPool(HTTPSConnectionPool):
        ConnectionCls = Sealed

    return {"http": PlainPool, "https": SealedPool}


def _shut(opened: socket.socket) -> None:
    """A socket that the other side has closed already cannot be shut, and need not be."""
    try:
        opened.shutdown(socket.SHUT_RDWR)
    except OSError:
        opened.close()
