"""Many inspectors walk at once while the judge runs and everything dies at random: nothing lost, nothing doubled."""

import hashlib
import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from tests.crowd import bank
from tests.journeys.served import free_port, wait_until
from wangdian.foundation import clock

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = 2
COPIED = 14
"""Times that a client is left alone between two blows, at most; in tenths of a second."""
PATIENCE_S = 900.0


@dataclass
class Crowd:
    """The bank in `folder`, its server, and a phone for each of so many inspectors."""

    folder: Path
    size: int
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None
    phones: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WANGDIAN_", "DJANGO_"))}
        return kept | {
            "WANGDIAN_VAR": str(self.folder / "var"), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.embedded",
            "WANGDIAN_SECRET_KEY": "only-for-crowds-" + "x" * 50,
        }

    def found(self) -> None:
        (self.folder / "var").mkdir()
        subprocess.run([sys.executable, "-c", bank.OPENING, str(self.size)], env=self.env, check=True)
        (self.folder / "password").write_text(bank.PASSWORD)
        for number in range(self.size):
            (self.folder / f"{number}.began").write_text(clock.now().isoformat())
            for shot in range(PHOTOS):
                (self.folder / f"{number}-{shot}.jpg").write_bytes(a_photo(number * PHOTOS + shot))

    def serve(self) -> None:
        up = [sys.executable, "-m", "wangdian.entrypoints.cli.main", "up", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(up, env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def kill_server(self) -> None:
        """All of it at once, as a power cut would."""
        for pid in [self.server.pid, *family(self.server.pid)]:
            kill(pid)
        self.server.wait()

    def kill_one(self, chance: random.Random) -> None:
        """The web, the courier or the tasks alone: whoever looks after them starts them again."""
        programs = family(self.server.pid)
        if programs:
            kill(chance.choice(programs))

    def send_out(self, number: int) -> None:
        phone = [sys.executable, "-I", str(ROOT / "tests/crowd/walker.py")]
        told = [str(self.port), str(self.folder), str(number)]
        self.phones[number] = subprocess.Popen([*phone, *told], stdin=subprocess.DEVNULL)

    def kill_phone(self, number: int) -> None:
        self.phones[number].kill()
        self.phones[number].wait()
        self.send_out(number)

    def walking(self) -> list[int]:
        """Who is still on the way; a phone that gave up fails the proof."""
        for number, phone in self.phones.items():
            assert phone.poll() in {None, 0}, f"the phone {number} gave up"
        return [number for number, phone in self.phones.items() if phone.poll() is None]

    def rows(self, question: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "var/wangdian.sqlite3", timeout=60)) as there:
            return there.execute(question).fetchall()

    def photos(self) -> dict[str, bytes]:
        files = [file.read_bytes() for file in self.folder.glob("*-*.jpg")]
        return {hashlib.sha256(data).hexdigest(): data for data in files}


def a_photo(seed: int) -> bytes:
    """Its own, of some fifty kilobytes."""
    luck = random.Random(seed)
    small = Image.frombytes("RGB", (96, 72), luck.randbytes(96 * 72 * 3))
    out = io.BytesIO()
    small.resize((640, 480), Image.Resampling.BICUBIC).save(out, "JPEG", quality=90)
    return out.getvalue()


def family(pid: int) -> list[int]:
    """The children of a process and theirs; none if it is gone."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return [one for child in children for one in (child, *family(child))]


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it went by itself


@pytest.fixture
def crowd(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Crowd]:
    found = Crowd(tmp_path, request.param)
    found.found()
    yield found
    for phone in found.phones.values():
        phone.kill()
        phone.wait()
    if found.server is not None and found.server.poll() is None:
        found.kill_server()


def walked_under_blows(crowd: Crowd, blows: int) -> None:
    """Everybody walks; at random moments a phone, a part of the server or all of it dies and comes again."""
    chance, pause = random.Random(f"crowd {crowd.size}"), Event()
    crowd.serve()
    for number in range(crowd.size):
        crowd.send_out(number)
    for _ in range(blows):
        # Not to wait for something, which no test does by the clock: when death comes is what is tried here.
        pause.wait(chance.uniform(0.2, COPIED / 10))
        walking = crowd.walking()
        blow = chance.random()
        if walking and blow < 0.6:
            crowd.kill_phone(chance.choice(walking))
        elif blow < 0.85:
            crowd.kill_one(chance)
        else:
            crowd.kill_server()
            crowd.serve()
    crowd.kill_server()
    crowd.serve()
    wait_until(lambda: not crowd.walking(), "the end of all walks", PATIENCE_S)
    waiting = "SELECT count(*) FROM journal_outboxrow WHERE done_at IS NULL"
    wait_until(lambda: crowd.rows(waiting) == [(0,)], "the end of what was to be told", PATIENCE_S)
    crowd.kill_server()


def nothing_was_lost_and_nothing_doubled(crowd: Crowd) -> None:
    walks = crowd.rows("SELECT outlet_id, state, asked, answered, failed FROM evidence_walk")
    assert len(walks) == crowd.size == len({outlet for outlet, *_rest in walks})
    assert {state for _outlet, state, *_rest in walks} == {"finished"}
    assert all(asked == answered and failed for _outlet, _state, asked, answered, failed in walks)
    answers = crowd.rows("SELECT count(*), count(DISTINCT requirement_id || '/' || subject_id) FROM evidence_answer")
    assert answers == [(sum(int(str(answered)) for *_rest, answered, _failed in walks),) * 2]
    named = crowd.rows(
        "SELECT n.sha256, p.sha256 FROM evidence_answerphoto n LEFT JOIN evidence_photo p ON p.id = n.photo_id",
    )
    sent = crowd.photos()
    assert sorted(named) == sorted((sha256, sha256) for sha256 in sent)
    for sha256, data in sent.items():
        assert (crowd.folder / "var/photos/photo" / sha256[:2] / sha256[2:4] / sha256).read_bytes() == data


def every_failure_became_one_finding_seen_once(crowd: Crowd) -> None:
    failed = "SELECT requirement_id, subject_id FROM evidence_answer WHERE says = 'fail'"
    assert sorted(crowd.rows(failed)) == sorted(
        crowd.rows("SELECT requirement_id, subject_id FROM findings_finding WHERE sightings = 1 AND EXISTS "
                   "(SELECT 1 FROM findings_sighting s WHERE s.finding_id = findings_finding.id "
                   "AND s.answer_id IS NOT NULL)"),
    )


def nobody_was_told_that_the_records_are_locked(crowd: Crowd) -> None:
    assert [file.read_text() for file in crowd.folder.glob("*.trouble")] == []
    assert "locked" not in (crowd.folder / "server.log").read_text()


@pytest.mark.parametrize("crowd", [5], indirect=True)
def test_five_inspectors_walk_at_once_and_everything_dies_now_and_then(crowd: Crowd) -> None:
    walked_under_blows(crowd, 6)
    nothing_was_lost_and_nothing_doubled(crowd)
    every_failure_became_one_finding_seen_once(crowd)
    nobody_was_told_that_the_records_are_locked(crowd)


@pytest.mark.prove
@pytest.mark.parametrize("crowd", [50], indirect=True)
def test_fifty_inspectors_walk_at_once_and_everything_dies_again_and_again(crowd: Crowd) -> None:
    walked_under_blows(crowd, 60)
    nothing_was_lost_and_nothing_doubled(crowd)
    every_failure_became_one_finding_seen_once(crowd)
    nobody_was_told_that_the_records_are_locked(crowd)
