"""Sets the hours in which one's own mail waits, or ends them."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.channel_fields import check_quiet
from wangdian.apps.people.models import Person
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuietHours(Verb):
    """Both ends in the bank's time, or neither for none; what is critical rings all the same."""

    name = "people.set_quiet_hours"
    right = Right.USE_OWN

    who: Actor
    quiet_from: time | None = None
    quiet_until: time | None = None

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        problems = check_quiet(self.quiet_from, self.quiet_until)
        if problems:
            raise Invalid(problems)
        Person.objects.filter(pk=self.who.id).update(quiet_from=self.quiet_from, quiet_until=self.quiet_until)
        detail = {"set": self.quiet_from is not None}
        record(self.who, self.name, "person", self.who.id, place_of(self.who.id), detail)
