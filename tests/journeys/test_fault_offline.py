"""A fault reported in three taps without a network arrives once, with its photo."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import Phone, camera_photo
from tests.journeys.served import Served
from tests.journeys.steps import picture

pytestmark = pytest.mark.journey
FAULTS = """SELECT f.id, s.label, f.sha256, p.sha256 FROM evidence_faultreport f
LEFT JOIN evidence_photo p ON p.id = f.photo_id JOIN outlets_subject s ON s.id = f.subject_id"""


def test_a_fault_in_three_taps_without_a_signal_arrives_once(phone: Phone, served: Served) -> None:
    phone.open_walk("lobby_manager")
    phone.cut_off()
    served.kill()
    page = phone.page
    page.goto(f"{served.address}/walk/#/fault")
    page.reload()

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="拍照", exact=True).click()
    chooser.value.set_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(1)})
    expect(page.locator(".shot[data-hash]")).to_have_count(1)
    picture(phone, "fault-photo")
    page.get_by_role("button", name="大厅").click()
    page.get_by_role("button", name="报修").click()

    expect(page.get_by_text("已记下，有信号就发出")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("还有 1 张照片、1 个报修没发出")
    photo = phone.shelves()["photos"][0]
    served.start()
    phone.cut_off(False)
    phone.all_sent()
    (row,) = served.rows(FAULTS)
    assert row[1:] == ("大厅", photo["bytes_hash"], photo["bytes_hash"])
    phone.forget_what_was_sent()
    phone.all_sent()
    assert served.rows(FAULTS) == [row]


def test_a_code_that_is_not_on_the_phone_can_be_reported_without_a_signal(phone: Phone, served: Served) -> None:
    phone.open_walk("lobby_manager")
    phone.page.evaluate("""() => new Promise((done) => {
      const asked = indexedDB.open("wangdian-walk");
      asked.onsuccess = () => {
        const change = asked.result.transaction(["places", "head"], "readwrite");
        change.objectStore("places").clear();
        change.oncomplete = () => { asked.result.close(); done(); };
      };
    })""")
    phone.cut_off()
    tag = served.told["tag"]
    phone.page.goto(f"{served.address}/walk/?tag={tag}")
    phone.page.get_by_role("link", name="报修").click()
    phone.take_photo(phone.page.locator("#screen"), 1)
    phone.page.get_by_role("button", name="报修").click()
    expect(phone.page.locator("#status")).to_contain_text("1 个报修")
    phone.cut_off(False)
    phone.all_sent()
    ((_id, label, named, arrived),) = served.rows(FAULTS)
    assert label == "无障碍坡道"
    assert named == arrived == phone.shelves()["photos"][0]["bytes_hash"]


def test_who_has_many_outlets_finds_the_one_by_its_name(phone: Phone, served: Served) -> None:
    phone.open_walk("inspector")
    page = phone.page
    page.goto(f"{served.address}/walk/#/fault/in")
    page.locator("input[type=search]").fill("liuxiang")
    page.locator(".rows a").filter(has_text="柳巷").click()
    expect(page.locator(".where-chips h2 small").first).to_contain_text("柳巷")
    expect(page.locator(".where-chips .chip").first).to_be_visible()
    page.goto(f"{served.address}/walk/#/fault/in/N101")
    expect(page.locator(".empty")).to_be_visible()
