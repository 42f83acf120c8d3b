"""Takes a turn off the duty roster of a unit."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.apps.people.models import Duty
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOffDuty(Verb):
    """Removes one turn."""

    name = "people.take_off_duty"
    right = Right.EDIT_DUTY

    who: Actor
    duty_id: int

    @transaction.atomic
    def do(self) -> None:
        turn = Duty.objects.select_related("unit").filter(pk=self.duty_id).first()
        if turn is None:
            raise NotFound
        guard(self.who, self.right, turn.unit.path)
        turn.delete()
        record(self.who, self.name, "duty", self.duty_id, turn.unit.path, {"person": turn.person_id})
