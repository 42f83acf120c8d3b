"""Writes one act into the hash-chained audit log."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from wangdian.apps.journal.models import AuditEntry, ChainHead
from wangdian.domain.rights import Actor
from wangdian.foundation import clock


def digest(
    *, seq: int, at: datetime, actor_id: int, verb: str, noun: str, noun_id: str, path: str,
    detail: Mapping[str, object], prev_hash: str,
) -> str:
    """SHA-256 over the row in canonical JSON (the moment in UTC), the hash of the row before it included."""
    line = json.dumps(
        [seq, at.astimezone(UTC).isoformat(), actor_id, verb, noun, noun_id, path, detail, prev_hash],
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )
    return hashlib.sha256(line.encode()).hexdigest()


def hold_log() -> ChainHead:
    """Locks the head of the chain until the transaction ends: nobody else writes an act meanwhile."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(id=1)
    return head


def record(
    who: Actor, verb: str, noun: str, noun_id: object, path: str = "", detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Appends to the chain; must run inside the verb's transaction, whose row lock on the head orders writers.

    `detail` holds ids, codes and numbers, never a personal value: what is in the chain cannot be erased.
    """
    head = hold_log()
    seq, at, body = head.seq + 1, clock.now(), json.loads(json.dumps(dict(detail or {})))
    hashed = digest(
        seq=seq, at=at, actor_id=who.id, verb=verb, noun=noun, noun_id=str(noun_id), path=path, detail=body,
        prev_hash=head.hash,
    )
    entry = AuditEntry.objects.create(
        seq=seq, at=at, actor_id=who.id, verb=verb, noun=noun, noun_id=str(noun_id), path=path, detail=body,
        prev_hash=head.hash, hash=hashed,
    )
    head.seq, head.hash = seq, hashed
    head.save(update_fields=["seq", "hash"])
    return entry
