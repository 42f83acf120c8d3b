"""An edition of the score sheet: loaded, compared, tried over a demo bank, adopted; an old score stands as given."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.desk import Bank, Desk, Office
from tests.journeys.desk_founding import today

pytestmark = pytest.mark.journey

OUTLETS, NAME = 6, "本行评分表 2027"


def test_an_edition_is_loaded_compared_tried_and_adopted_and_an_old_score_stands(
    bank: Bank, office: Office, tmp_path: Path,
) -> None:
    logins = json.loads(bank.command("demo", "--outlets", str(OUTLETS), "--days", "30", "--json"))
    person = next(one for one in logins if one["role"] == "head_office")
    bank.start()
    desk = office.desk(person["login"])
    desk.log_in(person["login"], person["password"])
    loaded(desk, tmp_path)
    desk.picture("edition-compared")
    newly = tried(desk)
    desk.picture("edition-tried")
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.page.screenshot(path=tmp_path / "tried-390.png", full_page=True)
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    old = old_score(desk, newly)
    adopted(desk)
    assert old_score(desk, newly) == old
    assert f"按《{NAME}》计分" not in old
    desk.page.goto(f"{bank.address}/scores/{newly}/")
    expect(desk.page.locator("main")).to_contain_text(f"按《{NAME}》计分")


def loaded(desk: Desk, folder: Path) -> None:
    """The sheet that counts, downloaded, changed, tried with a mistake, mended, kept as a draft."""
    desk.go("/editions/")
    with desk.page.expect_download() as download:
        desk.page.locator("a[href$='sheet.xlsx']").click()
    sheet = folder / "sheet.xlsx"
    download.value.save_as(sheet)
    upload(desk, changed(sheet, folder / "wrong.xlsx", "heat = x"))
    expect(desk.page.locator("main")).to_contain_text("检查未通过")
    expect(desk.rows().first).to_contain_text("限值")
    upload(desk, changed(sheet, folder / "right.xlsx", ""))
    expect(desk.page.locator("main")).to_contain_text("还没有保存")
    desk.page.locator("form.keep button.act").click()
    desk.is_said("已存为草稿")
    expect(desk.rows().filter(has_text="限值").first).to_be_visible()


def upload(desk: Desk, file: Path) -> None:
    desk.page.goto(f"{desk.bank.address}/editions/bring/")
    form = desk.fill(title=NAME)
    form.locator("[name=file]").set_input_files(file)
    form.locator("button.act").click()


def changed(sheet: Path, to: Path, broken: str) -> Path:
    """Every upper limit of a measurement made a fifth of what it is; `broken` spoils the first."""
    book = load_workbook(sheet)
    rows = book.worksheets[0]
    titles = {str(cell.value).rstrip("*"): cell.column for cell in rows[1]}
    column, seen = titles["限值"], 0
    for row in rows.iter_rows(min_row=2):
        cell = row[column - 1]
        name, _, ends = str(cell.value or "").partition(" = ")
        if ends.startswith("..") and ";" not in ends and "/" not in ends:
            seen += 1
            cell.value = broken if broken and seen == 1 else f"{name} = ..{float(ends[2:]) / 5:g}"
    assert seen
    book.save(to)
    return to


def tried(desk: Desk) -> str:
    """The code of the first outlet that would newly fail, after its reason was read."""
    desk.page.locator("main .head form button.act").click()
    desk.page.wait_for_url("**/editions/runs/**")
    expect(desk.page.locator("main h1")).to_contain_text("已完成")
    first = desk.rows().first
    expect(first).to_contain_text("新增不合格")
    expect(first).to_contain_text("[..")
    href = first.locator("a[href^='/scores/']").first.get_attribute("href")
    assert href
    return href.strip("/").rpartition("/")[2]


def old_score(desk: Desk, code: str) -> str:
    """What the page says of the oldest day on which the outlet has a score."""
    desk.page.goto(f"{desk.bank.address}/scores/{code}/")
    day = desk.page.locator("select[name=day] option").last.get_attribute("value")
    desk.page.goto(f"{desk.bank.address}/scores/{code}/?day={day}")
    return desk.page.locator("main .lead").inner_text() + desk.page.locator("main .two").inner_text()


def adopted(desk: Desk) -> None:
    desk.go("/editions/")
    desk.rows().first.locator("a").first.click()
    form = desk.fill("form[action$='/adopt/']", from_day=today().isoformat())
    form.locator("button.act").click()
    desk.page.locator("#confirm button[value=yes]").click()
    desk.is_said("已启用")
