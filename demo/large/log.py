"""Continues the hash-chained audit log for what was written in bulk: an act for each outlet that was made."""

from collections.abc import Iterable
from datetime import datetime

from wangdian.apps.journal.actions.record import digest
from wangdian.apps.journal.models import AuditEntry, ChainHead

BATCH = 2000
Made = tuple[int, str, str, str]
"""An outlet's id, path, code and kind."""


def record_made(actor_id: int, at: datetime, outlets: Iterable[Made]) -> None:
    """Writes what the verb that makes an outlet would have recorded, in the same chain."""
    head = ChainHead.objects.get(id=1)
    entries: list[AuditEntry] = []
    for outlet_id, path, code, kind in outlets:
        told = {"verb": "outlets.make_outlet", "noun": "outlet", "noun_id": str(outlet_id), "path": path,
                "detail": {"code": code, "kind": kind}}
        seq, before = head.seq + 1, head.hash
        head.seq = seq
        head.hash = digest(
            seq=seq, at=at, actor_id=actor_id, verb=str(told["verb"]), noun="outlet", noun_id=str(outlet_id),
            path=path, detail={"code": code, "kind": kind}, prev_hash=before,
        )
        entries.append(AuditEntry(seq=seq, at=at, actor_id=actor_id, prev_hash=before, hash=head.hash, **told))
    AuditEntry.objects.bulk_create(entries, BATCH)
    head.save(update_fields=["seq", "hash"])
