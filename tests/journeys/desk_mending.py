"""What follows from a walk: findings and orders, who mends and who verifies them, the score, what the auditor sees."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Locator, Playwright, expect

from tests.journeys.desk import WIDE, Bank, Office
from tests.journeys.desk_founding import CODE, PEOPLE, PLAN
from tests.journeys.phone import Phone, camera_photo
from tests.journeys.served import wait_until
from tests.journeys.steps import Walker

WALK = "SELECT w.id FROM evidence_walk w JOIN evidence_plan p ON p.id = w.plan_id WHERE p.name = ?"
ORDERS = """SELECT r.key, o.number, f.severity FROM work_workorder o JOIN findings_finding f ON f.id = o.finding_id
    JOIN standards_requirement r ON r.id = f.requirement_id ORDER BY r.key"""
BY_ENGINEER, BY_MANAGER = "CONV-06", "CONV-12"
STEPS = (
    "people.open_bank", "standards.load_packs", "people.add_unit", "outlets.make_outlet", "outlets.set_hours",
    "outlets.plan_closure",
    "outlets.load_official_days", "outlets.make_zone", "assets.add_asset", "assets.stock_article", "people.add_person",
    "outlets.begin_import", "evidence.make_plan", "evidence.send_answers", "work.open_order",
    "work.assign_order", "work.accept_order", "work.start_order", "work.hand_over", "evidence.keep_photo",
    "work.mend_order", "work.verify_order",
)
"""Verbs that the audit log must hold when the journey is over."""


@dataclass
class Finder(Walker):
    """Finds what is named out of order, and everything else as it should be."""

    broken: frozenset[str] = field(default_factory=frozenset)

    def _answer(self, item: Locator, number: int) -> None:
        key = (item.get_attribute("data-pair") or "").partition("/")[0]
        super()._answer(item, 2 if key in self.broken else 0)


def walked(bank: Bank, playwright: Playwright, folder: Path) -> set[str]:
    """The lobby manager's phone walks the plan; returns what did not hold, by number of the requirement."""
    bank.told["logins"] = {role: login for login, (role, _unit, _name) in PEOPLE.items()}
    wait_until(lambda: bank.rows(WALK, PLAN), "the planned walk")
    phone = Phone(playwright, bank, folder / "phone")
    phone.start()
    phone.open_walk("lobby_manager")
    expect(phone.page.get_by_text(PLAN).first).to_be_visible()
    bank.told["walks"] = {PLAN: phone.page.locator("[data-walk]").first.get_attribute("data-walk")}
    walker = Finder(phone, broken=frozenset({BY_ENGINEER, BY_MANAGER}))
    walker.begin(PLAN)
    walker.answer_all()
    walker.finish()
    phone.all_sent()
    answers = phone.shelves()["answers"]
    assert walker.taken >= 2
    phone.close()
    assert not phone.errors
    assert bank.rows("SELECT state FROM evidence_walk WHERE started_at IS NOT NULL") == [("finished",)]
    return {one["requirement"] for one in answers if one["says"] == "fail"}


def assigned(office: Office, failed: set[str]) -> dict[str, str]:
    """The branch manager finds each failure on the board and gives all of them to the engineer at once."""
    bank, lead = office.bank, office.desk("zhihang")
    wait_until(lambda: failed <= {key for key, *_rest in bank.rows(ORDERS)}, "an order for each failure")
    orders = {key: number for key, number, _severity in bank.rows(ORDERS)}
    lead.go("/board/")
    for number in orders.values():
        expect(lead.page.locator(f"a[href='/orders/{number}/']")).to_be_visible()
    lead.picture("board")
    lead.page.locator("[data-all]").check()
    _choose(lead.page.locator(".chosen"), PEOPLE["gongcheng"][2])
    lead.page.locator(".chosen button.act").click()
    lead.is_said(f"已派 {len(orders)} 张工单")
    lead.page.goto(f"{bank.address}/orders/{orders[BY_MANAGER]}/")
    act = lead.page.locator("form[action$='/hand_over/']")
    lead.page.locator("details", has=act).locator("summary").click()
    _choose(act, PEOPLE["zhuren"][2])
    act.locator("[name=reason]").fill("网点自己能处理")
    lead.send(act, "已转派")
    return orders


def mended(office: Office, login: str, number: str) -> None:
    """Accepted, begun, and said to be mended with a photo of the repair; the one who mends cannot verify it."""
    desk = office.desk(login)
    desk.go("/orders/")
    expect(desk.rows().first).to_be_visible()
    desk.page.locator(f"main a[href='/orders/{number}/']").first.click()
    for act, said in (("accept", "已接单"), ("start", "已开始")):
        desk.send(desk.page.locator(f"form[action$='/{act}/']"), said)
    form = desk.page.locator("form[action$='/mend/']")
    form.locator("summary").click()
    form.locator("[name=cost]").fill("120")
    form.locator("[name=note]").fill("已更换")
    form.locator("details button.act").click()
    expect(form.locator("[name=photos]:invalid"), "a repair without a photo is not taken").to_have_count(1)
    form.locator("[name=photos]").set_input_files(
        {"name": "after.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(len(number))},
    )
    form.locator("details button.act").click()
    desk.is_said("等别人复核")
    expect(desk.page.locator("form[action$='/verify/']")).to_have_count(0)
    desk.picture(f"order-mended-{login}")


def _choose(form: Locator, name: str) -> None:
    """By name; what they are and how many orders they have stands beside it."""
    taker = form.locator("select[name=taker] option").filter(has_text=name)
    expect(taker).to_have_count(1)
    form.locator("select[name=taker]").select_option(value=taker.get_attribute("value"))


def verified(office: Office, number: str) -> None:
    """By other eyes: the inspector of the branch, who sees the repair beside what was wrong."""
    desk = office.desk("xuncha")
    desk.page.goto(f"{desk.bank.address}/orders/{number}/")
    expect(desk.page.locator(".sides img")).to_have_count(2)
    desk.page.locator("form[action$='/verify/'] button[value=yes]").click()
    desk.is_said("复核已记下")
    expect(desk.page.locator(".timeline")).to_contain_text(PEOPLE["xuncha"][2])


def scored(office: Office) -> tuple[Decimal, dict[str, Decimal]]:
    """The outlet's score as it stands, with the points lost by reason."""
    desk = office.desk("zhihang")
    desk.go("/scores/")
    desk.page.goto(f"{desk.bank.address}/scores/{CODE}/")
    told = re.search(r"[\d.]+", desk.page.locator(".summit .big").inner_text())
    assert told is not None
    lost = {}
    for row in desk.page.locator("main section").first.locator("tbody tr").all():
        figure = re.search(r"[\d.]+", row.locator("td").last.inner_text())
        assert figure is not None
        lost[row.locator("td").first.inner_text().strip()] = Decimal(figure[0])
    desk.picture(f"score-{told[0]}")
    return Decimal(told[0]), lost


def audited(office: Office, orders: dict[str, str]) -> None:
    """The auditor sees each step by number, and may change nothing."""
    desk = office.desk("shenji")
    desk.go("/audit/")
    desk.picture("audit")
    width = desk.page.evaluate("document.documentElement.scrollWidth")
    assert width == WIDE["width"], "no row is wider than the screen"
    for verb in STEPS:
        desk.page.goto(f"{desk.bank.address}/audit/?verb={verb}")
        expect(desk.rows().first, verb).to_be_visible()
    desk.page.goto(f"{desk.bank.address}/audit/?verb=work.cancel_order")
    expect(desk.page.locator("main .empty"), "nothing that was not done").to_be_visible()
    desk.page.goto(f"{desk.bank.address}/audit/?verb=work.verify_order")
    expect(desk.rows()).to_have_count(2)
    text = desk.page.locator("main").inner_text()
    assert not [name for _role, _unit, name in PEOPLE.values() if name in text], "numbers, never names"
    desk.page.goto(f"{desk.bank.address}/orders/{orders[BY_ENGINEER]}/")
    expect(desk.page.locator("main form")).to_have_count(0)
    desk.page.goto(f"{desk.bank.address}/people/")
    expect(desk.rows(), "of all people only themselves").to_have_count(1)


