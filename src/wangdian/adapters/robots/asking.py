"""What the three robots share: a JSON question over HTTP, and a JSON answer that holds a code."""

import json
from collections.abc import Mapping
from datetime import timedelta

from wangdian.ports.outside import NotTaken, Post, Reply, SlowDown

HEADERS = {"Content-Type": "application/json; charset=utf-8"}
TOO_MANY = 429


def asked(out: Post, address: str, question: Mapping[str, object], wait: timedelta) -> Mapping[str, object]:
    """The JSON object that came back, whatever code it holds.

    A status of 429 asks to slow down, by Retry-After or for `wait`. Feishu answers some refusals with 400 and a code,
    so that a body is read before the status counts.
    """
    reply = out.post(address, json.dumps(question, ensure_ascii=False).encode(), HEADERS)
    if reply.status == TOO_MANY:
        raise SlowDown(max(reply.wait or wait, timedelta(seconds=1)))
    answer = _object(reply)
    if answer is None:
        raise NotTaken(f"http_{reply.status}" if reply.status != 200 else "unreadable")
    return answer


def code_in(answer: Mapping[str, object], name: str) -> int:
    """The number under `name`; refuses an answer without one, which no robot gives."""
    code = answer.get(name)
    if not isinstance(code, int) or isinstance(code, bool):
        raise NotTaken("unreadable")
    return code


def _object(reply: Reply) -> Mapping[str, object] | None:
    try:
        found = json.loads(reply.body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
