"""A walk without a network, through the death of the browser and of the server: once, whole, byte for byte."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import Phone
from tests.journeys.served import Served, wait_until
from tests.journeys.steps import Walker, picture

pytestmark = pytest.mark.journey


def test_a_walk_survives_no_signal_a_dead_browser_and_a_dead_server(phone: Phone, served: Served) -> None:
    phone.open_walk("lobby_manager")
    walker = Walker(phone)
    walker.begin("开门检查")
    phone.cut_off()
    served.kill()
    walker.answer_zone()
    walker.onward()
    walker.answer_zone(most=5)
    assert walker.taken >= 2
    said_before = {draft["key"]: draft["says"] for draft in phone.shelves()["drafts"]}

    phone.kill()
    phone.start(offline=True)
    phone.page.goto(f"{served.address}/walk/")
    expect(phone.page.get_by_text("没发出")).to_be_visible()
    picture(phone, "home-offline")
    walker.begin("开门检查")
    drafts = {draft["key"]: draft["says"] for draft in phone.shelves()["drafts"]}
    assert drafts == said_before
    walker.answer_all()
    assert walker.taken == 8
    walker.finish()
    picture(phone, "finished-offline")
    kept = phone.shelves()
    assert all(photo["bytes_hash"] == photo["sha256"] for photo in kept["photos"])
    assert len(kept["photos"]) == 9, "eight photos and the signature"
    assert not any(one["sent"] for one in [*kept["photos"], *kept["answers"]])

    served.start()
    phone.cut_off(False)
    _be_logged_in(phone)
    wait_until(lambda: served.count("SELECT count(*) FROM evidence_photo") >= 2, "the first photos")
    served.kill()
    assert served.count("SELECT count(*) FROM evidence_photo") < 9, "the server died in the middle"
    served.start()
    phone.all_sent()
    _all_arrived(phone, served)


def _be_logged_in(phone: Phone) -> None:
    """The cookie may have died with the browser: then the phone says so, keeps everything, and leads to the login."""
    status = phone.page.locator("#status")
    expect(status.get_by_text("登录已过期").or_(phone.page.get_by_text("正在发照片")).first).to_be_visible()
    if status.get_by_text("登录已过期").count():
        status.get_by_role("link", name="去登录").click()
        phone.log_in("lobby_manager")


def _all_arrived(phone: Phone, served: Served) -> None:
    kept = phone.shelves()
    walk = served.told["walks"]["开门检查"].replace("-", "")
    rows = served.rows("SELECT id, state, signature_id IS NOT NULL FROM evidence_walk WHERE started_at IS NOT NULL")
    assert rows == [(walk, "finished", 1)]
    answers = served.rows("SELECT id, says FROM evidence_answer WHERE walk_id = ?", walk)
    assert sorted(answers) == sorted((one["id"].replace("-", ""), one["says"]) for one in kept["answers"])
    pairs = [(one["requirement"], one["subject"]) for one in kept["answers"]]
    assert len(pairs) == len(set(pairs)), "one answer an item"
    assert len(pairs) == len(kept["drafts"])
    photos = served.rows("SELECT sha256, size FROM evidence_photo")
    assert sorted(photos) == sorted((one["bytes_hash"], one["bytes_size"]) for one in kept["photos"])
    named = served.rows("SELECT answer_id, slot, sha256, photo_id IS NOT NULL FROM evidence_answerphoto")
    assert sorted(named) == sorted(
        (one["id"].replace("-", ""), photo["slot"], photo["sha256"], 1)
        for one in kept["answers"] for photo in one["photos"]
    )
    assert len(named) == 8
    cameras = served.rows("SELECT tags FROM evidence_photoexif WHERE tags LIKE '%Testphone%'")
    assert len(cameras) == 8, "what the camera wrote came along"
