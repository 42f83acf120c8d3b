"""A walk sent again, walked by two at once, or sent after the login ended: nothing is lost, nothing is there twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import Phone
from tests.journeys.served import Served
from tests.journeys.steps import Walker

pytestmark = pytest.mark.journey
TITLE = "消防自查"
EVERYTHING = (
    "SELECT id, state, answered FROM evidence_walk WHERE started_at IS NOT NULL",
    "SELECT id, says FROM evidence_answer",
    "SELECT answer_id, slot, sha256, photo_id FROM evidence_answerphoto",
    "SELECT id, sha256, size FROM evidence_photo",
)


def everything(served: Served) -> list[list[tuple[object, ...]]]:
    return [sorted(served.rows(question)) for question in EVERYTHING]


def walked(phone: Phone, role: str, photos: int) -> Walker:
    """The whole walk, signed, with the phone cut off from the first item on."""
    phone.open_walk(role)
    walker = Walker(phone, photos=photos)
    walker.begin(TITLE)
    phone.cut_off()
    walker.answer_all()
    walker.finish()
    return walker


def test_a_walk_whose_acknowledgements_were_lost_is_sent_again_and_kept_once(phone: Phone, served: Served) -> None:
    walked(phone, "lobby_manager", photos=3)
    phone.cut_off(False)
    phone.all_sent()
    before = everything(served)
    assert len(before[3]) == 4, "three photos and the signature"
    phone.forget_what_was_sent()
    phone.all_sent()
    assert everything(served) == before


def test_two_people_on_one_walk_lose_nothing(new_phone: Callable[..., Phone], served: Served) -> None:
    phones = {"lobby_manager": new_phone("first"), "outlet_manager": new_phone("second")}
    for role, phone in phones.items():
        walked(phone, role, photos=2)
    for phone in phones.values():
        phone.cut_off(False)
    for phone in phones.values():
        phone.all_sent()
    kept = [phone.shelves() for phone in phones.values()]
    walk, answers, named, photos = everything(served)
    assert [(state, answered) for _id, state, answered in walk] == [("finished", len(kept[0]["drafts"]))]
    mine = [(one["id"].replace("-", ""), one["says"]) for shelves in kept for one in shelves["answers"]]
    assert answers == sorted(mine)
    assert len({one["person"] for shelves in kept for one in shelves["walks"]}) == 2
    assert {row[1] for row in photos} == {one["bytes_hash"] for shelves in kept for one in shelves["photos"]}
    assert len(named) == 4
    assert all(photo for _answer, _slot, _hash, photo in named)


def test_an_ended_login_keeps_everything_until_the_person_is_back(phone: Phone, served: Served) -> None:
    walked(phone, "lobby_manager", photos=1)
    assert phone.context is not None
    phone.context.clear_cookies()
    phone.cut_off(False)
    status = phone.page.locator("#status")
    expect(status).to_contain_text("登录已过期，先登录再发送")
    assert served.count("SELECT count(*) FROM evidence_answer") == 0
    status.get_by_role("link", name="去登录").click()
    phone.log_in("outlet_manager")
    expect(status).to_contain_text("别人还有")
    phone.page.goto(f"{served.address}/walk/#/unsent")
    expect(phone.page.get_by_text("别人用这部手机记下的")).to_be_visible()
    assert served.count("SELECT count(*) FROM evidence_answer") == 0, "what one gathered is not sent as another"

    phone.context.clear_cookies()
    phone.page.goto(f"{served.address}/login/?next=/walk/")
    phone.log_in("lobby_manager")
    phone.all_sent()
    kept = phone.shelves()
    assert served.count("SELECT count(*) FROM evidence_answer") == len(kept["answers"]) > 0
    assert served.count("SELECT count(*) FROM evidence_photo") == 2
