"""Speaks in a DingTalk group by its custom robot.

After the vendor's guide to custom robots (open.dingtalk.com): with signing, `timestamp` (milliseconds, at most an hour
old) and `sign` join the address, where sign is the Base64 of HMAC-SHA256 with the secret over timestamp, a line feed
and the secret. `errcode` 0 is taken, 310000 a signature, word or address that does not fit. A robot may say 20 messages
a minute, or it is silenced for ten (130101, in older answers 410100). A body has at most 20,000 bytes.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from urllib.parse import urlencode

from wangdian.adapters.robots.asking import asked, code_in
from wangdian.ports.messages import Group
from wangdian.ports.outside import NotTaken, Post, SlowDown

WAIT = timedelta(minutes=10)
TOO_FAST = {130101, 410100}
UNSAFE, NO_ROBOT = 310000, 300001


class DingTalkRobot:
    """Signs when there is a secret; without one the group's robot must allow our words or our address."""

    longest = 12000
    pace = timedelta(seconds=5)

    def __init__(self, out: Post) -> None:
        self._out = out

    def say(self, group: Group, text: str, at: datetime) -> None:
        address = signed(group.address, group.secret, at) if group.secret else group.address
        answer = asked(self._out, address, {"msgtype": "text", "text": {"content": text}}, WAIT)
        code = code_in(answer, "errcode")
        if code in TOO_FAST:
            raise SlowDown(WAIT)
        if code == UNSAFE:
            raise NotTaken("unsafe")
        if code == NO_ROBOT:
            raise NotTaken("no_robot")
        if code:
            raise NotTaken(f"code_{code}")


def signed(address: str, secret: str, at: datetime) -> str:
    """The address with the moment and its signature."""
    stamp = str(int(at.timestamp() * 1000))
    seal = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    more = urlencode({"timestamp": stamp, "sign": base64.b64encode(seal).decode()})
    return f"{address}{'&' if '?' in address else '?'}{more}"
