"""The one place where plugs meet sockets, and the one readable list of who listens to which fact."""

from collections.abc import Mapping

from wangdian.apps.journal.actions.announce import Listener, connect
from wangdian.domain.facts import Fact

LISTENERS: Mapping[type[Fact], Mapping[str, Listener]] = {}


def wire() -> None:
    """Called once when the journal app is ready."""
    connect(LISTENERS)
