"""Posts to programs outside: only to origins that the operator has named, within a deadline, never led elsewhere."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

import requests

from wangdian.adapters.deadline import Ended, EndingAdapter, deadline
from wangdian.domain.ways_out import may_go_out
from wangdian.ports.outside import NotTaken, Reply

LARGEST_ANSWER = 64 * 1024
LONGEST_WAIT_S = 3600
# The library below tells whole addresses, and with them robots' keys: in lines for debugging, and as a warning where
# it cannot read what the other side sends. Whatever went wrong is told by a code anyway.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class HttpOut:
    """One request on a connection of its own, its certificate verified.

    Reads nothing of the environment: no proxy, no .netrc (which would add a login). `proxy` is the operator's own
    way out. An error is told by a word alone, since the errors of the library below hold the whole address.
    """

    origins: Collection[str]
    proxy: str = ""
    connect_s: float = 3.0
    silence_s: float = 5.0
    total_s: float = 8.0

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        if not may_go_out(address, self.origins):
            raise NotTaken("not_allowed")
        with deadline(self.total_s) as ended:
            try:
                return self._posted(ended, address, body, {"User-Agent": "Wangdian", **headers})
            except requests.Timeout:
                code = "timeout"
            except requests.exceptions.SSLError:
                code = "timeout" if ended.late else "tls"
            except requests.RequestException:
                code = "timeout" if ended.late else "unreachable"
        raise NotTaken(code)  # outside of the handlers, so that no error with the address hangs on to it

    def _posted(self, ended: Ended, address: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        with requests.Session() as session:
            session.trust_env = False
            session.mount("https://", EndingAdapter(ended))
            session.mount("http://", EndingAdapter(ended))
            if self.proxy:
                session.proxies = {"http": self.proxy, "https": self.proxy}
            answer = session.post(
                address, data=body, headers=dict(headers), timeout=(self.connect_s, self.silence_s),
                allow_redirects=False, stream=True,
            )
            with answer:
                said = _read(answer)
                if ended.late:
                    raise requests.Timeout
                return Reply(answer.status_code, said, _wait(answer.headers.get("Retry-After", "")))


def _read(answer: requests.Response) -> bytes:
    body = b""
    for piece in answer.iter_content(1024):
        body += piece
        if len(body) >= LARGEST_ANSWER:
            break
    return body[:LARGEST_ANSWER]


def _wait(text: str) -> timedelta | None:
    """Retry-After in seconds (RFC 9110); its other form, a date, is not used by those we speak to."""
    return timedelta(seconds=min(int(text), LONGEST_WAIT_S)) if text.isascii() and text.isdigit() and len(text) < 9 \
        else None
