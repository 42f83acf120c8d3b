"""Speaks in a WeCom group by its robot.

After the vendor's guide to group robots (developer.work.weixin.qq.com/document/path/91770): the address holds the key,
`errcode` 0 is taken, a text has at most 2048 bytes, and a robot may say 20 messages a minute. 45009 is the vendor's
global code for too many calls, 93000 an address that is not (or no longer) a robot's.
"""

from datetime import datetime, timedelta

from wangdian.adapters.robots.asking import asked, code_in
from wangdian.ports.messages import Group
from wangdian.ports.outside import NotTaken, Post, SlowDown

WAIT = timedelta(minutes=1)
TOO_FAST, NO_ROBOT = 45009, 93000


class WecomRobot:
    """Text and not Markdown: what a thing is called could otherwise become a link or a mention."""

    longest = 2048
    pace = timedelta(seconds=5)

    def __init__(self, out: Post) -> None:
        self._out = out

    def say(self, group: Group, text: str, at: datetime) -> None:
        answer = asked(self._out, group.address, {"msgtype": "text", "text": {"content": text}}, WAIT)
        code = code_in(answer, "errcode")
        if code == TOO_FAST:
            raise SlowDown(WAIT)
        if code == NO_ROBOT:
            raise NotTaken("no_robot")
        if code:
            raise NotTaken(f"code_{code}")
