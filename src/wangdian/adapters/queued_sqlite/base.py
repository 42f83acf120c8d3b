"""The engine: a transaction waits for its turn among the threads of its process before it asks SQLite for the lock.

SQLite lets those who wait look again every tenth of a second, in no order: with many writers some never see the
gap. In the queue nobody is passed over, and only one thread of each process ever waits in SQLite's own way.
"""

from collections import defaultdict

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from wangdian.adapters.queued_sqlite.queue_of_writers import Queue

PATIENCE_S = 60.0
_queues: defaultdict[str, Queue] = defaultdict(Queue)
"""By file."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; a database in memory has no other process, and no queue."""

    _turn: Queue | None = None

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False,
    ) -> None:
        """How Django begins a transaction on SQLite, and how it comes back from one."""
        begins = not autocommit and force_begin_transaction_with_broken_autocommit
        if begins and not self.is_in_memory_db():
            self._wait()
        begun = False
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
            begun = True
        finally:
            if begins and not begun:
                self._pass_on()

    def commit(self) -> None:
        super().commit()
        self._pass_on()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._pass_on()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._pass_on()

    def _wait(self) -> None:
        queue = _queues[str(self.settings_dict["NAME"])]
        if not queue.take(PATIENCE_S):
            raise OperationalError("database is locked")
        self._turn = queue

    def _pass_on(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.let_go()
