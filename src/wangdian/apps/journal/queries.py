"""Questions about the journal: pages of the audit log, whether its chain is whole, how the outbox does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.domain.rights import STEP, Actor, Right, after_subtree
from wangdian.foundation import clock
from wangdian.foundation.errors import NotAllowed
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class AuditCard:
    """One act: who (an id, 0 is Wangdian itself), what, on which noun, where, when."""

    seq: int
    at: datetime
    actor_id: int
    verb: str
    noun: str
    noun_id: str
    path: str
    detail: dict[str, object]
    hash: str


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many facts wait, how many of them have failed, and how long the oldest due one waits."""

    waiting: int
    failing: int
    oldest: timedelta


def audit_page(
    who: Actor, *, verb: str = "", actor: int | None = None, noun: str = "", noun_id: str = "",
    since: datetime | None = None, until: datetime | None = None, after: str | None = None, limit: int = 50,
) -> Page[AuditCard]:
    """Acts, newest first, in the subtrees where `who` may see the audit log; NotAllowed if there is none. 1 query.

    Acts without a place belong to the whole bank, and are shown to those who may see the log of all of it.
    """
    rows = _readable(who)
    given = {"verb": verb, "actor_id": actor, "noun": noun, "noun_id": noun_id, "at__gte": since, "at__lt": until}
    rows = rows.filter(**{name: value for name, value in given.items() if value not in {"", None}})
    return page_of(rows, ("-seq",), _card, after, limit)


def outbox_state() -> OutboxState:
    """For those who watch over Wangdian itself. 1 query."""
    now = clock.now()
    due = Q(due_at__lte=now)
    failed = ~Q(last_error="")
    counts = OutboxRow.objects.filter(done_at=None).aggregate(
        waiting=Count("pk", filter=due), failing=Count("pk", filter=failed), oldest=Min("due_at", filter=due),
    )
    oldest = now - counts["oldest"] if counts["oldest"] else timedelta(0)
    return OutboxState(waiting=counts["waiting"], failing=counts["failing"], oldest=oldest)


def _readable(who: Actor) -> QuerySet[AuditEntry]:
    roots = who.roots(Right.SEE_AUDIT)
    if not roots:
        raise NotAllowed
    if any(len(root) <= STEP for root in roots):
        return AuditEntry.objects.all()
    condition = Q(pk__in=[])
    for root in roots:
        condition |= Q(path__gte=root, path__lt=after_subtree(root))
    return AuditEntry.objects.filter(condition)


def _card(row: AuditEntry) -> AuditCard:
    return AuditCard(
        seq=row.seq, at=row.at, actor_id=row.actor_id, verb=row.verb, noun=row.noun, noun_id=row.noun_id,
        path=row.path, detail=row.detail, hash=row.hash,
    )
