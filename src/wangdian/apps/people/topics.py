"""What a channel may be told of: groups of news for robots, kinds of facts for webhooks."""

from collections.abc import Mapping

NEWS_TOPICS: dict[str, frozenset[str]] = {
    "pressing": frozenset({"work.pressing"}),
    "late": frozenset({"work.soon_late", "work.late"}),
    "orders": frozenset({"work.assigned", "work.mended", "work.returned"}),
    "faults": frozenset({"work.fault_reported"}),
    "waivers": frozenset({"work.waiver_asked", "work.waiver_granted", "work.waiver_refused"}),
}
"""The kinds of news that a robot says, by topic."""
FACT_TOPICS = ("finding.opened", "finding.closed", "finding.reopened", "order.changed", "walk.ended")
TRY = "try"
AT_ONCE = frozenset({
    "work.pressing", "work.soon_late", "work.late", "work.unheard", "people.password_set", "people.channel_paused",
    "people.channel_gone", TRY,
})
"""Kinds that neither quiet hours nor a digest hold back."""
PRESSES = "presses"
"""Stands among the params of news about what is critical, whatever its kind."""


def rings_at_once(kind: str, params: Mapping[str, object]) -> bool:
    return kind in AT_ONCE or bool(params.get(PRESSES))


def topic_of(kind: str) -> str:
    """The topic of a kind of news; "" for what is told to persons alone."""
    return next((topic for topic, kinds in NEWS_TOPICS.items() if kind in kinds), "")
