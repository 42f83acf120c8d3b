"""What is checked of a channel: its address, what it is told of, its secret and its quiet hours."""

from collections.abc import Collection
from datetime import time

from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.models import Channel
from wangdian.apps.people.switchboard import switchboard
from wangdian.apps.people.topics import FACT_TOPICS, NEWS_TOPICS
from wangdian.domain.ways_out import may_go_out
from wangdian.foundation.errors import Problem

SHORTEST_SECRET, LONGEST_SECRET = 16, 200


def check_title(title: str) -> list[Problem]:
    if title.strip() and len(title) <= 60:
        return []
    return [Problem("title", str(_("Give it a name of at most 60 characters.")))]


def check_kind(kind: str) -> list[Problem]:
    return [] if kind in Channel.Kind.values else [Problem("kind", str(_("Choose a kind of channel.")))]


def check_address(address: str) -> list[Problem]:
    """The same judge sits at the way out, which asks again at every message."""
    if may_go_out(address, switchboard().origins):
        return []
    why = _("This address is not at a site that the operator allows. Allowed are: %(sites)s")
    return [Problem("address", str(why % {"sites": ", ".join(sorted(switchboard().origins))}))]


def check_secret(kind: str, secret: str) -> list[Problem]:
    """A webhook is worth nothing unsigned; a robot may be guarded in other ways."""
    if kind == Channel.Kind.WEBHOOK and len(secret) < SHORTEST_SECRET:
        words = _("A webhook needs a secret of at least %(least)d characters.") % {"least": SHORTEST_SECRET}
        return [Problem("secret", str(words))]
    if len(secret) > LONGEST_SECRET:
        return [Problem("secret", str(_("This is longer than any secret.")))]
    return []


def check_topics(kind: str, topics: Collection[str]) -> list[Problem]:
    known = FACT_TOPICS if kind == Channel.Kind.WEBHOOK else tuple(NEWS_TOPICS)
    if topics and set(topics) <= set(known):
        return []
    return [Problem("topics", str(_("Choose at least one of what it can be told.")))]


def check_quiet(start: time | None, end: time | None, digest: time | None = None) -> list[Problem]:
    """Both or none, and not the whole day; or the hour of a digest alone."""
    if digest is not None and (start is not None or end is not None):
        return [Problem("digest_at", str(_("Choose quiet hours or a daily digest, not both.")))]
    if (start is None) != (end is None):
        return [Problem("quiet_until", str(_("Give both ends of the quiet hours, or none.")))]
    if start is not None and start == end:
        return [Problem("quiet_until", str(_("Quiet hours cannot last the whole day.")))]
    return []
