"""A process that gives birth to couriers, so that each can be killed alone.

It loads Django once and forks; it never opens the database itself. Commands come a line each by standard input, and
each is answered with a line: `found PEOPLE`, `ring FIRST LAST` and `settle MINUTE` with the exit code of the process
that did it, `work MINUTE` at once with the number of the courier's process.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from threading import Event

import django

START = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


def born(task: Callable[[], None]) -> int:
    """Forks a process that does `task` and ends; returns its number."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            task()
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    return pid


def ended(task: Callable[[], None]) -> int:
    """Waits for such a process; its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(born(task), 0)[1])


def at(minute: str, task: Callable[..., object], *given: object) -> Callable[[], None]:
    """`task` for a process whose clock stands at that minute after the start."""
    clock = import_module("wangdian.foundation.clock")

    def standing() -> None:
        with clock.standing_at(START + timedelta(minutes=int(minute))):
            task(*given)
    return standing


def main() -> None:
    django.setup()
    bells = import_module("tests.entrypoints.courier.bells")
    courier = import_module("wangdian.entrypoints.workers.courier")
    bells.wire()
    for line in sys.stdin:
        command, *given = line.split()
        if command == "found":
            print(ended(at("0", bells.found, int(given[0]))), flush=True)
        elif command == "ring":
            print(ended(at("0", bells.ring, int(given[0]), int(given[1]))), flush=True)
        elif command == "settle":
            print(ended(at(given[0], bells.settle)), flush=True)
        elif command == "work":
            print(born(at(given[0], courier.work, Event(), [])), flush=True)


if __name__ == "__main__":
    main()
