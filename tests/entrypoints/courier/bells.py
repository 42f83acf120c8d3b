"""Facts that ring in the proof of the courier: each tells one person once, and leaves one line in the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import transaction

from wangdian.apps.journal.actions.announce import announce, connect
from wangdian.apps.journal.actions.deliver import deliver_due
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.models import Person
from wangdian.config.wiring import LISTENERS
from wangdian.domain.facts import Fact
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True)
class BellRang(Fact):
    """Bell number `bell` rang."""

    topic: ClassVar[str] = "tests.BellRang"
    bell: int


def hear(body: Mapping[str, Any], row_id: int) -> None:
    """Writes more than one row, so that a death between them would show."""
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    record(SYSTEM, "tests.hear", "bell", body["bell"])
    tell([people[body["bell"] % len(people)]], key=f"bell:{body['bell']}", kind="people.welcome", link="/account/")


def wire() -> None:
    connect({**LISTENERS, BellRang: {"tests.hear": hear}})


@transaction.atomic
def found(people: int) -> None:
    """Opens accounts with a mail address."""
    for number in range(people):
        Person.objects.create(
            login=f"p{number}", name="Test", email=f"p{number}@example.test", password="!", made_at=clock.now(),
        )


def ring(first: int, last: int) -> None:
    """Announces a fact a bell, each in a transaction of its own."""
    for bell in range(first, last):
        with transaction.atomic():
            announce(BellRang(bell=bell))


def settle() -> None:
    """Delivers until nothing is due."""
    while deliver_due():
        pass
