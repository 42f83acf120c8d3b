"""Walks the audit log's chain of hashes and says where it is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wangdian.apps.journal.actions.record import digest
from wangdian.apps.journal.models import AuditEntry, ChainHead

MOST_BREAKS = 20
"""After so many the walk stops: whoever reads them needs a backup, not a longer list."""
CHUNK = 2000
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """A number and hash of the log, kept where whoever could rewrite the whole log cannot write."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain is broken; `what` is changed, removed, unlinked, cut_off, head or anchor."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk found: how many rows, the last of them, and where the chain is broken."""

    rows: int
    last: Anchor
    breaks: tuple[Break, ...]

    @property
    def whole(self) -> bool:
        return not self.breaks


@dataclass(slots=True)
class _Walk:
    anchor: Anchor | None
    last: Anchor = field(default_factory=lambda: Anchor(0, START))
    rows: int = 0
    breaks: list[Break] = field(default_factory=list)

    def take(self, row: AuditEntry) -> None:
        self.breaks.extend(Break(row.seq, what) for what in self._wrong(row))
        self.last = Anchor(row.seq, row.hash)
        self.rows += 1

    def _wrong(self, row: AuditEntry) -> Iterator[str]:
        if row.seq != self.last.seq + 1:
            yield "removed"
        elif row.prev_hash != self.last.hash:
            yield "unlinked"
        if row.hash != _hash_of(row):
            yield "changed"
        if self.anchor is not None and row.seq == self.anchor.seq and row.hash != self.anchor.hash:
            yield "anchor"

    def end(self, head: Anchor) -> None:
        if head.seq > self.last.seq:
            self.breaks.append(Break(self.last.seq + 1, "cut_off"))
        elif head != self.last:
            self.breaks.append(Break(self.last.seq, "head"))
        if self.anchor is not None and self.anchor.seq > max(self.last.seq, head.seq):
            self.breaks.append(Break(self.last.seq + 1, "cut_off"))


def anchor() -> Anchor:
    """The head of the chain as it is now, to be kept outside. 1 query."""
    head = ChainHead.objects.filter(pk=1).first()
    return Anchor(head.seq, head.hash) if head else Anchor(0, START)


def verify_chain(outside: Anchor | None = None, tick: Callable[[int], None] | None = None) -> ChainReport:
    """Walks every row in constant memory; `tick` is told how many rows were walked since it was told last.

    Finds a changed row (its hash does not fit), a removed one (a number is missing), a moved one (both), a cut-off end
    (the head or the anchor from `outside` knows more), and a log rewritten as a whole (the anchor's hash is not there).
    """
    head, walk = anchor(), _Walk(outside)
    rows = AuditEntry.objects.filter(seq__lte=head.seq) if head.seq else AuditEntry.objects.all()
    for row in rows.order_by("seq").iterator(chunk_size=CHUNK):
        walk.take(row)
        if tick is not None and walk.rows % CHUNK == 0:
            tick(CHUNK)
        if len(walk.breaks) >= MOST_BREAKS:
            return ChainReport(walk.rows, walk.last, tuple(walk.breaks))
    walk.end(head)
    if AuditEntry.objects.filter(seq__gt=max(head.seq, anchor().seq)).exists():
        walk.breaks.append(Break(head.seq + 1, "head"))
    if tick is not None:
        tick(walk.rows % CHUNK)
    return ChainReport(walk.rows, walk.last, tuple(walk.breaks))


def _hash_of(row: AuditEntry) -> str:
    return digest(
        seq=row.seq, at=row.at, actor_id=row.actor_id, verb=row.verb, noun=row.noun, noun_id=row.noun_id, path=row.path,
        detail=row.detail, prev_hash=row.prev_hash,
    )
