"""Takes back a leave, or ends it early."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import Deputy
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLeave(Verb):
    """One's own news is one's own again at once."""

    name = "people.end_leave"
    right = Right.USE_OWN

    who: Actor
    leave_id: int

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        gone, _rows = Deputy.objects.filter(pk=self.leave_id, person_id=self.who.id).delete()
        if not gone:
            raise NotFound
        record(self.who, self.name, "leave", self.leave_id, place_of(self.who.id))
