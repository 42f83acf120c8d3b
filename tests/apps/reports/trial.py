"""A small bank on which editions of the score sheet are tried: two requirements, three outlets, a look at each."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.apps.standards.small import SHEET, SOURCE, entry, write
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.evidence.models import Answer, Plan, Walk
from wangdian.apps.findings.actions.hear import hear
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.edition_queries import sheet_rows
from wangdian.apps.standards.editions import delivered
from wangdian.apps.standards.models import Requirement
from wangdian.apps.standards.sheet_rows import read_rows
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

HEAT = {
    "kind": "measured", "values": [{"name": "heat", "zh": "温度", "en": "Heat", "unit": "Cel", "max": "28"}],
}
SAMPLES = [
    {"says": "holds", "story": "cool", "given": {"values": {"heat": "28"}}},
    {"says": "fails", "story": "hot", "given": {"values": {"heat": "29"}}},
    {"says": "unknown", "story": "nobody measured"},
]


def set_trial(cast: Cast, tmp_path: Path, settings: Any) -> Cast:
    """One measured requirement (3 of 4 points, 28 degrees), one observed (1); three outlets with 24, 26, 30 degrees."""
    settings.CATALOGUE = tmp_path
    item = {"code": "1.1-1", "zh": "整洁", "en": "Tidy", "points": 4, "verified": "proposal"}
    project = {"code": "1.1", "zh": "室内", "en": "Indoors", "items": [item]}
    sheet = {**SHEET, "modules": [{"code": "1", "zh": "环境", "en": "Environment", "projects": [project]}]}
    heat = entry("IN-01", "3", subject="outlet", check=HEAT, samples=SAMPLES, sources=[SOURCE])
    write(tmp_path, heat, entry("IN-02", "1", subject="outlet"), sheet=sheet)
    LoadPacks(who=SYSTEM).do()
    settle()
    for outlet, heat_there in ((cast.outlet, "24"), (cast.sister, "26"), (cast.far_outlet, "30")):
        look(cast, outlet, "IN-01", "val", {"heat": heat_there})
        look(cast, outlet, "IN-02", "ok")
    settle()
    return cast


def look(
    cast: Cast, outlet: Outlet, key: str, says: str, values: dict[str, str] | None = None, kind: str = "self",
) -> None:
    """Somebody says it on a walk of that kind, and is heard."""
    now, row = clock.now(), Requirement.objects.get(key=key)
    walk = Walk.objects.create(id=uuid4(), kind=Plan.Kind(kind), outlet=outlet, state=Walk.State.FINISHED)
    verdict = {"ok": "holds", "fail": "fails"}.get(says, "")
    answer = Answer.objects.create(
        id=uuid4(), walk=walk, requirement=row, edition_id=row.current_id, subject=outlet.subject,
        author=cast.person(Role.INSPECTOR), says=says, values=values or {}, reason="dirty" if says == "fail" else "",
        answered_at=now, received_at=now, verdict=verdict,
    )
    hear([str(answer.pk)])


def draft(name: str = "Stricter", bar: str | None = None, **changed: dict[str, str]) -> int:
    """An edition that differs from the delivered sheet in some cells, by requirement (`IN_01`)."""
    rows = [{**row, **changed.get(row["requirement"].replace("-", "_"), {})} for row in sheet_rows(SYSTEM)]
    reading = read_rows(name, enumerate(rows, start=2), delivered())
    assert reading.faults == []
    assert reading.text is not None
    return DraftEdition(who=SYSTEM, title=name, text=reading.text, bar=Decimal(bar) if bar else None).do()


def stricter(bar: str | None = None) -> int:
    return draft(bar=bar, IN_01={"limits": "heat = ..25"})
