"""Reads what waits for somebody today: of each heap a few rows, and beside them how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import CharField, Model, Q, QuerySet, Value

from wangdian.apps.evidence.access import RIGHT_OF_KIND, walks_visible_to
from wangdian.apps.evidence.models import Walk
from wangdian.apps.people.access import below, within
from wangdian.apps.work.counting import HowMany
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock

COUNTED = 100
"""Beyond this many, a heap is said to hold that many and more: one more is counted to know."""
SHOWN = 8
MISSED_DAYS = 7
ENDED = ("verified", "cancelled")
Row = TypeVar("Row", bound=Model)
RELATED: Mapping[type[Model], Sequence[str]] = {
    Walk: ("outlet", "plan"), WorkOrder: ("finding__unit__outlet", "finding__subject"),
}
"""What a line says of the place and the thing."""


def walks_waiting(who: Actor) -> tuple[list[Walk], list[Walk]]:
    """Those to do, the most urgent first, and those missed lately, the last first. 1 query."""
    since = clock.now() - timedelta(days=MISSED_DAYS)
    rows = walks_visible_to(who).filter(state=Walk.State.MISSED, due_until__gte=since).order_by("-due_until", "pk")
    found: dict[str, list[Walk]] = defaultdict(list)
    due = [_first(one, f"due {n}") for n, one in enumerate(_due_walks(who))]
    for row in _first(rows, "missed").union(*due, all=True):
        found[row.heap].append(row)
    missed = found.pop("missed", [])
    return _one_heap(found.values()), sorted(missed, key=_urgent, reverse=True)


def orders_waiting(who: Actor) -> tuple[list[WorkOrder], list[WorkOrder]]:
    """Those handed to this person, and those mended by somebody else that wait for this one's eyes. 1 query."""
    found: dict[str, list[WorkOrder]] = defaultdict(list)
    for row in _first(_own(who), "own").union(_first(_to_verify(who), "mended"), all=True):
        found[row.heap].append(row)
    return sorted(found["own"], key=_due_first), sorted(found["mended"], key=_due_first)


def shown(rows: QuerySet[Row], **told: Any) -> Any:
    """The first rows of a heap with what is told of each; as `waiting` each knows how many there are, one more than
    `COUNTED` for more."""
    return rows.annotate(waiting=HowMany(rows.values("pk")[: COUNTED + 1]), **told)[:SHOWN]


def _first(rows: QuerySet[Row], heap: str) -> Any:
    """The same rows by their ids: only so may bounded questions be joined."""
    some = rows.model._default_manager.filter(pk__in=rows.values("pk")[:SHOWN])
    counted = some.annotate(waiting=HowMany(rows.values("pk")[: COUNTED + 1]), heap=Value(heap, CharField()))
    return counted.select_related(*RELATED[rows.model])


def _one_heap(heaps: Iterable[list[Any]]) -> list[Any]:
    """The most urgent of several heaps, each of which knows its count."""
    filled = [rows for rows in heaps if rows]
    first = sorted((row for rows in filled for row in rows), key=_urgent)[:SHOWN]
    for row in first:
        row.waiting = sum(rows[0].waiting for rows in filled)
    return first


def _urgent(row: Walk) -> tuple[bool, datetime, UUID]:
    return row.due_until is None, row.due_until or clock.now(), row.pk


def _due_first(row: WorkOrder) -> tuple[datetime, int]:
    return row.resolve_by, row.finding_id


def _end_of_today() -> datetime:
    return datetime.combine(clock.today() + timedelta(days=1), time.min, clock.BANK_ZONE)


def _due_walks(who: Actor) -> list[QuerySet[Walk]]:
    """Walks begun and not ended, and those planned or drawn for a role that `who` holds there, due before the day ends.

    Apart, since each is found by an index of its own.
    """
    rows = walks_visible_to(who).filter(Q(due_from=None) | Q(due_from__lt=_end_of_today())).order_by("due_until", "pk")
    begun = Q(walker_id=who.id, state=Walk.State.STARTED)
    roles = {grant.role.value for grant in who.grants}
    others = rows.filter(state__in=[Walk.State.PLANNED, Walk.State.STARTED]).exclude(begun)
    return [
        rows.filter(begun), others.filter(_asked(who, "plan__role"), plan__role__in=roles),
        others.filter(_asked(who, "drawn_for"), drawn_for__in=roles),
    ]


def _asked(who: Actor, role: str) -> Q:
    """Kinds of walks that `who` may do where a grant is held, for the role of that grant."""
    asked = Q(pk__in=[])
    for kind, right in RIGHT_OF_KIND.items():
        for grant in who.grants:
            if who.may(right, grant.path):
                asked |= Q(kind=kind, **{role: grant.role.value}) & below(grant, "outlet__unit__")
    return asked


def _own(who: Actor) -> QuerySet[WorkOrder]:
    """Orders handed to this person, or to the vendor they work for, and not mended yet."""
    if not who.may_somewhere(Right.DO_WORK):
        return WorkOrder.objects.none()
    mine = Q(assignee_id=who.id)
    if who.vendor_id is not None:
        mine |= Q(vendor_id=who.vendor_id)
    rows = WorkOrder.objects.filter(mine, ended_at=None).exclude(state__in=[*ENDED, "mended"])
    return rows.order_by("resolve_by", "finding_id")


def _to_verify(who: Actor) -> QuerySet[WorkOrder]:
    """The clock of mending has stopped."""
    rows = WorkOrder.objects.filter(within(who, Right.VERIFY_WORK, "unit__"), state="mended", ended_at=None)
    return rows.exclude(mended_by_id=who.id).order_by("resolve_by", "finding_id")
