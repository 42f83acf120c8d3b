"""What work does when something is told: findings that come and go, hours that change, and who is to know."""

from collections.abc import Callable, Mapping
from typing import Any

from wangdian.apps.evidence.models import FaultReport
from wangdian.apps.findings.models import Waiver
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.standards.catalogue import rule_of
from wangdian.apps.work.actions import follow_finding
from wangdian.apps.work.actions.move_deadlines import move_at_outlet, move_of_finding
from wangdian.apps.work.models import WorkOrder
from wangdian.apps.work.news import PRESSING, first_of, holders, leaders_of, news_of, outlet_name, verifiers_of
from wangdian.domain.rights import Role

Body = Mapping[str, Any]


def finding_opened(body: Body, row_id: int) -> None:
    follow_finding.finding_opened(body["finding_id"])


def finding_seen_again(body: Body, row_id: int) -> None:
    follow_finding.finding_seen_again(body["finding_id"])


def finding_closed(body: Body, row_id: int) -> None:
    follow_finding.finding_closed(body["finding_id"])


def finding_reopened(body: Body, row_id: int) -> None:
    follow_finding.finding_reopened(body["finding_id"])


def hours_changed(body: Body, row_id: int) -> None:
    move_at_outlet(body["outlet_id"])


def order_changed(body: Body, row_id: int) -> None:
    """Tells whom this turn concerns; once for each turn of the order."""
    told = TOLD.get(body["became"])
    if told is None:
        return
    rows = WorkOrder.objects.select_related("finding__edition", "unit", "subject")
    order = rows.get(pk=body["order_id"])
    people, kind = told[0](order), told[1]
    key = f"order:{order.pk}:{body['became']}:{body['version']}"
    tell(people, key=key, kind=kind, **news_of(order), path=order.unit.path)


def waiver_asked(body: Body, row_id: int) -> None:
    """Asks the nearest who may grant it, never the one who asked."""
    waiver = _waiver(body["waiver_id"])
    chain = ((Role.BRANCH_MANAGER,), (Role.HEAD_OFFICE,))
    people = first_of(chain, waiver.finding.unit.path, without=waiver.asked_by_id)
    words, path = _waiver_words(waiver), waiver.finding.unit.path
    tell(people, key=f"waiver:{waiver.pk}:asked", kind="work.waiver_asked", **words, path=path)


def waiver_decided(body: Body, row_id: int) -> None:
    """Tells who asked; the deadline of the order moves by the time of the waiver."""
    waiver = _waiver(body["waiver_id"])
    granted = waiver.state == Waiver.State.GRANTED
    kind = "work.waiver_granted" if granted else "work.waiver_refused"
    words, path = _waiver_words(waiver), waiver.finding.unit.path
    tell([waiver.asked_by_id], key=f"waiver:{waiver.pk}:decided", kind=kind, **words, path=path)
    if granted:
        move_of_finding(waiver.finding_id)


def fault_reported(body: Body, row_id: int) -> None:
    """Tells who leads the outlet that somebody reported a fault."""
    fault = FaultReport.objects.select_related("subject__unit").get(pk=body["fault_id"])
    unit = fault.subject.unit
    people = [person for person in leaders_of(unit.path) if person != fault.reporter_id]
    params: dict[str, object] = {"where": fault.subject.label, "outlet": outlet_name(unit)}
    link = f"/board/?outlet={unit.code}"
    tell(people, key=f"fault:{fault.pk}", kind="work.fault_reported", params=params, link=link, path=unit.path)


def _pressing(order: WorkOrder) -> list[int]:
    return leaders_of(order.unit.path) if order.priority in PRESSING else []


TOLD: Mapping[str, tuple[Callable[[WorkOrder], list[int]], str]] = {
    "opened": (_pressing, "work.pressing"),
    "assigned": (holders, "work.assigned"),
    "handed_over": (holders, "work.assigned"),
    "mended": (verifiers_of, "work.mended"),
    "returned": (holders, "work.returned"),
}
"""Who is told of a turn, and under which kind of news."""


def _waiver(waiver_id: int) -> Waiver:
    return Waiver.objects.select_related("finding__edition", "finding__unit", "finding__subject").get(pk=waiver_id)


def _waiver_words(waiver: Waiver) -> dict[str, Any]:
    finding = waiver.finding
    title = rule_of(finding.edition).title
    params = {
        "what": {"zh": title.zh, "en": title.en}, "where": finding.subject.label,
        "outlet": outlet_name(finding.unit), "until_at": waiver.until.isoformat(),
    }
    return {"params": params, "link": f"/board/findings/{finding.pk}/"}
