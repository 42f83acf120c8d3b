"""Shows long work as bars on the terminal, one a step."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType

import click


class Bars:
    """Told (step, done, total) as `ports.records.Progress` says; goes to stderr, so that stdout stays for answers."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._advance: Callable[[int], None] = _nowhere
        self._step = ""
        self._done = 0

    def __enter__(self) -> "Bars":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._open.close()
            self._step, self._done = step, 0
            bar = click.progressbar(length=total, label=step, file=sys.stderr)
            self._advance = self._open.enter_context(bar).update
        self._advance(max(0, done - self._done))
        self._done = max(self._done, done)


def _nowhere(_steps: int) -> None:
    """Before the first step there is no bar."""
