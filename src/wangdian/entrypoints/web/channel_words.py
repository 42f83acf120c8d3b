"""The words for channels: their kinds, what they are told of, their states and the answers of the other side."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangdian.apps.people.answers import GIVEN_UP, TAKEN
from wangdian.apps.people.topics import topic_of
from wangdian.entrypoints.lists.listing import Text

KINDS: dict[str, Text] = {
    "wecom": gettext_lazy("WeCom robot"), "dingtalk": gettext_lazy("DingTalk robot"),
    "feishu": gettext_lazy("Feishu robot"), "webhook": gettext_lazy("Webhook"),
}
ROBOTS = {kind: word for kind, word in KINDS.items() if kind != "webhook"}
NEWS: dict[str, Text] = {
    "pressing": gettext_lazy("Urgent orders to be assigned"), "late": gettext_lazy("Orders late or nearly late"),
    "orders": gettext_lazy("Orders assigned, mended, sent back"), "faults": gettext_lazy("Reported faults"),
    "waivers": gettext_lazy("Waivers"),
}
FACTS: dict[str, Text] = {
    "finding.opened": gettext_lazy("Finding opened"), "finding.closed": gettext_lazy("Finding closed"),
    "finding.reopened": gettext_lazy("Finding opened again"), "order.changed": gettext_lazy("Order changed"),
    "walk.ended": gettext_lazy("Walk ended"),
}
SENT: dict[str, Text] = {"try": gettext_lazy("Try"), **FACTS}
STATES: dict[str, Text] = {
    "active": gettext_lazy("Works"), "failing": gettext_lazy("The last message was not taken"),
    "paused": gettext_lazy("Paused after days of failure"), "stopped": gettext_lazy("Stopped"),
}
ANSWERS: dict[str, Text] = {
    "": gettext_lazy("Nothing sent yet"),
    "ok": gettext_lazy("Sent and taken"),
    "timeout": gettext_lazy("No answer in time"),
    "unreachable": gettext_lazy("Cannot be reached"),
    "tls": gettext_lazy("Its certificate does not hold"),
    "not_allowed": gettext_lazy("The operator does not allow this site"),
    "throttled": gettext_lazy("Too many messages: it asks us to wait"),
    "unsafe": gettext_lazy("It refused the signature, the words or our address"),
    "no_robot": gettext_lazy("There is no such robot any more"),
    "unreadable": gettext_lazy("Its answer cannot be read"),
    "given_up": gettext_lazy("Given up"),
    "InvalidToken": gettext_lazy("Sealed under another key: enter address and secret again"),
}
STATUS, CODE = re.compile(r"http_(\d{3})"), re.compile(r"code_(-?\d+)")


def answer_in_words(answer: str) -> str:
    """What the other side said, in the reader's language; the class of a fault of ours as it is."""
    if status := STATUS.fullmatch(answer):
        return _("It answered with status %(status)s") % {"status": status[1]}
    if code := CODE.fullmatch(answer):
        return _("It answered with code %(code)s") % {"code": code[1]}
    return str(ANSWERS.get(answer, answer))


def outcome_in_words(ended: bool, answer: str) -> str:
    """What came of one message: taken, still tried, or given up and why."""
    if ended and answer not in {TAKEN, GIVEN_UP}:
        return _("Given up: %(why)s") % {"why": answer_in_words(answer)}
    return answer_in_words(answer)


def sent_in_words(kind: str) -> str:
    """What a message was about: a fact, a try, or the topic of a piece of news."""
    return str(SENT.get(kind) or NEWS.get(topic_of(kind), kind))
