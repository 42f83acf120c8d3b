"""What is wrong, as the page of an order and the API say it: the reason, the figures, and who said what."""

from collections.abc import Iterator
from dataclasses import dataclass

from wangdian.apps.findings.wording import REPORTED
from wangdian.apps.standards.catalogue import BY_REPORT
from wangdian.apps.work.cards import OrderCard, ToldCard
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.finding_words import SOURCES, figures, measured, reason_words


@dataclass(frozen=True, slots=True)
class Told:
    """One time that somebody saw or reported it, with the word for how."""

    card: ToldCard
    source: Text


def why_of(card: OrderCard) -> str:
    """The reason in words; "" for a reported fault, whose reason are the reporter's own words."""
    finding = card.finding
    return "" if finding.reason == REPORTED else reason_words(finding.reason, finding.said)


def asked_of(card: OrderCard) -> str:
    """How it must be; "" for a reported fault, whose requirement says only how to report one."""
    return "" if card.finding.requirement in BY_REPORT else card.instruction


def figures_of(card: OrderCard) -> list[str]:
    """What was measured or was due, each with its limit."""
    judged = list(figures(card.rule, card.detail))
    return judged or [line for one in card.told[:1] for line in measured(card.rule, one.values)]


def said_by(card: OrderCard) -> list[Told]:
    """The last look, and earlier ones that come with a word."""
    return list(_said_by(card))


def _said_by(card: OrderCard) -> Iterator[Told]:
    for place, one in enumerate(card.told):
        if place == 0 or one.note:
            yield Told(one, SOURCES[one.source])
