"""Every screen of the walk fits a phone: in both languages, light and dark, with large letters; pictures are kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.phone import Phone
from tests.journeys.steps import Walker, picture

pytestmark = pytest.mark.journey
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && getComputedStyle(one).position !== "fixed";
}).map((one) => one.outerHTML.slice(0, 90))"""
TOO_SMALL = """() => [...document.querySelectorAll("button, a, summary, input:not(.file), textarea")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && !one.closest(".skip") && (box.height < 43.5 || box.width < 43.5);
}).map((one) => `${one.outerHTML.slice(0, 80)} ${JSON.stringify(one.getBoundingClientRect())}`)"""
NAMELESS = """() => [...document.querySelectorAll("button, a, input, textarea, canvas")].filter((one) =>
  !(one.getAttribute("aria-label") || one.textContent.trim() || one.closest("label"))
).map((one) => one.outerHTML.slice(0, 90))"""
LARGE = "() => { document.documentElement.style.fontSize = '24px'; }"
USUAL = "() => { document.documentElement.style.fontSize = ''; }"


def check(phone: Phone, name: str) -> None:
    """Nothing is cut off, also with letters half as large again; each target is wide enough for a thumb and named."""
    page = phone.page
    for problem in (TOO_WIDE, TOO_SMALL, NAMELESS):
        assert page.evaluate(problem) == [], name
    page.evaluate(LARGE)
    assert page.evaluate(TOO_WIDE) == [], f"{name}, large letters"
    picture(phone, f"{name}-large")
    page.evaluate(USUAL)
    picture(phone, name)


def test_the_walk_can_be_installed_and_starts_without_a_signal(phone: Phone) -> None:
    phone.open_walk("lobby_manager")
    assert phone.context is not None
    session = phone.context.new_cdp_session(phone.page)
    assert session.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    phone.cut_off()
    phone.served.kill()
    for place in ("", "?tag=ABCDEF", "#/fault"):
        phone.page.goto("about:blank")
        phone.page.goto(f"{phone.served.address}/walk/{place}")
        expect(phone.page.locator("#screen header")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_screen_of_the_walk_fits_a_phone(new_phone: Callable[..., Phone], dark: bool) -> None:
    phone = new_phone(dark=dark)
    phone.open_walk("lobby_manager")
    check(phone, "home")
    _go(phone, "#/scan", ".typed-tag")
    check(phone, "scan")
    _go(phone, f"#/t/{phone.served.told['tag']}", "[data-kind]")
    check(phone, "tag")
    _go(phone, "#/fault", ".where-chips .chip")
    check(phone, "fault")
    _walk(phone)
    if not dark:
        _english(phone)


def _walk(phone: Phone) -> None:
    page = phone.page
    _go(phone, "#/", "[data-walk]")
    walker = Walker(phone)
    walker.begin("开门检查")
    check(phone, "zone")
    phone.cut_off()
    walker.answer_zone()
    check(phone, "zone-answered")
    walker.onward()
    _measured(page)
    check(phone, "zone-measured")
    page.locator(".chooser summary").click()
    check(phone, "zones")
    page.locator(".chooser summary").click()
    walk = phone.served.told["walks"]["开门检查"]
    _go(phone, f"#/end/{walk}", ".signing")
    check(phone, "end")
    _go(phone, "#/unsent", ".lead")
    check(phone, "unsent")


def _measured(page: Page) -> None:
    """One that holds, one that does not, and one that is not complete."""
    figures = page.locator(".item.measured")
    for number, text in enumerate(["9", "900"]):
        for figure in figures.nth(number).locator(".figure").all():
            figure.fill(text)
    figures.first.scroll_into_view_if_needed()


def _english(phone: Phone) -> None:
    phone.cut_off(False)
    _go(phone, "#/", "[data-walk]")
    phone.page.get_by_role("button", name="English").click()
    expect(phone.page.get_by_text("Report a fault")).to_be_visible()
    check(phone, "home-en")
    _go(phone, f"#/w/{phone.served.told['walks']['开门检查']}/1", ".item")
    check(phone, "zone-en")


def _go(phone: Phone, place: str, there: str) -> None:
    phone.page.evaluate("(place) => { location.hash = place; }", place)
    expect(phone.page.locator(there).first).to_be_visible()
