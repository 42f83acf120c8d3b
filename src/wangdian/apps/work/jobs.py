"""What work does by itself: tell up the chain what is nearly or already too late."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.work.casework import Case, retime, take
from wangdian.apps.work.models import OrderTurn, WorkOrder
from wangdian.apps.work.news import called_of_rung, keepers_of, news_of
from wangdian.domain.escalation import DEFAULT_CHAIN, Rung, due_escalations, heard_by
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock

CHUNK = 50
MOST_CHUNKS = 100
"""One run stops here; what is left is due at the next."""


def escalate(now: datetime | None = None, chain: Sequence[Rung] = DEFAULT_CHAIN) -> int:
    """Tells whom the chain names about orders due until `now`; returns how many orders were looked at.

    Reads the partial index of what is due, and costs nothing for the rest. Each rung of an order is told once.
    """
    moment = now or clock.now()
    looked = 0
    with clock.standing_at(moment):
        for _ in range(MOST_CHUNKS):
            done = _chunk(moment, chain)
            looked += done
            if done < CHUNK:
                break
    return looked


@transaction.atomic
def _chunk(now: datetime, chain: Sequence[Rung]) -> int:
    due = WorkOrder.objects.filter(next_escalation_at__lte=now).order_by("next_escalation_at", "pk")
    ids = list(due.values_list("pk", flat=True)[:CHUNK])
    for case in take(ids).values():
        _climb(case, now, chain)
    return len(ids)


def _climb(case: Case, now: datetime, chain: Sequence[Rung]) -> None:
    """Tells the rungs that are due, and says when to look again; the order's own version stays: nothing changed.

    What nobody hears is told to whoever can give somebody the role.
    """
    order = case.order
    said = range(1, order.escalations + 1)
    rungs = due_escalations(case.clocks.resolve, now, case.calendar, said, chain)
    for rung in rungs:
        kind = "work.late" if rung.share >= 1 else "work.soon_late"
        heard, people = heard_by(rung, partial(called_of_rung, order), chain)
        told = tell(
            people, key=f"order:{order.pk}:rung:{rung.level}", kind=kind, **news_of(order), path=order.unit.path,
        )
        if not people:
            told += tell(
                keepers_of(order.unit.path), key=f"order:{order.pk}:unheard:{rung.level}", kind="work.unheard",
                params=news_of(order)["params"], link="/people/",
            )
        why = str(rung.level) if heard == rung and people else f"{rung.level}→{heard.level if people else '—'}"
        OrderTurn.objects.create(order=order, at=now, became="escalated", why=why)
        detail = {
            "number": order.number, "rung": rung.level, "heard": heard.level if people else None, "told": told,
        }
        record(SYSTEM, "work.escalate", "order", order.pk, case.path, detail)
    order.escalations = max([order.escalations, *(rung.level for rung in rungs)])
    retime(case)
    order.save(update_fields=["escalations", "next_escalation_at"])
