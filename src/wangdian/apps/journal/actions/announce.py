"""Puts a fact into the outbox, one row for each who listens."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from wangdian.apps.journal.models import OutboxRow
from wangdian.domain.facts import Fact
from wangdian.foundation import clock

Listener = Callable[[Mapping[str, Any], int], None]
"""Takes the fact's body and the outbox row's id (stable, for de-duplication); safe to run twice."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Marks a listener that speaks to the world (mail): the courier runs it outside any transaction, at least once."""

    listener: Listener

    def __call__(self, body: Mapping[str, Any], row_id: int) -> None:
        self.listener(body, row_id)


@dataclass(frozen=True, slots=True)
class Both:
    """Two listeners that stand or fall together, so that a fact needs one row for both."""

    first: Listener
    second: Listener

    def __call__(self, body: Mapping[str, Any], row_id: int) -> None:
        self.first(body, row_id)
        self.second(body, row_id)


_listeners: dict[str, dict[str, Listener]] = {}


def connect(table: Mapping[type[Fact], Mapping[str, Listener]]) -> None:
    """Called once by `config.wiring` with the one readable list of who listens."""
    _listeners.clear()
    _listeners.update({fact.topic: dict(ears) for fact, ears in table.items()})


def listener(topic: str, name: str) -> Listener:
    """The listener that an outbox row names; raises KeyError for one that no longer exists."""
    return _listeners[topic][name]


def announce(fact: Fact, due_at: datetime | None = None) -> None:
    """Must run inside the verb's transaction; the courier tells the listeners afterwards."""
    announce_all([fact], due_at)


def announce_all(facts: Iterable[Fact], due_at: datetime | None = None) -> None:
    """Many facts in their order with one insert."""
    now = clock.now()
    OutboxRow.objects.bulk_create([
        OutboxRow(topic=fact.topic, listener=name, body=asdict(fact), at=now, due_at=due_at or now)
        for fact in facts
        for name in _listeners.get(fact.topic, {})
    ])
