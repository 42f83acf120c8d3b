"""Takes a reported fault (报修) to account: it joins the finding that stands, or opens one."""

from django.db import transaction

from wangdian.apps.evidence.models import FaultReport
from wangdian.apps.findings.casework import Casework, Pair, Trace
from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.wording import REPORTED
from wangdian.apps.standards.catalogue import BY_REPORT, current_requirements
from wangdian.domain.finding_events import Seen
from wangdian.domain.judging import Says, Verdict
from wangdian.domain.verdict import Verdict as Look
from wangdian.foundation import clock

EYES = ("observed", "measured")


@transaction.atomic
def take_report(fault_id: str) -> None:
    """One report is one sighting. A fault at a thing joins any finding that eyes made there; at a zone or an outlet,
    where many things may be wrong at once, only an earlier report."""
    fault = FaultReport.objects.select_related("subject").get(pk=fault_id)
    pair = _standing_at(fault) or _own_pair(fault)
    if pair is None:
        return
    work = Casework([pair])
    case, at = work[pair], min(fault.reported_at, fault.received_at, clock.now())
    trace = Trace(by=fault.reporter_id, fault=fault, reason=REPORTED)
    work.step(case, Seen(Look.FAILS, by=str(fault.reporter_id)), at, trace)
    if case.held.key in BY_REPORT:
        work.judge(case, Verdict(Says.FAILS, REPORTED), at)
    work.save()


def _standing_at(fault: FaultReport) -> Pair | None:
    rows = Finding.objects.filter(subject_id=fault.subject_id).exclude(state=Finding.State.CLOSED)
    own = rows.filter(requirement__key__in=BY_REPORT)
    found = own.first()
    if found is None and fault.subject.kind.partition(":")[0] not in {"outlet", "zone"}:
        found = rows.filter(requirement__check_kind__in=EYES).order_by("-last_seen_at", "-pk").first()
    return None if found is None else (found.requirement_id, found.subject_id)


def _own_pair(fault: FaultReport) -> Pair | None:
    by_key = current_requirements().by_key
    held = next((by_key[key] for key in sorted(BY_REPORT) if key in by_key), None)
    return None if held is None else (held.id, fault.subject_id)
