"""Opens the order of a finding, for the verb and for the listener."""

from wangdian.apps.findings.models import Finding
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.calendars import calendar_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.catalogue import rule_of
from wangdian.apps.work.casework import Case
from wangdian.apps.work.lives import life_of, write_target
from wangdian.apps.work.models import WorkOrder
from wangdian.apps.work.numbers import next_number
from wangdian.domain.priority import DEFAULT_RULES
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.domain.severity import Severity
from wangdian.domain.work_state import ENDED
from wangdian.domain.work_targets import needs_hands, raised, target_for
from wangdian.foundation import clock
from wangdian.foundation.calendar import OpeningCalendar
from wangdian.foundation.errors import Clash

OPEN = "work.open_order"


def open_for(finding_id: int, who: Actor = SYSTEM, why: str = "") -> WorkOrder:
    """A new order for a finding that stands and has none; must live inside a transaction.

    Raises Clash if it is closed, has an order already, or if only walking cures it.
    """
    rows = Finding.objects.select_for_update(of=("self",)).select_related("edition", "unit", "subject")
    finding = rows.get(pk=finding_id)
    if finding.state == Finding.State.CLOSED:
        raise Clash("There is no open finding.")
    if not needs_hands(rule_of(finding.edition)):
        raise Clash("Only a walk cures this: no work order is needed.")
    live = finding.orders.exclude(state__in=ENDED).values_list("number", flat=True).first()
    if live is not None:
        raise Clash("There is already a work order for this: %(number)s.", {"number": live})
    case = _drafted(finding)
    case.turn("opened", who.id, why)
    case.save()
    detail = {"number": case.order.number, "finding": finding.pk, "priority": case.order.priority}
    record(who, OPEN, "order", case.order.pk, finding.unit.path, detail)
    return case.order


def _drafted(finding: Finding) -> Case:
    """The order with its target and a row of its own, its deadlines still to be worked out."""
    rule, now = rule_of(finding.edition), clock.now()
    outlet = Outlet.objects.filter(unit=finding.unit_id).values_list("pk", flat=True).first()
    calendar = OpeningCalendar() if outlet is None else calendar_of(outlet)
    impact, urgency = raised(rule, Severity(finding.severity))
    priority = DEFAULT_RULES.priority(impact, urgency)
    order = WorkOrder(
        number=next_number(), finding=finding, subject=finding.subject, unit=finding.unit, impact=impact,
        urgency=urgency, priority=priority, opened_at=now, changed_at=now, respond_by=now, resolve_by=now,
    )
    write_target(order, target_for(rule, priority, now, calendar))
    order.save()
    return Case(order, life_of(order, (), finding.waivers.filter(state="granted")), calendar)
