"""Photos taken there and then: in the page, over the earlier photo, without a signal; an old file is not taken."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.phone import Phone, camera_photo
from tests.journeys.served import Served, wait_until
from tests.journeys.steps import Walker, picture

pytestmark = pytest.mark.journey
CAME = """SELECT r.key, p.came, p.photo_id IS NOT NULL FROM evidence_answerphoto p
JOIN evidence_answer a ON a.id = p.answer_id JOIN standards_requirement r ON r.id = a.requirement_id"""
BROUGHT = """async (key) => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await asked(indexedDB.open("wangdian-walk"));
  const places = await asked(db.transaction("places").objectStore("places").getAll());
  db.close();
  const items = places.flatMap((place) => place.zones).flatMap((zone) => zone.items);
  const item = items.find((one) => one.requirement === key && one.before);
  if (!item) return false;
  return Boolean(await (await caches.open("walk-pictures")).match(`/photos/${item.before}.jpg`));
}"""
"""Whether the earlier photo lies on the phone."""
OPACITY = "(ghost) => Number(getComputedStyle(ghost).opacity)"


def camera_only(phone: Phone) -> Locator:
    """The first such item from the zone on that is shown."""
    walker, items = Walker(phone), phone.page.locator(".item[data-camera]")
    walker.begin("消防自查")
    phone.cut_off()
    while not items.count():
        walker.onward()
        expect(phone.page.locator(".item").first).to_be_visible()
    return items.first


def shoot(phone: Phone) -> None:
    live = phone.page.locator("dialog.live")
    shutter = live.get_by_role("button", name="拍下")
    expect(shutter).to_be_enabled()
    shutter.click()
    expect(live).to_have_count(0)


def test_where_only_the_camera_counts_the_page_takes_the_photo_itself(
    new_phone: Callable[..., Phone], served: Served, tmp_path: Path,
) -> None:
    phone = new_phone(camera=True)
    phone.open_walk("lobby_manager")
    item = camera_only(phone)
    key = (item.get_attribute("data-pair") or "").partition("/")[0]

    item.locator(".no").click()
    old = tmp_path / "IMG_1.jpg"
    old.write_bytes(camera_photo(1))
    os.utime(old, (1_700_000_000, 1_700_000_000))
    item.locator("input.file").set_input_files(old)
    expect(phone.page.get_by_text("这张是以前的照片")).to_be_visible()
    expect(item.locator(".shot[data-hash]")).to_have_count(0)

    item.locator(".opened .chips .chip").first.click()
    item.locator(".shoot").click()
    picture(phone, "live")
    shoot(phone)
    expect(item.locator(".shot[data-hash]")).to_have_count(1)
    (draft,) = [one for one in phone.shelves()["drafts"] if one["says"]]
    assert [one["came"] for one in draft["photos"]] == ["live"]
    phone.cut_off(False)
    phone.page.evaluate("location.hash = '#/'")
    phone.all_sent()
    assert served.rows(CAME) == [(key, "live", 1)]

    _look_again(phone, served, key)


def _look_again(phone: Phone, served: Served, key: str) -> None:
    """The finding stands: its photo lies over the camera, also without a signal."""
    served.deliver()
    phone.page.reload()
    wait_until(lambda: phone.page.evaluate(BROUGHT, key), "the earlier photo")
    item = camera_only(phone)
    item.locator(".rest").click()
    item.locator(".shoot").click()
    ghost = phone.page.locator("dialog.live img.ghost")
    expect(ghost).to_be_visible()
    expect(phone.page.locator("dialog.live .shutter")).to_be_enabled()
    picture(phone, "ghost")
    assert ghost.evaluate(OPACITY) == pytest.approx(0.4)
    slider = phone.page.get_by_label("原来的照片有多明显")
    slider.fill("70")
    assert ghost.evaluate(OPACITY) == pytest.approx(0.7)
    phone.page.get_by_role("button", name="隐藏").click()
    expect(ghost).to_be_hidden()
    shoot(phone)
    expect(item.locator(".shot[data-hash]")).to_have_count(2)
