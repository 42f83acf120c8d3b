"""The outbox under kill -9: nothing lost, nothing twice in the inbox, mail at least once under a stable Message-ID."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.entrypoints.courier.sink import Sink, listening

ROOT = Path(__file__).resolve().parents[3]
PEOPLE, BELLS_A_ROUND, LONGEST_LIFE_S = 3, 16, 0.15
LEASE_MIN = 3
"""Each round stands this much later than the one before, so that what a killed courier held is free again."""


class Nursery:
    """The process that forks couriers over the file in `folder`."""

    def __init__(self, folder: Path, sink: Sink) -> None:
        self.folder = folder
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.embedded", "WANGDIAN_VAR": str(folder),
            "WANGDIAN_DATABASE_URL": f"sqlite:///{folder / 'bank.sqlite3'}", "WANGDIAN_SMTP_HOST": "127.0.0.1",
            "WANGDIAN_SMTP_PORT": str(sink.port), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        migrate = [sys.executable, "-m", "django", "migrate", "-v0", "--skip-checks"]
        subprocess.run(migrate, env=self.env, cwd=ROOT, check=True)
        self.errors = (folder / "errors").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.entrypoints.courier.nursery"], env=self.env, cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
        )

    def ask(self, *words: object) -> int:
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def rows(self, question: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "bank.sqlite3") as bank:
            return bank.execute(question).fetchall()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening() as found:
        yield found


@pytest.fixture
def nursery(tmp_path: Path, sink: Sink) -> Iterator[Nursery]:
    found = Nursery(tmp_path, sink)
    assert found.ask("found", PEOPLE) == 0
    yield found
    found.close()


def killed_rounds(nursery: Nursery, rounds: int) -> int:
    """Two couriers at once a round, each killed at a moment of its own; returns how many bells rang."""
    chance = random.Random(f"courier {rounds}")
    for number in range(rounds):
        assert nursery.ask("ring", number * BELLS_A_ROUND, (number + 1) * BELLS_A_ROUND) == 0
        born = time.monotonic()
        lives = {nursery.ask("work", number * LEASE_MIN): chance.uniform(0, LONGEST_LIFE_S) for _ in range(2)}
        for pid, life in sorted(lives.items(), key=lambda item: item[1]):
            # Not to wait for something, which no test does by the clock: when death comes is what is tried here.
            Event().wait(max(0.0, born + life - time.monotonic()))
            os.kill(pid, signal.SIGKILL)
    # The last ones' failures wait for an hour at most, and what they held for the lease.
    assert nursery.ask("settle", rounds * LEASE_MIN + 120) == 0
    return rounds * BELLS_A_ROUND


def proven(nursery: Nursery, sink: Sink, rounds: int) -> None:
    bells = killed_rounds(nursery, rounds)
    assert nursery.rows("SELECT count(*) FROM journal_outboxrow WHERE done_at IS NULL") == [(0,)]
    heard = Counter(row[0] for row in nursery.rows("SELECT noun_id FROM journal_auditentry WHERE verb = 'tests.hear'"))
    assert heard == {str(bell): 1 for bell in range(bells)}
    news = nursery.rows(
        "SELECT n.id, n.key, p.email FROM people_news n JOIN people_person p ON p.id = n.person_id",
    )
    assert sorted(str(key) for _id, key, _mail in news) == sorted(f"bell:{bell}" for bell in range(bells))
    due = {(f"<news-{news_id}@127.0.0.1>", mail) for news_id, _key, mail in news}
    assert {(message["Message-ID"], to) for to, message in sink.taken} == due
    assert len(nursery.rows("SELECT seq FROM journal_auditentry")) == bells


def test_six_couriers_killed_at_random_moments_lose_nothing_and_double_nothing(nursery: Nursery, sink: Sink) -> None:
    proven(nursery, sink, 3)


@pytest.mark.prove
def test_two_hundred_couriers_killed_at_random_moments_do_neither(nursery: Nursery, sink: Sink) -> None:
    proven(nursery, sink, 100)
    # Otherwise the couriers never died at work, and the proof would prove nothing.
    tries = nursery.rows("SELECT count(*) FROM journal_outboxrow WHERE tries > 1")
    assert tries[0][0] > 10
