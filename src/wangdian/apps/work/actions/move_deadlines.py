"""Works out deadlines anew when the calendar under them changed; a deadline that moves leaves a turn that says so."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.work.casework import Case, retime, take
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.priority import ClockKind
from wangdian.domain.rights import SYSTEM
from wangdian.domain.work_state import ENDED
from wangdian.foundation import clock


@transaction.atomic
def move_at_outlet(outlet_id: int) -> int:
    """All live orders of an outlet whose clock runs in its opening hours; returns how many moved."""
    unit = Outlet.objects.filter(pk=outlet_id).values_list("unit_id", flat=True).first()
    if unit is None:
        return 0
    rows = WorkOrder.objects.filter(unit_id=unit, clock=ClockKind.OPENING_HOURS).exclude(state__in=ENDED)
    return _move(rows.values_list("pk", flat=True))


@transaction.atomic
def move_of_finding(finding_id: int) -> int:
    """The live order of a finding that was waived: the time of the waiver does not count."""
    rows = WorkOrder.objects.filter(finding_id=finding_id).exclude(state__in=ENDED)
    return _move(rows.values_list("pk", flat=True))


def _move(order_ids: Collection[int]) -> int:
    return sum(_moved(case) for case in take(list(order_ids)).values())


def _moved(case: Case) -> bool:
    was = case.order.resolve_by
    if not retime(case):
        return False
    now = case.order.resolve_by
    case.turn("deadline_moved", None, f"{_said(was)} → {_said(now)}" if was != now else "")
    case.save()
    detail = {"number": case.order.number, "was": was.isoformat(), "now": now.isoformat()}
    record(SYSTEM, "work.move_deadline", "order", case.order.pk, case.path, detail)
    return True


def _said(at: datetime) -> str:
    return at.astimezone(clock.BANK_ZONE).strftime("%Y-%m-%d %H:%M")
