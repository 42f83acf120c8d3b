"""What hands do on a walk: one tap an item, keys, the last step taken back, two tabs at once."""

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.phone import Phone
from tests.journeys.steps import Walker

pytestmark = pytest.mark.journey


def begun(phone: Phone) -> Locator:
    phone.open_walk("lobby_manager")
    Walker(phone).begin("消防自查")
    phone.cut_off()
    return phone.page.locator(".item:not(.measured)")


def state(item: Locator, wanted: str) -> None:
    expect(item).to_have_attribute("data-state", wanted)


def said(phone: Phone) -> list[str]:
    """What would be sent, as the phone keeps it."""
    drafts = sorted(phone.shelves()["drafts"], key=lambda draft: str(draft["changed_at"]))
    return [draft["says"] for draft in drafts if draft["says"]]


def test_an_item_in_order_takes_one_tap_and_a_second_tap_changes_nothing(phone: Phone) -> None:
    item = begun(phone).first
    item.locator(".ok").dblclick()
    state(item, "ok")
    assert said(phone) == ["ok"]


def test_keys_answer_move_and_take_back(phone: Phone) -> None:
    items = begun(phone)
    keys = phone.page.keyboard
    keys.press("j")
    keys.press("1")
    state(items.first, "ok")
    second = phone.page.locator(".item").nth(1)
    expect(second).to_be_focused()
    keys.press("2")
    state(second, "fail")
    second.locator("textarea").fill("123")
    state(second, "fail")
    keys.press("Escape")
    second.focus()
    keys.press("u")
    keys.press("u")
    state(second, "open")
    assert said(phone) == ["ok"]
    second.focus()
    keys.press("3")
    state(second, "na")
    assert said(phone) == ["ok", "na"]


def test_two_tabs_show_the_same_walk(phone: Phone) -> None:
    items = begun(phone)
    assert phone.context is not None
    other = phone.context.new_page()
    other.goto(phone.page.url)
    twin = other.locator(".item:not(.measured)").first
    expect(twin).to_be_visible()
    items.first.locator(".ok").click()
    state(items.first, "ok")
    state(twin, "ok")
