"""Carries facts from the outbox to their listeners: nothing lost, and nothing twice inside the database."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType

from django.db import transaction
from django.db.models import F, Q, QuerySet

from wangdian.apps.journal.actions.announce import Outside, listener
from wangdian.apps.journal.models import OutboxRow
from wangdian.foundation import clock

LEASE = timedelta(minutes=2)
"""How long a claimed row is left to its courier; longer than the slowest listener (mail gives up after 10 s)."""
LONGEST_WAIT = timedelta(hours=1)
KEEP_DONE = timedelta(days=14)
UNKNOWN = "UnknownListener"

Failed = Callable[[OutboxRow, BaseException], None]
_log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another courier took the row over, so that this one's work must not count."""


class _Attempt:
    """Keeps what a listener raised, whatever it was, so that one failing listener never stops the rest."""

    error: Exception | None = None

    def __enter__(self) -> "_Attempt":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, Exception):
            self.error = error
            return True
        return False


def deliver_due(limit: int = 100, failed: Failed | None = None) -> int:
    """Tells the listeners of at most `limit` due rows; returns how many were told.

    A row is claimed for `LEASE` by an update that must touch exactly one row. A listener inside the database runs in
    one transaction with the mark that the row is done: exactly once. One marked `Outside` runs first and is marked
    afterwards: at least once. A failure is counted, named by its class alone, and tried again after a growing wait;
    `failed` is told of it.
    """
    waiting = _waiting(clock.now()).order_by("due_at", "id").values_list("pk", flat=True)[:limit]
    return sum(_deliver(pk, failed) for pk in list(waiting))


def forget_done() -> int:
    """Removes rows that were told long ago; returns how many."""
    gone, _ = OutboxRow.objects.filter(done_at__lt=clock.now() - KEEP_DONE).delete()
    return gone


def _waiting(now: datetime) -> QuerySet[OutboxRow]:
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return OutboxRow.objects.filter(free, done_at=None, due_at__lte=now)


def _deliver(pk: int, failed: Failed | None) -> bool:
    lease = clock.now() + LEASE
    if _waiting(clock.now()).filter(pk=pk).update(claimed_until=lease, tries=F("tries") + 1) != 1:
        return False
    row = OutboxRow.objects.get(pk=pk)
    with _Attempt() as attempt:
        _tell(row, lease)
    if attempt.error is None:
        return True
    if not isinstance(attempt.error, LeaseLost):
        _put_back(row, lease, attempt.error)
    if failed is not None:
        failed(row, attempt.error)
    return False


def _tell(row: OutboxRow, lease: datetime) -> None:
    ear = listener(row.topic, row.listener)
    if isinstance(ear, Outside):
        ear(row.body, row.pk)
        _mark_done(row, lease)
        return
    with transaction.atomic():
        _mark_done(row, lease)
        ear(row.body, row.pk)


def _mark_done(row: OutboxRow, lease: datetime) -> None:
    mine = OutboxRow.objects.filter(pk=row.pk, done_at=None, claimed_until=lease)
    if mine.update(done_at=clock.now(), claimed_until=None, last_error="") != 1:
        raise LeaseLost


def _put_back(row: OutboxRow, lease: datetime, error: Exception) -> None:
    """Keeps the class of the error and never its words, which may hold personal values."""
    name = UNKNOWN if isinstance(error, KeyError) and not _known(row) else type(error).__name__
    wait = min(timedelta(seconds=5 * 2 ** min(row.tries, 16)), LONGEST_WAIT)
    OutboxRow.objects.filter(pk=row.pk, done_at=None, claimed_until=lease).update(
        claimed_until=None, due_at=clock.now() + wait, last_error=name,
    )
    _log.error("outbox row %d (%s to %s) failed at try %d: %s", row.pk, row.topic, row.listener, row.tries, name)


def _known(row: OutboxRow) -> bool:
    try:
        listener(row.topic, row.listener)
    except KeyError:
        return False
    return True
