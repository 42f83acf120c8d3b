"""A checklist is taken along from the screens and from the command line."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tests.apps.evidence.scene import Scene, set_scene
from tests.cast import Cast
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.cli.checklist import command
from wangdian.entrypoints.xlsforms.names import Asked
from wangdian.entrypoints.xlsforms.workbook import MIME
from wangdian.foundation import clock

PLAN = {"rule": "FREQ=DAILY;BYHOUR=8", "starts_on": clock.today, "due_minutes": 60, "role": "lobby_manager"}


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return set_scene(cast, folder, settings)


def keys(data: bytes) -> set[str]:
    assert convert(io.BytesIO(data), validate=False, file_type=".xlsx").warnings == []
    rows = load_workbook(io.BytesIO(data))["survey"].iter_rows(min_row=2, values_only=True)
    return {found[0].key for row in rows if (found := Asked.of(str(row[1] or "")))}


def asked_by(cast: Cast, role: Role, query: str, side: str = "near") -> HttpResponse:
    client = Client()
    client.force_login(cast.people[f"{side}-{role}"], "django.contrib.auth.backends.ModelBackend")
    return client.get(f"/checklist.xlsx?{query}")


def plan(packs: list[str]) -> int:
    return MakePlan(
        who=SYSTEM, title="早检", kind="opening", unit="B1", packs=packs, **{**PLAN, "starts_on": clock.today()},
    ).do()


def test_of_an_outlet_and_of_a_plan_there(scene: Scene) -> None:
    whole = asked_by(scene.cast, Role.LOBBY_MANAGER, "outlet=N001&kind=self")
    assert whole.headers["Content-Type"] == MIME
    assert "checklist-N001-self.xlsx" in whole.headers["Content-Disposition"]
    assert keys(whole.content) == {"IN-01", "RMP-01", "BRD-01"}
    planned = asked_by(scene.cast, Role.BRANCH_MANAGER, f"outlet=N001&plan={plan(['own'])}")
    assert keys(planned.content) == {"IN-01", "RMP-01", "BRD-01"}
    assert "opening" in planned.headers["Content-Disposition"]


@pytest.mark.parametrize(("query", "status"), [
    ("", 422), ("outlet=N001&kind=odd", 422), ("outlet=NOWHERE", 404), ("outlet=N101", 404),
    ("outlet=N001&plan=x", 422), ("outlet=N001&plan=99999", 404),
])
def test_what_is_not_there_or_not_theirs_is_not_given(scene: Scene, query: str, status: int) -> None:
    assert asked_by(scene.cast, Role.LOBBY_MANAGER, query).status_code == status


def test_a_plan_of_another_branch_is_not_told(scene: Scene) -> None:
    query = f"outlet=N101&plan={plan([])}"
    assert asked_by(scene.cast, Role.BRANCH_MANAGER, query, side="far").status_code == 404


def test_the_command_writes_the_same(scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "n001.xlsx"
    done = CliRunner().invoke(command, ["N001", str(file), "--kind", "self"])
    assert done.exit_code == 0, done.output
    assert keys(file.read_bytes()) == {"IN-01", "RMP-01", "BRD-01"}
    assert CliRunner().invoke(command, ["NOWHERE", str(tmp_path / "no.xlsx")]).exit_code != 0
    assert not (tmp_path / "no.xlsx").exists()
