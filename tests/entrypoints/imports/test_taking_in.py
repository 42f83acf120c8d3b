"""Taking a spreadsheet in: dry run, half wrong files, rows that are there already, exact counts."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.entrypoints.imports.sheets import OUTLETS, csv, good_row, xlsx
from wangdian.apps.assets.models import Asset, Document, KitArticle, PlacedArticle, PlaylistItem, UpkeepRecord
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.models import Closure, HoursEdition, OfficialDay, Outlet, Zone
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import Actor, Role
from wangdian.entrypoints.imports import engine
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.results import Result, RowProblem, Step, Stopped
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotAllowed


def taking(path: Path, who: Actor, noun: str = "outlets", **how: object) -> Result:
    with opened(path) as table:
        return take_in(IMPORTS[noun], table, who, **how)


def counts(result: Result) -> tuple[int, int, int, int]:
    return result.made, result.changed, result.unchanged, result.refused


def test_a_good_file_makes_every_row(cast: Cast, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [good_row(n) for n in range(20)])
    result = taking(path, cast.near(Role.BRANCH_MANAGER))
    assert (counts(result), result.taken, result.problems) == ((20, 0, 0, 0), True, [])
    assert Outlet.objects.filter(code__startswith="X").count() == 20


def test_a_dry_run_says_the_same_and_stores_nothing(cast: Cast, tmp_path: Path) -> None:
    before = (Outlet.objects.count(), Unit.objects.count(), AuditEntry.objects.count())
    path = xlsx(tmp_path / "a.xlsx", [good_row(n) for n in range(3)])
    result = taking(path, cast.near(Role.BRANCH_MANAGER), dry_run=True)
    assert (counts(result), result.taken) == ((3, 0, 0, 0), False)
    assert (Outlet.objects.count(), Unit.objects.count(), AuditEntry.objects.count()) == before


def half_wrong(path: Path) -> Path:
    strange = [*good_row(3)[:3], "palace", "soon"]
    elsewhere = [*good_row(4)[:2], "B2", *good_row(4)[3:]]
    return xlsx(path, [good_row(1), good_row(2), good_row(1), strange, elsewhere])


def test_a_half_wrong_file_changes_nothing_and_names_row_column_and_reason(cast: Cast, tmp_path: Path) -> None:
    result = taking(half_wrong(tmp_path / "a.xlsx"), cast.near(Role.BRANCH_MANAGER))
    assert (counts(result), result.taken) == ((2, 0, 0, 3), False)
    assert [(p.row, p.column) for p in result.problems] == [
        (4, "code"), (5, "kind"), (5, "opened_on"), (6, "parent_code"),
    ]
    assert "B2" in result.problems[-1].why
    assert not Outlet.objects.filter(code__startswith="X").exists()


def test_the_good_rows_are_taken_when_told_to(cast: Cast, tmp_path: Path) -> None:
    result = taking(half_wrong(tmp_path / "a.xlsx"), cast.near(Role.BRANCH_MANAGER), take_good_rows=True)
    assert (counts(result), result.taken) == ((2, 0, 0, 3), True)
    assert set(Outlet.objects.filter(code__startswith="X").values_list("code", flat=True)) == {"X001", "X002"}


def test_a_known_code_is_changed_and_columns_left_out_stay(cast: Cast, tmp_path: Path) -> None:
    who = cast.near(Role.BRANCH_MANAGER)
    row = ["N001", "东门旗舰网点", "B1", "full_service", date(2015, 3, 1)]
    path = xlsx(tmp_path / "a.xlsx", [row, ["N002", "柳巷网点", "B1", "full_service", "2015/3/1"]])
    assert counts(taking(path, who)) == (0, 1, 1, 0)
    outlet = Outlet.objects.get(code="N001")
    assert (outlet.name_zh, outlet.built_on) == ("东门旗舰网点", date(2014, 5, 1))


def test_a_spreadsheet_does_not_move_an_outlet(cast: Cast, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["N001", "东门网点", "HQ", "full_service", "2015-03-01"]])
    result = taking(path, cast.near(Role.HEAD_OFFICE))
    assert [p.column for p in result.problems] == ["parent_code"]


@pytest.mark.parametrize("role", [Role.OUTLET_MANAGER, Role.AUDITOR, Role.ENGINEER])
def test_who_may_not_import_reads_no_row(cast: Cast, tmp_path: Path, role: Role) -> None:
    path = xlsx(tmp_path / "a.xlsx", [good_row(1)])
    with pytest.raises(NotAllowed):
        taking(path, cast.near(role))
    assert not Outlet.objects.filter(code="X001").exists()


def test_titles_may_be_chinese_english_or_field_names_and_words_may_be_either(cast: Cast, tmp_path: Path) -> None:
    header = ["code*", "Name in Chinese", "parent_code", "Kind", "Open since", "fx_licence"]
    path = csv(tmp_path / "a.csv", ",".join(header) + "\nX001,新街网点,B1,Light outlet,2020年1月2日,是\n", "gb18030")
    result = taking(path, cast.near(Role.BRANCH_MANAGER))
    assert result.problems == []
    outlet = Outlet.objects.get(code="X001")
    assert (outlet.kind, outlet.opened_on, outlet.fx_licence) == ("light", date(2020, 1, 2), True)


def test_a_doubtful_yes_is_asked_back(cast: Cast, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [[*good_row(1), "maybe"]], [*OUTLETS, "fx_licence"])
    result = taking(path, cast.near(Role.BRANCH_MANAGER))
    assert [(p.row, p.column) for p in result.problems] == [(2, "fx_licence")]


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of more than two rows are long."""
    monkeypatch.setattr(engine, "PART", 2)
    monkeypatch.setattr(engine, "pause", lambda _seconds: None)


@pytest.mark.usefixtures("in_parts")
def test_a_long_file_is_checked_whole_before_any_part_is_kept(cast: Cast, tmp_path: Path) -> None:
    who, seen = cast.near(Role.HEAD_OFFICE), []

    def watch(step: Step) -> bool:
        seen.append((step.read, step.total))
        return False

    rows = [good_row(n) for n in range(9)]
    half = xlsx(tmp_path / "a.xlsx", [*rows, ["X9", "", "B1", "light", "2020-01-01"]])
    result = taking(half, who)
    assert (counts(result), result.taken) == ((9, 0, 0, 1), False)
    assert not Outlet.objects.filter(code__startswith="X").exists()
    result = taking(xlsx(tmp_path / "b.xlsx", rows), who, progress=watch)
    assert (counts(result), result.taken) == ((9, 0, 0, 0), True)
    assert (seen[0], seen[-1]) == ((2, 18), (18, 18))
    assert Outlet.objects.filter(code__startswith="X").count() == 9


@pytest.mark.usefixtures("in_parts")
def test_a_stopped_import_keeps_only_whole_parts(cast: Cast, tmp_path: Path) -> None:
    def stop(step: Step) -> bool:
        return step.read == 2

    path = xlsx(tmp_path / "a.xlsx", map(good_row, range(9)))
    with pytest.raises(Stopped):
        taking(path, cast.near(Role.HEAD_OFFICE), progress=stop, take_good_rows=True)
    assert Outlet.objects.filter(code__startswith="X").count() == 2


def example_file(noun: str, path: Path) -> Path:
    example = IMPORTS[noun].example
    return xlsx(path, [list(example.values())], list(example))


THINGS = {
    "zones": Zone, "hours": HoursEdition, "closures": Closure, "official_days": OfficialDay, "assets": Asset,
    "content": PlaylistItem, "articles": KitArticle, "upkeep": UpkeepRecord, "documents": Document,
    "placed": PlacedArticle,
}


def prepare(cast: Cast, noun: str, tmp_path: Path) -> None:
    """What the example of a noun stands on."""
    who = cast.near(Role.HEAD_OFFICE)
    needs = {"upkeep": ["assets"], "placed": ["zones"]}.get(noun, [])
    for needed in needs:
        taking(example_file(needed, tmp_path / f"{needed}.xlsx"), who, needed)
    header = ["outlet_code", "kind", "asset_name"]
    things = {"content": ["N001", "display", "门楣屏"], "articles": ["N001", "medical_kit", "医药箱"]}
    if noun in things:
        taking(xlsx(tmp_path / "things.xlsx", [things[noun]], header), who, "assets")


@pytest.mark.parametrize("noun", THINGS)
def test_the_example_row_of_every_noun_goes_in_once(cast: Cast, tmp_path: Path, noun: str) -> None:
    prepare(cast, noun, tmp_path)
    before = THINGS[noun].objects.count()
    path = example_file(noun, tmp_path / "example.xlsx")
    who = cast.near(Role.HEAD_OFFICE)
    assert (counts(taking(path, who, noun)), THINGS[noun].objects.count()) == ((1, 0, 0, 0), before + 1)
    again = taking(path, who, noun)
    assert (counts(again), again.problems, THINGS[noun].objects.count()) == ((0, 0, 1, 0), [], before + 1)


@pytest.mark.parametrize(
    ("noun", "field", "value"),
    [
        ("zones", "kind", "waiting"), ("content", "valid_until", "2027-01-31"), ("articles", "quantity", "3"),
        ("assets", "model", "MFZ/ABC4"), ("documents", "number", "2026-2"), ("placed", "place", "门口"),
    ],
)
def test_a_row_of_a_known_key_changes_it(cast: Cast, tmp_path: Path, noun: str, field: str, value: str) -> None:
    prepare(cast, noun, tmp_path)
    who = cast.near(Role.HEAD_OFFICE)
    taking(example_file(noun, tmp_path / "example.xlsx"), who, noun)
    changed = {**IMPORTS[noun].example, field: value}
    result = taking(xlsx(tmp_path / "b.xlsx", [list(changed.values())], list(changed)), who, noun)
    assert (counts(result), result.problems) == ((0, 1, 0, 0), [])


def test_days_and_moments_may_be_typed_as_such(cast: Cast, tmp_path: Path) -> None:
    header = ["outlet_code", "starts_at", "ends_at", "services", "reason"]
    row = ["N001", datetime(2027, 1, 20, 9, 0), datetime(2027, 1, 20, 17, 0), "Corporate banking、personal", "停电"]
    result = taking(xlsx(tmp_path / "a.xlsx", [row], header), cast.near(Role.HEAD_OFFICE), "closures")
    assert (counts(result), result.problems) == ((1, 0, 0, 0), [])
    closure = Closure.objects.get()
    assert closure.starts_at == datetime(2027, 1, 20, 9, 0, tzinfo=clock.BANK_ZONE)
    assert closure.services == ["corporate", "personal"]


def test_a_year_with_a_wrong_day_is_refused_whole(cast: Cast, tmp_path: Path) -> None:
    header = ["year", "day", "kind", "name_zh"]
    rows = [[2026, "2026-10-01", "festival", "国庆节"], [2026, "2023-10-02", "festival", "国庆节"]]
    result = taking(xlsx(tmp_path / "a.xlsx", rows, header), cast.near(Role.HEAD_OFFICE), "official_days")
    assert (result.refused, result.taken) == (2, False)
    assert not OfficialDay.objects.exists()


def test_an_unknown_thing_is_named(cast: Cast, tmp_path: Path) -> None:
    path = example_file("content", tmp_path / "a.xlsx")
    result = taking(path, cast.near(Role.HEAD_OFFICE), "content")
    assert [(p.row, p.column) for p in result.problems] == [(2, "asset_name")]
    assert isinstance(result.problems[0], RowProblem)


def test_a_missing_unknown_or_repeated_column_is_named(cast: Cast, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [], ["code", "code", "colour", "name_zh", "kind", "opened_on"])
    with pytest.raises(Invalid) as caught:
        taking(path, cast.near(Role.HEAD_OFFICE))
    assert [p.field for p in caught.value.problems][:2] == ["code", "colour"]
    assert len(caught.value.problems) == 3
