"""Chat servers on this machine that play WeCom, DingTalk and Feishu by their rules, and servers that misbehave."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "key-of-the-group-7f3a", "SEC-of-the-group-91bc"


@dataclass
class Heard:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass
class Chat:
    """A server and what it heard; `mode` says how it answers: by the rules, badly, or with a status (digits)."""

    kind: str
    mode: str = "rules"
    heard: list[Heard] = field(default_factory=list)
    arrived: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)
    origin: str = ""

    paths: ClassVar[dict[str, str]] = {
        "wecom": "/cgi-bin/webhook/send?key=", "dingtalk": "/robot/send?access_token=",
        "feishu": "/open-apis/bot/v2/hook/", "webhook": "/hooks/",
    }

    @property
    def address(self) -> str:
        return f"{self.origin}{self.paths[self.kind]}{KEY}"

    @property
    def said(self) -> list[str]:
        """The texts that reached the group."""
        return [one.json["content" if self.kind == "feishu" else "text"][_inner(self.kind)] for one in self.heard]

    def answer(self, heard: Heard) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body, after the mode."""
        if self.mode == "hangs":
            self.released.wait(60)
        if self.mode.isdigit():
            return int(self.mode), {}, b"no"
        if self.mode == "busy_status":
            return 429, {"Retry-After": "7"}, b""
        if self.mode == "led_elsewhere":
            return 302, {"Location": f"{self.origin}/elsewhere"}, b""
        if self.mode == "broken":
            return 500, {}, b"<html>oh dear</html>"
        if self.mode == "garbled":
            return 200, {"no header at all": "x"}, b"{}"
        if self.mode == "endless":
            return 200, {}, b"[" + b" " * 5_000_000
        return 200, {}, json.dumps(RULES[self.kind](self, heard)).encode()


def _inner(kind: str) -> str:
    return "text" if kind == "feishu" else "content"


def _sealed(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.digest(key, text, hashlib.sha256)).decode()


def wecom(chat: Chat, heard: Heard) -> dict[str, object]:
    if heard.query.get("key") != KEY or chat.mode == "wrong_secret":
        return {"errcode": 93000, "errmsg": f"invalid webhook url {heard.path}"}
    if chat.mode == "throttled":
        return {"errcode": 45009, "errmsg": "api freq out of limit"}
    if len(heard.json["text"]["content"].encode()) > 2048:
        return {"errcode": 40058, "errmsg": "too long"}
    return {"errcode": 0, "errmsg": "ok"}


def dingtalk(chat: Chat, heard: Heard) -> dict[str, object]:
    stamp = heard.query.get("timestamp", "")
    wanted = _sealed(SECRET.encode(), f"{stamp}\n{SECRET}".encode())
    if len(stamp) != 13 or heard.query.get("sign") != wanted or chat.mode == "wrong_secret":
        return {"errcode": 310000, "errmsg": f"sign not match {heard.path}"}
    if chat.mode == "throttled":
        return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
    return {"errcode": 0, "errmsg": "ok"}


def feishu(chat: Chat, heard: Heard) -> dict[str, object]:
    stamp = heard.json.get("timestamp", "")
    wanted = _sealed(f"{stamp}\n{SECRET}".encode(), b"")
    if len(stamp) != 10 or heard.json.get("sign") != wanted or chat.mode == "wrong_secret":
        return {"code": 19021, "msg": f"sign match fail {heard.path}"}
    if chat.mode == "throttled":
        return {"code": 11232, "msg": "frequency limited"}
    return {"code": 0, "msg": "success", "data": {}}


RULES = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu, "webhook": lambda _chat, _heard: {}}


def handler_of(chat: Chat) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard = Heard(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            chat.heard.append(heard)
            chat.arrived.set()
            if chat.mode == "drips":
                self._drip()
            else:
                self._send(*chat.answer(heard))

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:  # who asked has gone
                self.close_connection = True

        def _drip(self) -> None:
            """A header that never ends, a byte at a time, each sooner than any silence would be noticed."""
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not chat.released.wait(0.02):
                    self.wfile.write(b".")
                    self.wfile.flush()
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return Handler


@contextmanager
def chatting(kind: str, mode: str = "rules") -> Iterator[Chat]:
    """A server of that kind on a free port."""
    chat = Chat(kind, mode)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(chat))
    server.daemon_threads = True
    chat.origin = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        chat.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
