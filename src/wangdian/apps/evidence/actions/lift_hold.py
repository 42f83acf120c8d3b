"""Lifts a hold: from then on the rules count for its photos again."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.access import hold_for
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold(Verb):
    """Raises Clash for one that was lifted before."""

    name = "evidence.lift_hold"
    right = Right.KEEP_PHOTOS

    who: Actor
    hold_id: int

    @transaction.atomic
    def do(self) -> None:
        row = hold_for(self.who, self.hold_id)
        guard(self.who, self.right, row.unit.path)
        if row.lifted_at is not None:
            raise Clash("This hold was lifted already.")
        row.lifted_by_id, row.lifted_at = self.who.id, clock.now()
        row.save(update_fields=["lifted_by", "lifted_at"])
        record(self.who, self.name, "photo_hold", row.pk, row.unit.path, {})
