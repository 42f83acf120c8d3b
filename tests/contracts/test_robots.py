"""The exam that every robot sits, against servers that accept, refuse, throttle, hang and mislead."""

import logging
import traceback
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.contracts.chats import KEY, SECRET, Chat, chatting
from wangdian.adapters.http_out import HttpOut
from wangdian.adapters.robots.dingtalk import DingTalkRobot
from wangdian.adapters.robots.feishu import FeishuRobot
from wangdian.adapters.robots.wecom import WecomRobot
from wangdian.foundation import clock
from wangdian.ports.messages import Group, Robot
from wangdian.ports.outside import NotTaken, Post, SlowDown

ROBOTS = {"wecom": WecomRobot, "dingtalk": DingTalkRobot, "feishu": FeishuRobot}


@pytest.fixture(params=ROBOTS)
def chat(request: pytest.FixtureRequest) -> Iterator[Chat]:
    with chatting(request.param) as served:
        yield served


def way_out(*chats: Chat, silence_s: float = 5.0, total_s: float = 8.0) -> Post:
    return HttpOut([one.origin for one in chats], silence_s=silence_s, total_s=total_s)


def robot_of(chat: Chat, out: Post | None = None) -> Robot:
    return ROBOTS[chat.kind](out or way_out(chat))


def say(chat: Chat, text: str = "你好", out: Post | None = None, secret: str = SECRET) -> None:
    robot_of(chat, out).say(Group(chat.address, secret), text, clock.now())


def refusal(chat: Chat, out: Post | None = None, secret: str = SECRET) -> NotTaken:
    with pytest.raises(NotTaken) as caught:
        say(chat, out=out, secret=secret)
    return caught.value


def test_what_is_said_arrives_whole_and_signed(chat: Chat) -> None:
    text = "急件：东门网点 ATM 1\nhttps://bank.example/orders/W1/ 😀"
    say(chat, text)
    assert chat.said == [text]
    assert chat.heard[0].headers["content-type"].startswith("application/json")


def test_the_longest_text_is_taken(chat: Chat) -> None:
    say(chat, "长" * (robot_of(chat).longest // 3))
    assert len(chat.heard[0].body) < 20_000


def test_a_wrong_secret_or_key_is_told_by_a_word(chat: Chat) -> None:
    chat.mode = "wrong_secret" if chat.kind == "wecom" else "rules"
    assert refusal(chat, secret="SEC-wrong").code in {"unsafe", "no_robot"}
    assert len(chat.heard) == 1


def test_a_limit_asks_to_slow_down_for_at_least_a_minute(chat: Chat) -> None:
    chat.mode = "throttled"
    error = refusal(chat)
    assert isinstance(error, SlowDown)
    assert error.wait >= timedelta(minutes=1)


def test_a_busy_status_asks_to_slow_down_for_as_long_as_it_says(chat: Chat) -> None:
    chat.mode = "busy_status"
    error = refusal(chat)
    assert isinstance(error, SlowDown)
    assert error.wait == timedelta(seconds=7)


def test_our_pace_stays_below_twenty_a_minute_or_what_the_side_allows(chat: Chat) -> None:
    allowed = {"wecom": 20, "dingtalk": 20, "feishu": 100}[chat.kind]
    assert timedelta(minutes=1) / robot_of(chat).pace < allowed


@pytest.mark.parametrize("mode", ["hangs", "drips"])
def test_who_never_answers_is_left_at_the_deadline(chat: Chat, mode: str) -> None:
    chat.mode = mode
    assert refusal(chat, way_out(chat, silence_s=0.2, total_s=0.3)).code == "timeout"


def test_nobody_leads_us_elsewhere(chat: Chat) -> None:
    chat.mode = "led_elsewhere"
    assert refusal(chat).code == "http_302"
    assert len(chat.heard) == 1


@pytest.mark.parametrize(("mode", "code"), [("broken", "http_500"), ("endless", "unreadable")])
def test_an_answer_that_is_none_is_not_taken(chat: Chat, mode: str, code: str) -> None:
    chat.mode = mode
    assert refusal(chat).code == code


def test_nobody_is_there(chat: Chat) -> None:
    with chatting(chat.kind) as gone:
        origin = gone.origin
    gone.origin = origin
    assert refusal(gone, way_out(gone)).code == "unreachable"


def test_an_address_that_is_not_allowed_is_never_spoken_to(chat: Chat) -> None:
    out = HttpOut(["https://oapi.dingtalk.com"])
    assert refusal(chat, out).code == "not_allowed"
    assert chat.heard == []


@pytest.mark.parametrize("mode", [
    "wrong_secret", "throttled", "led_elsewhere", "broken", "hangs", "drips", "garbled",
])
def test_no_error_and_no_log_holds_the_key_or_the_secret(
    chat: Chat, mode: str, caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor a line for debugging: the library below would tell the whole address of a side that it cannot read."""
    chat.mode = mode
    caplog.set_level(logging.DEBUG)
    error = refusal(chat, way_out(chat, silence_s=0.2, total_s=0.3))
    words = "".join(traceback.format_exception(error)) + repr(error) + repr(Group(chat.address, SECRET)) + caplog.text
    assert KEY not in words
    assert SECRET not in words


def test_a_name_that_looks_like_a_tag_calls_nobody_by() -> None:
    with chatting("feishu") as chat:
        say(chat, '<at user_id="all">everyone</at>')
        assert "<" not in chat.said[0]
