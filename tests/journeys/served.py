"""A real server over a real folder: started, killed in the middle, started again at the same address."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from tests.journeys import bank

PATIENCE_S = 90.0
DELIVERING = """
import django; django.setup()
from wangdian.apps.journal.actions.deliver import deliver_due
while deliver_due(): pass
"""


def wait_until(holds: Callable[[], object], what: str, patience: float = PATIENCE_S) -> None:
    """Looks again and again until `holds()` is true; fails, naming `what`, when patience is over."""
    pause = Event()
    for _ in range(int(patience / 0.05)):
        if holds():
            return
        pause.wait(0.05)
    raise AssertionError(f"did not come: {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """The bank in `folder`, reached at `address` while it runs; `told` is what its founding printed."""

    folder: Path
    port: int = field(default_factory=free_port)
    told: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WANGDIAN_", "DJANGO_"))}
        paths = os.pathsep.join([str(Path(bank.__file__).parents[2] / "src"), str(Path(bank.__file__).parents[2])])
        return kept | {
            "WANGDIAN_VAR": str(self.folder), "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.embedded",
            "PYTHONPATH": paths, "WANGDIAN_SECRET_KEY": "only-for-journeys-" + "x" * 50,
            "WANGDIAN_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }

    def found(self) -> None:
        done = subprocess.run(
            [sys.executable, "-c", bank.OPENING], env=self.env, capture_output=True, text=True, check=False,
        )
        assert done.returncode == 0, done.stderr
        self.told = json.loads(done.stdout)

    def start(self) -> None:
        command = [sys.executable, "-m", "wangdian.entrypoints.cli.main", "web", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL)
        wait_until(self._answers, "the server")

    def kill(self) -> None:
        """As a power cut would: nothing is tidied up."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def deliver(self) -> None:
        """Brings every fact to its listeners, as the courier does."""
        subprocess.run([sys.executable, "-c", DELIVERING], env=self.env, check=True)

    def rows(self, question: str, *given: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "wangdian.sqlite3", timeout=20)) as connection:
            return connection.execute(question, given).fetchall()

    def count(self, question: str, *given: object) -> int:
        return int(self.rows(question, *given)[0][0])

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True
