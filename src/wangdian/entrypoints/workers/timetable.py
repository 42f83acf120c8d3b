"""Decides which jobs of the schedule are due, and runs them one after the other beside the courier."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from django.db import connections

from wangdian.entrypoints.workers.schedule import Job
from wangdian.foundation import clock

_log = logging.getLogger(__name__)


class Timetable:
    """Remembers when each job ran last in this process; a job that fails is logged and runs again at its next time."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._next: dict[str, datetime] = {}
        self._running: dict[str, Future[None]] = {}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")

    def start_due(self) -> list[str]:
        """Hands every due job that is not still running to the one worker thread; returns their names."""
        now, started = clock.now(), []
        for job in self._jobs:
            if job.name in self._running or self._next.get(job.name, now) > now:
                continue
            self._next[job.name] = now + job.every
            self._running[job.name] = self._pool.submit(_run, job)
            started.append(job.name)
        return started

    def gather(self, wait: bool = False) -> list[str]:
        """Forgets the jobs that ended (with `wait` all of them) and returns the names of those that failed."""
        failed = []
        for name, future in list(self._running.items()):
            if not (wait or future.done()):
                continue
            del self._running[name]
            if future.cancelled():  # closed before its turn: its next process runs it
                continue
            error = future.exception()
            if error is not None:
                failed.append(name)
                _log.error("the job %r failed: %s", name, type(error).__name__, exc_info=error)
        return failed

    def close(self) -> None:
        """Lets the running job end and starts no other."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _run(job: Job) -> None:
    try:
        job.run()
    finally:
        connections.close_all()
