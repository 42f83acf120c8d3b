"""Questions about one outlet across all apps: is it in order, what is not, who has it, what was before."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Prefetch, Q

from wangdian.apps.evidence.access import walks_visible_to
from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.access import findings_visible_to
from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.outlet_cards import Broken, OutletPast, OutletState, PastFinding, PastWalk
from wangdian.apps.reports.rankings import titles
from wangdian.apps.reports.standing import LOOKED_AT
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.finding_state import UNSETTLED
from wangdian.domain.rights import Actor, Right
from wangdian.domain.severity import Severity
from wangdian.foundation import clock

LIVE_ORDERS = WorkOrder.objects.exclude(state__in=["verified", "cancelled"])
PAST_SHOWN = 12


def outlet_state(who: Actor, code: str) -> OutletState:
    """Its open findings with who has them, the worst first. 6 queries; NotFound if the outlet is hidden."""
    outlet = outlet_for(who, code)
    catalogue = current_requirements()
    orders = LIVE_ORDERS.select_related("assignee", "vendor")
    rows = (
        Finding.objects.filter(unit=outlet.unit, state__in=UNSETTLED)
        .select_related("subject", "requirement", "worker")
        .prefetch_related(Prefetch("orders", orders, to_attr="live"))
    )
    names = who.may(Right.SEE_PEOPLE, outlet.unit.path)
    broken = sorted((_broken(row, catalogue, names) for row in rows), key=_worst_first)
    stands = StandingRow.objects.filter(unit=outlet.unit).values("says")
    counts = stands.annotate(n=Count("pk"), seen=Count("pk", filter=LOOKED_AT))
    walked = Walk.objects.filter(outlet=outlet, state=Walk.State.FINISHED).aggregate(at=Max("finished_at"))
    lines = list(counts.order_by())
    seen = any(line["seen"] for line in lines)
    return _state(outlet, tuple(broken), {line["says"]: line["n"] for line in lines}, seen, walked["at"])


def outlet_past(who: Actor, code: str) -> OutletPast:
    """What was found and closed, and the walks of it. 4 queries; NotFound if the outlet is hidden."""
    outlet = outlet_for(who, code)
    catalogue = current_requirements()
    names = who.may(Right.SEE_PEOPLE, outlet.unit.path)
    closed = (
        findings_visible_to(who).filter(unit=outlet.unit, state=Finding.State.CLOSED)
        .select_related("subject", "requirement").order_by("-closed_at", "-pk")[:PAST_SHOWN]
    )
    over = Q(state=Walk.State.FINISHED) | Q(state=Walk.State.MISSED)
    walks = walks_visible_to(who).filter(over, outlet=outlet).order_by("-due_until", "-finished_at", "pk")[:PAST_SHOWN]
    ended = sorted((_walk(row, names) for row in walks), key=lambda w: w.at or clock.now(), reverse=True)
    return OutletPast(tuple(_past(closed, catalogue)), tuple(ended))


def _state(
    outlet: Outlet, broken: tuple[Broken, ...], counts: dict[str, int], seen: bool, walked_at: datetime | None,
) -> OutletState:
    branch = outlet.unit.parent or outlet.unit
    counting = [one for one in broken if one.waived_until is None or one.waived_until <= clock.now()]
    says = "fails" if counting else "holds" if seen else "unknown"
    return OutletState(
        code=outlet.code, name_zh=outlet.name_zh, name_en=outlet.name_en, kind=outlet.kind, branch_code=branch.code,
        branch_zh=branch.name_zh, address=outlet.address, tag=outlet.subject.tag, path=outlet.unit.path,
        closed=outlet.closed_on is not None and outlet.closed_on <= clock.today(), says=says, broken=broken,
        counts=counts, walked_at=walked_at,
    )


def _broken(row: Finding, catalogue: Catalogue, names: bool) -> Broken:
    order: WorkOrder | None = next(iter(getattr(row, "live", [])), None)
    zh, en = titles(row.requirement.key, catalogue)
    holder = row.worker if order is None else order.assignee
    vendor = order.vendor if order is not None else None
    person = holder.name if holder is not None and names else ""
    return Broken(
        finding_id=row.pk, requirement=row.requirement.key, title_zh=zh, title_en=en, thing=row.subject.label,
        severity=row.severity, state=row.state, since=row.opened_at, sightings=row.sightings, repeats=row.repeats,
        waived_until=row.waived_until, order=order.number if order else "", order_state=order.state if order else "",
        held=holder is not None or vendor is not None,
        holder=" · ".join(name for name in (vendor.name if vendor else "", person) if name),
        until=order.resolve_by if order else None,
    )


def _worst_first(one: Broken) -> tuple[bool, int, str]:
    return one.waived_until is not None, -Severity(one.severity).rank, one.since.isoformat()


def _past(rows: Iterable[Finding], catalogue: Catalogue) -> Iterable[PastFinding]:
    for row in rows:
        zh, en = titles(row.requirement.key, catalogue)
        yield PastFinding(
            id=row.pk, title_zh=zh, title_en=en, thing=row.subject.label, severity=row.severity,
            opened_at=row.opened_at, closed_at=row.closed_at or row.changed_at, closed_how=row.closed_how,
        )


def _walk(row: Walk, names: bool) -> PastWalk:
    return PastWalk(
        id=str(row.pk), kind=row.kind, plan=row.plan.name if row.plan else "", state=row.state,
        at=row.finished_at or row.due_until, walker=row.walker.name if row.walker and names else "",
        answered=row.answered, failed=row.failed,
    )
