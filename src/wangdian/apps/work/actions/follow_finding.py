"""What an order does when its finding goes its own way: closed by other eyes, found broken again, withdrawn."""

from django.db import transaction

from wangdian.apps.findings.models import Finding, FindingTurn
from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.catalogue import rule_of
from wangdian.apps.work.casework import Case, take
from wangdian.apps.work.models import WorkOrder
from wangdian.apps.work.opening import open_for
from wangdian.domain.finding_events import Closing
from wangdian.domain.rights import SYSTEM
from wangdian.domain.work_events import Event, Lapsed, Verified
from wangdian.domain.work_state import ENDED, State
from wangdian.domain.work_targets import needs_hands

NOBODY = str(SYSTEM.id)
REPAIR_FAILED = "It was seen again after the repair."


@transaction.atomic
def finding_opened(finding_id: int) -> None:
    """A finding that hands can mend gets its order, once."""
    finding = Finding.objects.select_related("edition").get(pk=finding_id)
    if finding.state != Finding.State.CLOSED and needs_hands(rule_of(finding.edition)) and _live(finding_id) is None:
        open_for(finding_id)


@transaction.atomic
def finding_seen_again(finding_id: int) -> None:
    """One that never had an order gets one; one whose order a person cancelled does not."""
    if not WorkOrder.objects.filter(finding_id=finding_id).exists():
        finding_opened(finding_id)


@transaction.atomic
def finding_closed(finding_id: int) -> None:
    """A repair that other eyes saw to hold counts as verified by them; in any other case nothing is left to mend."""
    case = _case(finding_id)
    if case is None:
        return
    finding = case.order.finding
    if finding.state != Finding.State.CLOSED:
        return
    event, became = _ending(case, finding)
    case.step(event, became, finding.verified_by_id)
    case.save()
    _record(case, became)


@transaction.atomic
def finding_reopened(finding_id: int) -> None:
    """The repair did not hold: the order goes back to whoever has it."""
    case = _case(finding_id)
    if case is None or case.life.state is not State.MENDED or case.order.finding.state != Finding.State.MENDING:
        return
    last = FindingTurn.objects.filter(finding_id=finding_id, became="returned").order_by("-pk").first()
    event = Verified(by=NOBODY, passed=False, reason=REPAIR_FAILED)
    case.step(event, "returned", last.by_id if last else None, last.why if last else "")
    case.save()
    _record(case, "returned")


def _ending(case: Case, finding: Finding) -> tuple[Event, str]:
    if finding.closed_how == Closing.VERIFIED and case.life.state is State.MENDED:
        return Verified(by=str(finding.verified_by_id or NOBODY), passed=True), "verified"
    became = "withdrawn" if finding.closed_how == Closing.WITHDRAWN else "seen_to_hold"
    return Lapsed(by=NOBODY, reason=became), became


def _record(case: Case, became: str) -> None:
    detail = {"number": case.order.number, "became": became}
    record(SYSTEM, "work.follow_finding", "order", case.order.pk, case.path, detail)


def _case(finding_id: int) -> Case | None:
    pk = _live(finding_id)
    return None if pk is None else take([pk])[pk]


def _live(finding_id: int) -> int | None:
    rows = WorkOrder.objects.filter(finding_id=finding_id).exclude(state__in=ENDED)
    return rows.values_list("pk", flat=True).first()
