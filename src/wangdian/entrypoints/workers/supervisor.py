"""Keeps a few programs running: starts them, starts again what died, and stops all of them together."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

LOOK_S = 0.2
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
STEADY_S = 60.0
"""A program that ran this long is started again at once; one that dies young waits twice as long each time."""
PATIENCE_S = 15.0
"""How long programs may take to end before they are killed."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Program:
    """What to run, with what is added to the environment."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait_s: float = FIRST_WAIT_S
    start_at: float = 0.0


class Supervisor:
    """Runs `programs` until `stop` is set; `every` is called at each look and may ask for a restart."""

    def __init__(
        self, programs: Sequence[Program], stop: Event, every: Callable[["Supervisor"], None] | None = None,
    ) -> None:
        self.programs = programs
        self.stop = stop
        self._every = every

    def run(self) -> None:
        """Returns once everything has ended."""
        try:
            while not self.stop.is_set():
                for program in self.programs:
                    self._look_after(program)
                if self._every is not None:
                    self._every(self)
                self.stop.wait(LOOK_S)
        finally:
            self._stop_all()

    def restart(self, name: str) -> None:
        """Ends the program; the next look starts it again."""
        for program in self.programs:
            if program.name == name and program.process is not None:
                program.process.terminate()

    def _look_after(self, program: Program) -> None:
        now = time.monotonic()
        if program.process is None:
            if now >= program.start_at:
                self._start(program, now)
            return
        code = program.process.poll()
        if code is None:
            return
        steady = now - program.started_at >= STEADY_S
        program.wait_s = FIRST_WAIT_S if steady else min(program.wait_s * 2, LONGEST_WAIT_S)
        program.process, program.start_at = None, now + (0.0 if steady else program.wait_s)
        _log.warning("%s ended with %d and is started again", program.name, code)

    def _start(self, program: Program, now: float) -> None:
        leash = [sys.executable, "-m", "wangdian.entrypoints.workers.leash", str(os.getpid())]
        program.process = subprocess.Popen(
            [*leash, *program.arguments], env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL, start_new_session=True,
        )
        program.started_at = now

    def _stop_all(self) -> None:
        running = [p.process for p in self.programs if p.process is not None]
        for process in running:
            process.terminate()
        end = time.monotonic() + PATIENCE_S
        for process in running:
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def stop_at_signals(stop: Event) -> None:
    """Sets `stop` at SIGTERM and SIGINT."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
