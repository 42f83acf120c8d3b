"""`wangdian web`: who asks is who connects, unless a proxy that settings name says otherwise."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event
from urllib.parse import urlencode

import pytest

from tests.entrypoints.cli.place import Place
from tests.entrypoints.cli.test_up import PATIENCE, TICK_S, free_port


@contextmanager
def serving(bank: Place) -> Iterator[int]:
    """The port of a server that answers."""
    port = free_port()
    process = subprocess.Popen(bank.command("web", "--port", str(port)), env=bank.env)
    try:
        for _ in range(PATIENCE):
            try:
                asked(port, "GET")
                break
            except ConnectionError:
                Event().wait(TICK_S)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def asked(port: int, method: str, body: str = "", **headers: str) -> tuple[int, str]:
    """The login page's status and the cookie that forms bring back."""
    link = HTTPConnection("127.0.0.1", port)
    try:
        link.request(method, "/login/", body, headers)
        answer = link.getresponse()
        answer.read()
        return answer.status, (answer.headers["Set-Cookie"] or "").partition(";")[0]
    finally:
        link.close()


def wrong_tries(port: int) -> list[int]:
    """The statuses of seven wrong passwords, each said to come from another address."""
    _status, cookie = asked(port, "GET")
    body = urlencode({"username": "first", "password": "wrong", "csrfmiddlewaretoken": cookie.partition("=")[2]})
    form = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return [
        asked(port, "POST", body, **form, **{"X-Forwarded-For": f"203.0.113.{number}"})[0] for number in range(1, 8)
    ]


@pytest.mark.parametrize("proxies", ["", "192.0.2.0/24"])
def test_nobody_gets_more_tries_by_naming_other_addresses(bank: Place, proxies: str) -> None:
    bank.environment["WANGDIAN_TRUSTED_PROXIES"] = proxies
    with serving(bank) as port:
        statuses = wrong_tries(port)
    assert statuses[:4] == [200] * 4
    assert set(statuses[4:]) == {429}


def test_a_trusted_proxy_says_who_asks(bank: Place) -> None:
    bank.environment["WANGDIAN_TRUSTED_PROXIES"] = "10.0.0.0/8, 127.0.0.1"
    with serving(bank) as port:
        assert wrong_tries(port) == [200] * 7


def test_not_everybody_can_be_trusted(bank: Place) -> None:
    bank.environment["WANGDIAN_TRUSTED_PROXIES"] = "*"
    assert "no address and no network" in bank.run("web", "--port", str(free_port()), fails=True).stderr
