"""What a channel may be told of: groups of news for robots, kinds of facts for webhooks."""

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
    "work.pressing", "work.late", "people.password_set", "people.channel_paused", "people.channel_gone", TRY,
})
"""Kinds that quiet hours do not hold back."""


def topic_of(kind: str) -> str:
    """The topic of a kind of news; "" for what is told to persons alone."""
    return next((topic for topic, kinds in NEWS_TOPICS.items() if kind in kinds), "")
