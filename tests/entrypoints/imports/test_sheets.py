"""Score sheets as spreadsheets: what is wrong is told by row and column; what counts now reads back to itself."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from tests.cast import Cast
from tests.entrypoints.frame.looking import as_seen_by, text_of
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.edition_queries import comparison, sheet_rows
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.imports.sheets import read_sheet, written

HEAD = "module,module_zh,project,project_zh,item,item_zh,item_points,requirement,points,steps,limits"
ROW = "1,环境,1.1,室外,1.1-1,标牌,2,OUT-01,,1;2,"


def faults(folder: Path, *lines: str, head: str = HEAD) -> list[tuple[int, str]]:
    file = folder / "sheet.csv"
    file.write_text("\n".join([head, *lines]), encoding="utf-8")
    reading = read_sheet(file, "Own")
    assert (reading.text is None) is bool(reading.faults)
    return [(one.row, one.column) for one in reading.faults]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_counts_now_reads_back_to_itself_in_any_language(cast: Cast, tmp_path: Path, language: str) -> None:
    LoadPacks(who=SYSTEM).do()
    file = tmp_path / "sheet.xlsx"
    with translation.override(language):
        file.write_bytes(written(sheet_rows(SYSTEM)))
    client = as_seen_by(cast.person(Role.HEAD_OFFICE))
    with file.open("rb") as upload:
        tried = client.post("/editions/bring/", {"title": "Own", "file": upload})
    sha256 = tried.context["sha256"]
    assert not SheetEdition.objects.exists()
    kept = client.post("/editions/bring/", {"title": "Own", "sha256": sha256, "keep": "1"})
    edition = SheetEdition.objects.get()
    assert kept.headers["Location"] == f"/editions/{edition.pk}/"
    assert comparison(SYSTEM, edition.pk).lines == ()


def test_no_title_of_a_sheet_becomes_a_formula_or_keeps_it_from_being_written() -> None:
    sheet = load_workbook(BytesIO(written([{"module": "1", "module_zh": "=1+1", "item_zh": "a\x01b"}]))).worksheets[0]
    row = {cell.value: cell.data_type for cell in sheet[2]}
    assert (row["=1+1"], row["ab"]) == ("s", "s")


def test_a_right_row_is_taken(cast: Cast, tmp_path: Path) -> None:
    assert faults(tmp_path, ROW, ",,,,,,,OUT-02,0,,") == []


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["1,,1.1,室外,1.1-1,标牌,2,OUT-01,,,"], (2, "module_zh")),
        ([",环境,1.1,室外,1.1-1,标牌,2,OUT-01,,,"], (2, "module")),
        ([ROW.replace("OUT-01", "OUT-99")], (2, "requirement")),
        ([ROW.replace("OUT-01", "")], (2, "requirement")),
        ([ROW, ROW], (3, "requirement")),
        ([ROW.replace("1;2", "3")], (2, "steps")),
        ([ROW.replace("1;2", "a lot")], (2, "steps")),
        ([f"{ROW}heat = x"], (2, "limits")),
        ([f"{ROW}every = 30d"], (2, "limits")),
        ([ROW.replace(",2,OUT", ",-2,OUT")], (2, "item_points")),
        ([ROW.replace("OUT-01,,", "OUT-01,1,")], (2, "item_points")),
        ([ROW.replace(",2,OUT", ",,OUT")], (2, "points")),
        ([ROW, "2,服务,1.1,室外,2.1-1,其他,1,OUT-02,,,"], (3, "project")),
        ([ROW, "1,别的,1.1,,1.1-1,,,OUT-02,0,,"], (3, "module_zh")),
        ([ROW.replace("1,环境", "=1+1,环境")], (2, "module")),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(
    cast: Cast, tmp_path: Path, lines: list[str], wrong: tuple[int, str],
) -> None:
    assert wrong in faults(tmp_path, *lines)


def test_a_cell_that_holds_a_formula_is_told_once(cast: Cast, tmp_path: Path) -> None:
    for row, column in ((ROW.replace("1,环境", "1,=1+1"), "module_zh"), (ROW.replace("OUT-01", "=A1"), "requirement")):
        assert faults(tmp_path, row) == [(2, column)]


def test_unknown_and_missing_columns_are_told(cast: Cast, tmp_path: Path) -> None:
    assert (1, "") in faults(tmp_path, ROW, head=HEAD.replace("limits", "colour"))
    assert (1, "requirement") in faults(tmp_path, ROW, head=HEAD.replace("requirement", "colour"))


@pytest.mark.parametrize("role", Role)
def test_only_who_may_change_the_standards_sees_the_way_in(cast: Cast, role: Role) -> None:
    LoadPacks(who=SYSTEM).do()
    client: Client = as_seen_by(cast.person(role))
    may = role in {Role.ADMINISTRATOR, Role.HEAD_OFFICE}
    assert client.get("/editions/bring/").status_code == (200 if may else 403)
    if role is not Role.VENDOR:
        assert ("/editions/bring/" in text_of(client, "/editions/")) is may
