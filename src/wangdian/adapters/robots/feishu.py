"""Speaks in a Feishu group by its custom bot.

After the vendor's guide to custom bots (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot): with signing,
`timestamp` (seconds, at most an hour old) and `sign` join the body, where sign is the Base64 of HMAC-SHA256 over
nothing, keyed by timestamp, a line feed and the secret. `code` 0 is taken; 19021 is a signature that does not fit,
19022 our address, 19024 a missing word, 19001 an address that is no bot's. A bot may say 100 messages a minute and 5 a
second (11232; 9499 with "too many request"). A body has at most 20 KB.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from wangdian.adapters.robots.asking import asked, code_in
from wangdian.ports.messages import Group
from wangdian.ports.outside import NotTaken, Post, SlowDown

WAIT = timedelta(minutes=1)
TOO_FAST, TOO_FAST_OR_BAD = 11232, 9499
UNSAFE = {19021, 19022, 19024}
NO_ROBOT = 19001


class FeishuRobot:
    """Its texts know one tag, `<at>`, which calls people by: what looks like a tag is written full-width."""

    longest = 12000
    pace = timedelta(seconds=2)

    def __init__(self, out: Post) -> None:
        self._out = out

    def say(self, group: Group, text: str, at: datetime) -> None:
        question: dict[str, object] = {"msg_type": "text", "content": {"text": text.replace("<", "＜")}}
        if group.secret:
            stamp = str(int(at.timestamp()))
            question |= {"timestamp": stamp, "sign": sign(stamp, group.secret)}
        answer = asked(self._out, group.address, question, WAIT)
        code = code_in(answer, "code")
        if code == TOO_FAST or (code == TOO_FAST_OR_BAD and "too many" in str(answer.get("msg")).lower()):
            raise SlowDown(WAIT)
        if code in UNSAFE:
            raise NotTaken("unsafe")
        if code == NO_ROBOT:
            raise NotTaken("no_robot")
        if code:
            raise NotTaken(f"code_{code}")


def sign(stamp: str, secret: str) -> str:
    """The signature for a moment in whole seconds."""
    return base64.b64encode(hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()).decode()
