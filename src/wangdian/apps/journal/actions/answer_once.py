"""Keeps the answers of keyed requests for a day, so that the same request sent again does nothing twice."""

from dataclasses import dataclass
from datetime import timedelta

from wangdian.apps.journal.models import IdempotencyKey
from wangdian.domain.rights import Actor
from wangdian.foundation import clock

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked under a key (a hash of the whole request) and what was answered."""

    request_hash: str
    status: int
    body: str


def answer_of(who: Actor, key: str) -> Answer | None:
    """The answer that `who` got under `key` within the last day. 1 query."""
    row = IdempotencyKey.objects.filter(actor_id=who.id, key=key, at__gt=clock.now() - KEPT).first()
    return Answer(row.request_hash, row.status or 0, row.body) if row else None


def claim(who: Actor, key: str, request_hash: str) -> int:
    """Takes the key for this transaction; raises IntegrityError if another took it first. Returns the row's id."""
    IdempotencyKey.objects.filter(actor_id=who.id, key=key, at__lte=clock.now() - KEPT).delete()
    row = IdempotencyKey.objects.create(actor_id=who.id, key=key, request_hash=request_hash, at=clock.now())
    return row.pk


def keep(claimed: int, status: int, body: str) -> None:
    """Stores the answer in the transaction that claimed the key."""
    IdempotencyKey.objects.filter(pk=claimed).update(status=status, body=body)


def forget_answers() -> int:
    """Removes answers older than a day; returns how many."""
    gone, _rows = IdempotencyKey.objects.filter(at__lte=clock.now() - KEPT).delete()
    return gone
