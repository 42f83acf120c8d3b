"""What the first administrator does before the first walk: units, an outlet with all that is in it, people, a plan."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.bank import PASSWORD
from tests.journeys.desk import Bank, Desk, Office
from wangdian.apps.outlets.notices import delivered_notices
from wangdian.foundation import clock

CODE, NAME = "N001", "柳桥分理处"
ZONES = {"outdoor": "室外", "hall": "营业大厅", "convenience": "便民服务区", "counter": "柜台"}
THINGS = (("medical_kit", "医药箱", "便民服务区"), ("convenience_kit", "便民箱", "便民服务区"),
          ("display", "门头电子屏", "室外"), ("queue_machine", "叫号机", "营业大厅"))
PEOPLE = {
    "zhihang": ("branch_manager", "B1", "梁知远"), "xuncha": ("inspector", "B1", "庄听澜"),
    "gongcheng": ("engineer", "B1", "柯若谷"), "zhuren": ("outlet_manager", CODE, "齐长青"),
    "dating": ("lobby_manager", CODE, "祁子衿"), "shenji": ("auditor", "HQ", "舒云起"),
}
"""Login: role, unit, an invented name."""
MANY = 200
PLAN = "便民服务检查"


def today() -> date:
    """By the real clock: the server of a journey has no other."""
    return datetime.now(clock.BANK_ZONE).date()


def opened(bank: Bank) -> None:
    """What the README says: an empty bank, the standards, then the server."""
    bank.command(
        "init", "--name", "青禾农村商业银行总行", "--login", "admin", "--person", "江望舒", "--password-stdin",
        given=f"{PASSWORD}\n",
    )
    assert re.search(r"[1-9]\d\d", bank.command("catalogue", "load"))
    bank.start()


def made_units(admin: Desk) -> None:
    for code, name in (("B1", "东城支行"), ("B2", "西城支行")):
        admin.go("/organisation/")
        admin.main_act()
        admin.send(admin.fill(parent_code="HQ", kind="branch", code=code, name_zh=name), "机构已建好")
    expect(admin.rows()).to_have_count(3)


def made_outlet(admin: Desk) -> None:
    """The card, then the hours, the closure and the year's official days: its calendar."""
    admin.go("/outlets/")
    admin.main_act()
    form = admin.fill(
        code=CODE, name_zh=NAME, parent_code="B1", kind="full_service", opened_on="2015-03-01", built_on="2014-05-01",
        address="云溪市柳桥路 1 号",
    )
    admin.send(form, f"网点 {CODE} 已建好")
    admin.main_act()
    yesterday = today() - timedelta(days=1)
    form = admin.fill(
        effective_from=yesterday.isoformat(), personal_working="08:30-17:30", personal_weekend="09:00-16:00",
        corporate_working="09:00-12:00, 13:30-17:00", self_service_working="00:00-24:00",
        self_service_weekend="00:00-24:00", self_service_festival="00:00-24:00",
    )
    admin.send(form, "营业时间已设好")
    expect(admin.page.locator("table.week").first).to_contain_text("13:30")
    _closed_next_week(admin)
    admin.picture("calendar")
    admin.follow("/board/")
    expect(admin.page.locator("main")).to_contain_text("13:30")


def _closed_next_week(admin: Desk) -> None:
    day = (today() + timedelta(days=7)).isoformat()
    admin.follow("/closure/")
    form = admin.fill(starts_at=f"{day}T09:00", ends_at=f"{day}T11:00", services=["corporate"], reason="停电检修")
    admin.send(form, "已安排停业")
    expect(admin.page.locator(".rows.kept")).to_contain_text("停电检修")


def loaded_official_days(admin: Desk) -> None:
    """The notices that are out came with the bank; of the first year whose notice is not, its statutory days."""
    admin.go("/calendars/")
    admin.follow("/official-days/")
    year = next(one.year for one in delivered_notices() if not one.announced)
    admin.follow(f"/official-days/{year}/delivered/")
    admin.page.locator("main form button.act").click()
    admin.is_said(f"{year} 年节假日已载入")


def made_zones_and_things(admin: Desk) -> None:
    admin.go("/outlets/")
    admin.follow(f"/outlets/{CODE}/")
    admin.follow(f"/outlets/{CODE}/zones/")
    for kind, name in ZONES.items():
        admin.send(admin.fill(zone_name=name, kind=kind), "区域已建好")
    expect(admin.rows()).to_have_count(len(ZONES))
    for kind, name, zone in THINGS:
        admin.page.locator(f".tabs a[href='/things/?outlet={CODE}']").first.click()
        admin.main_act()
        admin.page.locator(f".chips a[href$='kind={kind}']").click()
        admin.send(admin.fill(asset_name=name, zone=zone, installed_on="2023-05-01"), f"“{name}”已添加")
    expect(admin.rows()).to_have_count(len(THINGS))
    admin.rows().get_by_role("link", name="医药箱").click()
    until = (today() + timedelta(days=300)).isoformat()
    for article, count in (("创可贴", "20"), ("碘酒", "2")):
        form = admin.fill("form[action$='/articles/']", article=article, par=count, quantity=count, expires_on=until)
        admin.send(form, "已补货")


def hired(office: Office, admin: Desk) -> None:
    """Everybody gets an account with a one-time password, logs in with it, and chooses an own one."""
    for login, (role, unit, name) in PEOPLE.items():
        admin.go("/people/")
        admin.main_act()
        form = admin.fill(login=login, person_name=name, role=role, unit_code=unit)
        admin.send(form, "一次性密码")
        once = admin.page.locator("main code.big").inner_text()
        office.welcome(login, once)
    admin.go("/people/")
    expect(admin.rows()).to_have_count(len(PEOPLE) + 1)


def imported_many(admin: Desk, folder: Path) -> None:
    """The template from the screen, filled in; the first try names what is wrong, the mended file is taken."""
    admin.go("/imports/")
    admin.page.locator("a.chip[href='/imports/outlets/']").click()
    with admin.page.expect_download() as coming:
        admin.page.locator("a[download][href$='template.xlsx']").click()
    template = coming.value.path().read_bytes()
    _try(admin, folder / "first.xlsx", _filled(template, wrong=True))
    admin.is_said("什么都没存")
    expect(admin.rows()).to_have_count(2)
    expect(admin.rows().nth(0)).to_contain_text("7")
    expect(admin.rows().nth(1)).to_contain_text("9")
    admin.picture("import-refused")
    admin.page.locator("main a[href='/imports/outlets/']").last.click()
    _try(admin, folder / "mended.xlsx", _filled(template, wrong=False))
    admin.is_said("没有问题")
    assert admin.bank.count("SELECT count(*) FROM outlets_outlet") == 1, "a dry run keeps nothing"
    admin.page.locator("main form[action$='/take/'] button.act").click()
    admin.is_said("已导入")
    expect(admin.page.locator(".figures .big").first).to_have_text(str(MANY))
    admin.go("/outlets/")
    admin.page.locator("main form.filter [name=q]").fill("I150")
    admin.page.locator("main form.filter [name=q]").press("Enter")
    expect(admin.rows()).to_have_count(1)
    expect(admin.rows().first).to_contain_text("第150网点")


def _try(admin: Desk, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    admin.page.locator("main form.sheet [name=file]").set_input_files(file)
    admin.page.locator("main form.sheet button.act").click()


def _filled(template: bytes, wrong: bool) -> bytes:
    """The template with its example row replaced by many outlets; `wrong` spoils the seventh and the ninth line."""
    book = load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    names = {label: name for label, name, *_rest in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    columns = {names[str(cell.value).rstrip("*")]: cell.column for cell in sheet[1]}
    for number in range(1, MANY + 1):
        row = {"code": f"I{number:03d}", "name_zh": f"第{number:03d}网点", "name_en": "", "parent_code": "B2",
               "kind": "轻型网点", "opened_on": "2019-06-01", "address": f"云溪市西城路 {number} 号"}
        if wrong and number == 6:
            row["parent_code"] = "B9"
        if wrong and number == 8:
            row["opened_on"] = "去年"
        for name, value in row.items():
            sheet.cell(number + 1, columns[name], value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def planned(admin: Desk) -> None:
    admin.go("/plans/")
    admin.main_act()
    form = admin.fill(
        title=PLAN, kind="opening", unit=CODE, role="lobby_manager", often="daily", at="00:00", due_minutes="2",
        due_minutes_unit="1440", timing="at_rule", days="any", starts_on=today().isoformat(), packs=["convenience"],
    )
    expect(admin.page.locator("#preview .rows li").first).to_be_visible()
    admin.picture("plan")
    admin.send(form, "计划已建立")
