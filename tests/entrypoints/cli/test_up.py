"""`wangdian up`: says where it is, starts again what died, leaves nothing behind."""

import os
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from threading import Event

import pytest

from tests.entrypoints.cli.place import Place

PATIENCE = 240
TICK_S = 0.25


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(bank: Place, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the line in which it says where it is."""
    process = subprocess.Popen(
        bank.command("up", *arguments), env=bank.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    assert process.stdout is not None
    try:
        yield process, next(line for line in process.stdout if "http" in line)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """The programs that the supervisor started, by name."""
    found = {}
    for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        arguments = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        found[arguments[arguments.index("wangdian.entrypoints.cli.main") + 1]] = int(pid)
    return found


def answer(port: int, context: ssl.SSLContext | None = None) -> int:
    """The status of the login page, asked for again until somebody answers."""
    for _ in range(PATIENCE):
        link = HTTPSConnection("127.0.0.1", port, context=context) if context else HTTPConnection("127.0.0.1", port)
        try:
            link.request("GET", "/login/")
            return link.getresponse().status
        except ConnectionError:
            Event().wait(TICK_S)
        finally:
            link.close()
    raise AssertionError("nobody answered")


def test_what_dies_is_started_again_and_all_ends_together(bank: Place) -> None:
    port = free_port()
    with running(bank, "--port", str(port)) as (process, said):
        assert f"http://127.0.0.1:{port}" in said
        assert answer(port) == 200
        before = children(process)
        assert set(before) == {"web", "courier", "tasks"}
        os.kill(before["web"], signal.SIGKILL)
        assert answer(port) == 200
        assert children(process)["web"] != before["web"]
        last = children(process)
    assert process.returncode == 0
    assert not [pid for pid in last.values() if Path(f"/proc/{pid}").exists()]


def test_children_end_with_a_supervisor_that_was_killed(bank: Place) -> None:
    port = free_port()
    with running(bank, "--port", str(port)) as (process, _said):
        left = children(process)
        process.kill()
        process.wait()
        for _ in range(PATIENCE):
            if not any(Path(f"/proc/{pid}").exists() for pid in left.values()):
                break
            Event().wait(TICK_S)
        assert not [pid for pid in left.values() if Path(f"/proc/{pid}").exists()]


def test_a_phone_that_installed_the_authority_reaches_it_over_https(bank: Place) -> None:
    port, ca_port = free_port(), free_port()
    with running(bank, "--port", str(port), "--tls", "--ca-port", str(ca_port)) as (_process, said):
        assert f"https://127.0.0.1:{port}" in said
        link = HTTPConnection("127.0.0.1", ca_port)
        link.request("GET", "/ca.crt")
        trusted = ssl.create_default_context(cadata=link.getresponse().read().decode())
        link.close()
        assert answer(port, trusted) == 200
        with pytest.raises(ssl.SSLCertVerificationError):
            answer(port, ssl.create_default_context())


def test_a_port_in_use_is_said_plainly(bank: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = bank.run("up", "--port", str(taken.getsockname()[1]), fails=True)
    assert "Cannot listen" in done.stderr
