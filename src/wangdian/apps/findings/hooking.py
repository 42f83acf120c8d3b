"""What programs outside are told of findings."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.findings.models import Finding
from wangdian.apps.people.actions.send_out import call_webhooks

Body = Mapping[str, Any]


def opened(body: Body, row_id: int) -> None:
    _call("finding.opened", body["finding_id"], row_id)


def closed(body: Body, row_id: int) -> None:
    _call("finding.closed", body["finding_id"], row_id)


def reopened(body: Body, row_id: int) -> None:
    _call("finding.reopened", body["finding_id"], row_id)


def _call(kind: str, finding_id: int, row_id: int) -> None:
    finding = Finding.objects.select_related("unit", "edition__requirement").get(pk=finding_id)
    ids = {
        "finding": finding.pk, "requirement": finding.edition.requirement.key, "subject": finding.subject_id,
        "severity": finding.severity, "state": finding.state,
    }
    call_webhooks(finding.unit.path, unit=finding.unit.code, key=f"fact:{row_id}", kind=kind, ids=ids)
