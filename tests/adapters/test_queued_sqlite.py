"""The queue before SQLite's write lock: in order, without loss of the turn, and with an end to patience."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import IntegrityError, OperationalError
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from wangdian.adapters.queued_sqlite import base
from wangdian.adapters.queued_sqlite.queue_of_writers import Queue


def begun(task: object) -> Thread:
    thread = Thread(target=task)
    thread.start()
    return thread


def standing_in(queue: Queue, number: int) -> None:
    """Until so many wait."""
    for _ in range(2000):
        if len(queue._waiting) == number:
            return
        Event().wait(0.005)
    raise AssertionError("nobody came")


def test_who_came_first_is_served_first() -> None:
    queue, served, threads = Queue(), [], []
    assert queue.take(0)

    def wait(number: int) -> None:
        assert queue.take(60)
        served.append(number)
        queue.let_go()

    for number in range(20):
        threads.append(begun(lambda number=number: wait(number)))
        standing_in(queue, number + 1)
    queue.let_go()
    for thread in threads:
        thread.join()
    assert served == list(range(20))
    assert queue.take(0)


def test_who_gave_up_is_not_waited_for() -> None:
    queue = Queue()
    assert queue.take(0)
    assert not queue.take(0.01)
    queue.let_go()
    assert queue.take(0)


@pytest.fixture
def connections(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[ConnectionHandler]:
    """Of a file of this test's own, which is none of Django's test databases."""
    one = {
        "ENGINE": "wangdian.adapters.queued_sqlite", "NAME": tmp_path / "q.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.05},
    }
    handler = ConnectionHandler({"default": one, "other": one})
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)")
        yield handler
        handler.close_all()


def begin(connection: base.DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_turn_ends_with_the_transaction_however_it_ends(
    connections: ConnectionHandler, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(base, "PATIENCE_S", 0.01)
    one, other = connections["default"], connections["other"]
    for end in (one.commit, one.rollback, one.close):
        begin(one)
        with pytest.raises(OperationalError, match="database is locked"):
            begin(other)
        end()
        one.set_autocommit(True)
        begin(other)
        other.rollback()
        other.set_autocommit(True)


def test_a_turn_is_passed_on_when_sqlite_itself_refuses(
    connections: ConnectionHandler, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(base, "PATIENCE_S", 0.01)
    one, other = connections["default"], connections["other"]
    one.ensure_connection()
    one.connection.execute("BEGIN IMMEDIATE")  # as another process would: past the queue
    for _ in range(2):
        with pytest.raises(OperationalError, match="database is locked"):
            begin(other)
    one.connection.rollback()
    begin(other)
    with pytest.raises(IntegrityError), other.cursor() as cursor:
        cursor.executemany("INSERT INTO t VALUES (%s)", [(1,), (1,)])
    other.rollback()
    other.set_autocommit(True)
    begin(one)
    one.rollback()
    one.set_autocommit(True)
