"""What the tests of people share: a switchboard that may speak to the servers of a test alone."""

from collections.abc import Iterator

import pytest

from tests.apps.people.town import Town
from wangdian.adapters.http_out import HttpOut
from wangdian.adapters.mail_smtp import SmtpMail
from wangdian.adapters.robots.dingtalk import DingTalkRobot
from wangdian.adapters.robots.feishu import FeishuRobot
from wangdian.adapters.robots.wecom import WecomRobot
from wangdian.apps.people import switchboard


@pytest.fixture
def town() -> Iterator[Town]:
    before, town = switchboard.switchboard(), Town()
    out = HttpOut(town.origins, silence_s=30, total_s=30)
    switchboard.furnish(switchboard.Switchboard(
        mail=SmtpMail(), out=out, origins=town.origins, address="https://bank.example",
        robots={"wecom": WecomRobot(out), "dingtalk": DingTalkRobot(out), "feishu": FeishuRobot(out)},
    ))
    with town.stack:
        yield town
    switchboard.furnish(before)
