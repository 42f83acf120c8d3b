"""Rows from which scores are counted, made as the apps below would have made them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.models import Load, Requirement, RequirementEdition
from wangdian.foundation import clock

SHEET = {
    "sheet": "test", "title": {"zh": "测试", "en": "Test"}, "edition": "1",
    "sources": [{"document": "A proposal", "verified": "proposal"}],
    "modules": [
        {"code": code, "zh": zh, "en": en, "projects": [{
            "code": f"{code}.1", "zh": "项目", "en": "Project", "items": [
                {"code": f"{code}.1-1", "zh": "条目", "en": "Item", "points": "10", "verified": "proposal"},
            ],
        }]}
        for code, zh, en in (("1", "环境", "Surroundings"), ("2", "设备", "Machines"))
    ],
}


OBSERVED = {"kind": "observed", "reasons": [{"code": "bad", "zh": "坏", "en": "bad"}]}


def body(
    key: str, module: str, points: str, first: str, repeat: str, check: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "id": key, "title": {"zh": f"要求{key}", "en": f"Requirement {key}"},
        "instruction": {"zh": "看一看", "en": "Look"}, "subject": ["outlet"],
        "check": dict(check or OBSERVED),
        "severity": "medium", "points": points, "deduct": {"first": first, "repeat": repeat, "window_days": 30},
        "place": {"module": module, "project": f"{module}.1", "item": f"{module}.1-1"},
        "answers_for": "outlet_manager", "mend": {"within": "P1D", "clock": "round_the_clock"},
        "impact": "low", "urgency": "low", "sources": [{"document": "A proposal", "verified": "proposal"}],
    }


def requirement(
    key: str, module: str = "1", points: str = "4", first: str = "1", repeat: str = "",
    check: Mapping[str, Any] | None = None,
) -> Requirement:
    row = Requirement.objects.create(key=key, pack="test", check_kind=(check or OBSERVED)["kind"], severity="medium")
    row.current = RequirementEdition.objects.create(
        requirement=row, number=1, body=body(key, module, points, first, repeat or first, check), digest=uuid4().hex,
        loaded_at=clock.now(),
    )
    row.save()
    Load.objects.create(at=clock.now(), digest=uuid4().hex, packs=[], sheet=SHEET, added=1, changed=0, gone=0)
    return row


def stands(row: Requirement, outlet: Outlet, says: str) -> Standing:
    return Standing.objects.create(
        requirement=row, subject=outlet.subject, unit=outlet.unit, says=says, since=clock.now(),
    )


def found(row: Requirement, outlet: Outlet, repeats: int = 0, waived_until: datetime | None = None) -> Finding:
    """A failing standing with its open finding."""
    stands(row, outlet, "fails")
    assert row.current is not None
    return Finding.objects.create(
        requirement=row, edition=row.current, subject=outlet.subject, unit=outlet.unit, module="1",
        severity="medium", opened_at=clock.now() - timedelta(days=2), changed_at=clock.now(),
        last_seen_at=clock.now(), repeats=repeats, waived_until=waived_until,
    )
