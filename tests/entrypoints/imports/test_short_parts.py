"""Long files go in by short parts: others write in between, and rows of different parts still know each other."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.apps.assets.things import thing
from tests.cast import Cast
from tests.entrypoints.imports.sheets import good_row, xlsx
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.models import Closure, Outlet
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import SYSTEM
from wangdian.entrypoints.imports import engine, leaning
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.leaning import EarlierRows
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.results import Progress, Result, Step
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.foundation import clock

UNITS = ["parent_code", "kind", "code", "name_zh"]
CLOSURES = ["outlet_code", "starts_at", "ends_at", "services", "reason"]


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the records were left alone; nobody waits here."""
    waited: list[float] = []
    monkeypatch.setattr(engine, "pause", waited.append)
    return waited


def taking(path: Path, noun: str, progress: Progress | None = None, **how: bool) -> Result:
    with opened(path) as table:
        return take_in(IMPORTS[noun], table, SYSTEM, progress=progress, **how)


def another_makes(code: str) -> None:
    MakeOutlet(
        who=SYSTEM, parent_code="B2", code=code, name_zh="别的网点", kind="light", opened_on=clock.today(),
    ).do()


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_leaves_the_records_to_others_every_fifty_rows(
    cast: Cast, tmp_path: Path, pauses: list[float],
) -> None:
    seen = []

    def watch(step: Step) -> bool:
        assert not connection.in_atomic_block
        another_makes(f"Z{step.read}")
        seen.append(step.read)
        return False

    result = taking(xlsx(tmp_path / "a.xlsx", map(good_row, range(120))), "outlets", watch, dry_run=True)
    assert (result.made, result.refused, result.taken, seen) == (120, 0, False, [50, 100, 120])
    assert set(Outlet.objects.exclude(code__startswith="N").values_list("code", flat=True)) == {"Z50", "Z100", "Z120"}
    if connection.vendor == "sqlite":
        assert len(pauses) == 2
        assert min(pauses) > 0.1


@pytest.mark.django_db(transaction=True)
def test_a_taking_is_stored_fifty_rows_at_a_time(cast: Cast, tmp_path: Path) -> None:
    stored = []

    def watch(step: Step) -> bool:
        transaction.on_commit(lambda: stored.append(Outlet.objects.filter(code__startswith="X").count()))
        return False

    result = taking(xlsx(tmp_path / "a.xlsx", map(good_row, range(120))), "outlets", watch)
    assert (result.made, result.taken) == (120, True)
    assert stored == [0, 0, 0, 50, 100, 120]


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PART", 2)


@pytest.mark.usefixtures("in_twos", "cast")
def test_a_branch_may_stand_parts_below_the_one_that_it_belongs_to(tmp_path: Path) -> None:
    rows = [["HQ", "branch", "C0", "北城支行"]]
    rows += [[f"C{n}", "sub_branch", f"C{n + 1}", f"北城{n}分行"] for n in range(7)]
    path = xlsx(tmp_path / "a.xlsx", rows, UNITS)
    result = taking(path, "units", dry_run=True)
    assert (result.made, result.problems) == (8, [])
    assert not Unit.objects.filter(code="C0").exists()
    assert taking(path, "units").made == 8
    assert Unit.objects.get(code="C7").parent.code == "C6"


@pytest.mark.usefixtures("in_twos", "cast")
def test_closures_that_overlap_are_found_however_far_apart_they_stand(tmp_path: Path) -> None:
    rows = [["N001", f"2027-01-{day} 09:00", f"2027-01-{day} 17:00", "", "停电"] for day in range(10, 15)]
    rows.append(["N001", "2027-01-10 10:00", "2027-01-10 11:00", "", "检修"])
    path = xlsx(tmp_path / "a.xlsx", rows, CLOSURES)
    for how in ({"dry_run": True}, {}):
        result = taking(path, "closures", **how)
        assert (result.taken, [p.row for p in result.problems]) == (False, [7])
        assert not Closure.objects.exists()


@pytest.mark.usefixtures("in_twos", "cast")
def test_a_camera_is_known_to_the_things_that_it_sees_parts_below(tmp_path: Path) -> None:
    header = ["outlet_code", "kind", "asset_name", "seen_by"]
    rows = [["N001", "camera", "厅堂摄像机", ""]]
    rows += [["N001", "cash_counter", f"点钞机 {n}", "厅堂摄像机" if n == 4 else ""] for n in range(5)]
    assert taking(xlsx(tmp_path / "a.xlsx", rows, header), "assets", dry_run=True).problems == []


@pytest.mark.usefixtures("in_twos", "cast")
def test_the_same_day_written_otherwise_is_the_same_key(tmp_path: Path) -> None:
    header = ["outlet_code", "asset_name", "sort", "done_on", "passed"]
    thing("extinguisher", "灭火器 1")
    days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026/11/2"]
    rows = [["N001", "灭火器 1", "check.extinguisher", day, "yes"] for day in days]
    result = taking(xlsx(tmp_path / "a.xlsx", rows, header), "upkeep", dry_run=True)
    assert [(p.row, "row 2" in p.why) for p in result.problems] == [(5, True)]


@pytest.mark.usefixtures("in_twos", "cast")
def test_what_changed_between_check_and_taking_is_named_and_the_rest_stored(tmp_path: Path) -> None:
    def watch(step: Step) -> bool:
        if step.read == 5:
            another_makes("X003")
        return False

    result = taking(xlsx(tmp_path / "a.xlsx", map(good_row, range(5))), "outlets", watch)
    assert (result.made, result.refused, result.taken) == (4, 1, True)
    assert [p.row for p in result.problems] == [5]
    assert Outlet.objects.filter(code__startswith="X", unit__parent__code="B1").count() == 4


def test_of_very_many_rows_leant_on_only_the_latest_are_laid_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaning, "MOST_LAID", 3)
    earlier = EarlierRows(IMPORTS["closures"].leans)
    for number in range(2, 9):
        earlier.remember(number, {"outlet_code": "N001"})
    assert earlier.missing_for({"outlet_code": "N001"}) == []
    earlier.begin_part()
    assert [number for number, _data in earlier.missing_for({"outlet_code": "N001"})] == [6, 7, 8]
    assert earlier.missing_for({"outlet_code": "N002"}) == []
