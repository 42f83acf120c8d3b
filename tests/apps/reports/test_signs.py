"""What a draw is made from is noted as it happens, a row an outlet; a draw itself reads no evidence."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.apps.evidence.scene import Scene, set_scene
from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.draw_queries import draw_again, draw_read, look_at_draw
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.reports.lots import Lot
from wangdian.apps.reports.models import Draw, DrawnOutlet, DrawSigns, OutletSigns
from wangdian.apps.reports.noting import note_missing, note_signs, seasons_turned
from wangdian.apps.reports.signs import fingerprint, signs_under
from wangdian.domain import drawing
from wangdian.domain.drawing import MANY, Signs
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

LOT = Lot(unit="HQ", kind="spot", size=2, share=Decimal("0.5"), starts_on=date(2026, 11, 18))
EVIDENCE = re.compile(r"evidence_(answer|photo|faultreport|reading)|findings_(finding|standing)|reports_scoreday")


@pytest.fixture
def scene(cast: Cast, tmp_path: Any, settings: object) -> Scene:
    return set_scene(cast, tmp_path, settings)


def signs(cast: Cast, code: str = "N001", days: int = 90, kind: str = "spot") -> Signs:
    return {one.code: one.signs for one in signs_under(cast.root, kind, timedelta(days=days))}[code]


def test_a_reported_fault_is_noted_by_itself(cast: Cast) -> None:
    score_today()
    assert signs(cast).faults == 0
    ReportFault(
        who=cast.near(Role.LOBBY_MANAGER), fault_id=uuid4(), reported_at=NOON, subject_id=cast.outlet.subject_id,
    ).do()
    settle()
    assert (signs(cast).faults, signs(cast, "N002").faults) == (1, 0)


def test_a_finished_check_is_noted_by_itself(scene: Scene) -> None:
    score_today()
    who, walk = scene.cast.near(Role.INSPECTOR), uuid4()
    scene.send(who, scene.said("ok"), kind="spot", walk=walk, finished_at=NOON)
    settle()
    assert signs(scene.cast).days == 0
    assert signs(scene.cast, kind="recheck").days is None
    with clock.standing_at(NOON + timedelta(days=40)):
        assert signs(scene.cast).days == 40


def test_windows_are_cut_when_a_draw_asks_and_no_more_is_kept_than_counts(cast: Cast) -> None:
    row = requirement("AA-01")
    one = found(row, cast.outlet, repeats=1)
    for n in range(MANY + 3):
        Finding.objects.create(
            requirement=row, edition=one.edition, subject=one.subject, unit=one.unit, module="1", severity="medium",
            opened_at=NOON - timedelta(days=10 * (n + 1)), changed_at=NOON, last_seen_at=NOON, repeats=1,
            state="closed", closed_at=NOON,
        )
    note_signs([cast.outlet.pk])
    assert len(OutletSigns.objects.get(outlet=cast.outlet).repeats) == MANY
    assert [signs(cast, days=days).repeats for days in (1, 5, 15, 35, 700)] == [0, 1, 2, 4, MANY]


def test_the_beginning_and_the_end_of_a_season_are_noted_everywhere(cast: Cast) -> None:
    row = requirement("AA-01")
    assert row.current is not None
    row.current.body["season"] = {"from": "11-19", "to": "03-15"}
    row.current.save()
    stands(row, cast.outlet, "unknown")
    score_today()
    assert signs(cast).season == 0
    assert not seasons_turned(NOON.date(), NOON.date())
    for days, season in ((1, 1), (100, 1), (130, 0)):
        with clock.standing_at(NOON + timedelta(days=days)):
            score_today()
            assert signs(cast).season == season


def test_a_new_outlet_is_drawn_from_before_and_after_it_was_noted(cast: Cast) -> None:
    score_today()
    MakeOutlet(
        who=SYSTEM, parent_code="B1", code="N009", name_zh="新网点", name_en="", kind="light",
        opened_on=NOON.date(),
    ).do()
    assert signs(cast, "N009") == Signs(lost=None, days=None, repeats=0, faults=0, season=0)
    assert not OutletSigns.objects.filter(outlet__code="N009").exists()
    assert note_missing() == 1
    assert signs(cast, "N009") == Signs(lost=None, days=None, repeats=0, faults=0, season=0)


def cost(ask: Callable[[], object]) -> tuple[int, list[str]]:
    """How many queries, and those that read evidence."""
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return len(asked), [sql for sql in asked if EVIDENCE.search(sql)]


def test_a_draw_reads_no_evidence_and_asks_as_much_of_many_outlets_as_of_few(cast: Cast) -> None:
    row = requirement("AA-01")
    for outlet in Outlet.objects.all():
        found(row, outlet, repeats=1)
    score_today()
    who, told = cast.near(Role.HEAD_OFFICE), []
    for more in (0, 12):
        for n in range(more):
            MakeOutlet(
                who=SYSTEM, parent_code="B2", code=f"W{n:03}", name_zh=f"网点{n}", name_en="", kind="light",
                opened_on=NOON.date(),
            ).do()
        note_missing()
        looked = cost(lambda: look_at_draw(who, LOT))
        made = cost(lambda: DrawChecks(who=who, lot=LOT, seed="seed").do())
        told.append((looked[0], made[0]))
        assert looked[1] == made[1] == []
    assert told[0][0] == told[1][0]
    assert told[0][1] == told[1][1]


def test_a_draw_by_the_first_law_comes_out_by_that(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found(requirement("AA-01"), cast.outlet, repeats=1)
    score_today()
    with monkeypatch.context() as then:
        then.setattr(drawing, "LAW", 1)
        old = DrawChecks(who=SYSTEM, lot=LOT, seed="seed").do()
    assert (draw_read(SYSTEM, old).law, draw_again(SYSTEM, old).same) == (1, True)
    Draw.objects.filter(pk=old).update(law=drawing.LAW)
    assert not draw_again(SYSTEM, old).same


def test_a_draw_of_before_complaints_were_told_comes_out_as_it_did(cast: Cast) -> None:
    score_today()
    made = DrawChecks(who=SYSTEM, lot=LOT, seed="seed").do()
    draw, part = Draw.objects.get(pk=made), DrawSigns.objects.get(draw=made)
    part.lines = [line[:-1] for line in part.lines]
    part.save()
    draw.weights = {name: weight for name, weight in draw.weights.items() if name != "complaints"}
    draw.signs_sha256 = fingerprint(part.lines)
    draw.save()
    for drawn in DrawnOutlet.objects.filter(draw=made):
        drawn.parts = {name: value for name, value in drawn.parts.items() if name != "complaints"}
        drawn.save()
    assert draw_again(SYSTEM, made).same
    assert {one.parts["complaints"] for one in draw_read(SYSTEM, made).drawn} == {Decimal(0)}
