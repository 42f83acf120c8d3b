"""How many walks a second the whole server takes in durably, over HTTP and by the walk protocol; on a scratch copy.

Everything runs that `wangdian up` starts: the judge hears the answers while more come, and photos get their
fingerprints behind. What is left of both when the last walk is acknowledged is told apart.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.figures import Figure, profiled, spread
from bench.phones import Phone, prepared, walk
from bench.pictures import make_pictures
from bench.usage import idle, worked
from wangdian.apps.evidence.models import Answer, Photo, PhotoPrint, Walk
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Person, RoleGrant, Unit
from wangdian.domain.rights import Role
from wangdian.foundation import clock

WALKS, SENDERS, ANSWERS, PHOTOS = 48, 8, 60, 8
PROCESSES = 2
PATIENCE_S, DRAIN_S = 120.0, 300.0
BACKEND = "django.contrib.auth.backends.ModelBackend"


def measured() -> tuple[list[Figure], str]:
    """Figures of the receiving and of what is left behind; and a profile of one walk in one process."""
    folder = settings.VAR / "walks"
    folder.mkdir(exist_ok=True)
    person = _inspector()
    chosen = _outlets(WALKS + 1)
    for code in chosen:
        RoleGrant.objects.create(person=person, role=Role.INSPECTOR, unit=Unit.objects.get(outlet__code=code))
    pictures = make_pictures(folder, (WALKS + 1) * PHOTOS)
    jobs = [
        {"outlet": code, "person": person.pk, "photos": [str(one) for one in pictures[n * PHOTOS : (n + 1) * PHOTOS]]}
        for n, code in enumerate(chosen)
    ]
    file = folder / "told.json"
    file.write_text(json.dumps({"walks": jobs[:WALKS], "answers": ANSWERS, "cookies": _cookies(person)}))
    before = _counted()
    with served() as (port, pid):
        figures = [*_received(port, pid, file), *_behind(before)]
    return figures, profiled("walks", _one_walk(person, jobs[WALKS]))


def _received(port: int, pid: int, file: Path) -> list[Figure]:
    used = worked(pid)
    phones = [sys.executable, "-m", "bench.phones", str(port), str(file), str(SENDERS)]
    done = subprocess.run(phones, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"the phones gave up: {done.stderr[-800:]}")
    told = json.loads(done.stdout)
    spent = {name: seconds - used.get(name, 0.0) for name, seconds in worked(pid).items()}
    walks, seconds = told["walks"], told["seconds"]
    return [
        Figure(f"walks received durably ({told['answers'] / walks:.0f} answers, {PHOTOS} photos, {SENDERS} senders)",
               round(walks / seconds, 2), "walks/s", "12"),
        Figure(f"requests a walk ({walks} walks in all)", round(told["requests"] / walks, 1), "requests"),
        *spread("a walk, first answer to last acknowledgement", told["spans"]),
        *spread("what a phone takes along in the morning", told["mornings"]),
        *(Figure(f"processor of {name}, a walk", round(spent[name] / walks, 2), "s") for name in sorted(spent)),
        Figure("processors busy with it, of those that there are",
               round(sum(spent.values()) / seconds / (os.cpu_count() or 1), 2), "ratio"),
    ]


def _behind(before: Mapping[str, int]) -> list[Figure]:
    """What the courier had still to do when all was acknowledged, and how fast it did it."""
    kept = {name: count - before[name] for name, count in _counted().items()}
    if kept["walks"] != WALKS or kept["photos"] != WALKS * PHOTOS:
        raise SystemExit(f"not all was kept: {kept}")
    began, prints, facts = time.monotonic(), _unprinted(), _untold()
    figures = [
        Figure("photos without a fingerprint when the last walk was in", prints, "photos"),
        Figure("facts not yet told to the judge then", facts, "facts"),
    ]
    told_after = printed_after = None
    while time.monotonic() - began < DRAIN_S and (told_after is None or printed_after is None):
        told_after = told_after or (time.monotonic() - began if not _untold() else None)
        printed_after = printed_after or (time.monotonic() - began if not _unprinted() else None)
        time.sleep(0.5)
    for name, count, after in (("fingerprints", prints, printed_after), ("facts told", facts, told_after)):
        if after is None:
            figures.append(Figure(f"{name}: not done after so long", DRAIN_S, "s"))
        elif count:
            figures.append(Figure(f"{name} behind the walks", round(count / max(after, 0.5), 1), "1/s"))
    return figures


def _counted() -> dict[str, int]:
    return {
        "walks": Walk.objects.filter(state=Walk.State.FINISHED).count(), "answers": Answer.objects.count(),
        "photos": Photo.objects.count(),
    }


def _unprinted() -> int:
    return Photo.objects.filter(print=None).count() + PhotoPrint.objects.filter(compared=False).count()


def _untold() -> int:
    return OutboxRow.objects.filter(done_at=None, due_at__lte=clock.now()).count()


def _inspector() -> Person:
    name = f"bench-{clock.now():%Y%m%d%H%M%S}"
    return Person.objects.create(login=name, name="Bench", made_at=clock.now(), password="!")


def _outlets(count: int) -> list[str]:
    """Open outlets from all over the bank."""
    codes = list(
        Outlet.objects.filter(closed_on=None, kind="full_service").order_by("code").values_list("code", flat=True),
    )
    return codes[:: max(1, len(codes) // count)][:count]


def _cookies(person: Person) -> dict[str, str]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, BACKEND)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The port and the process of `wangdian up` over this bank, once it has done what it does at its start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    up = [sys.executable, "-m", "wangdian.entrypoints.cli.main", "up", "--port", str(port), "--processes",
          str(PROCESSES)]
    with (settings.VAR / "server.log").open("ab") as log:
        server = subprocess.Popen(up, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait(lambda: _answers(port), "the server does not answer")
        idle(server.pid, PATIENCE_S)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        connection.close()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:  # not yet
        return False
    return True


def _wait(holds: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(otherwise)
        time.sleep(0.1)


def _one_walk(person: Person, job: dict[str, Any]) -> Callable[[], None]:
    """The same walk by the same protocol, in this process: what the server does for it, without the network."""
    from_here = _Here(_cookies(person))
    from_here.today()
    ready = prepared(from_here, job, ANSWERS)
    return lambda: walk(from_here, ready)


class _Here(Phone):
    """A phone that asks the application itself."""

    def __init__(self, cookies: dict[str, str]) -> None:
        super().__init__(0, cookies)
        self.client = Client(headers={"host": "127.0.0.1"})
        for name, value in cookies.items():
            self.client.cookies[name] = value

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str], hoped: int) -> tuple[Any, bytes]:
        kind = headers.get("Content-Type", "application/octet-stream")
        answer = self.client.generic(method, path, body, kind, headers={"X-CSRFToken": self.token, **headers})
        if answer.status_code != hoped:
            raise SystemExit(f"{method} {path} was answered {answer.status_code}: {answer.content[:300]!r}")
        return answer.headers, answer.content
