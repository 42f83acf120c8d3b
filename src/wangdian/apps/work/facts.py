"""What work announces."""

from dataclasses import dataclass

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class OrderChanged(Fact):
    """An order took a turn: `became` is the turn's code, `version` the order's own count of changes."""

    topic = "work.order_changed"
    order_id: int
    became: str
    version: int
