"""Cancels a closure that is ahead or running."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import closure_for
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelClosure(Verb):
    """Cancels a closure ahead; one that runs ends now instead, since the time already shut stays true."""

    name = "outlets.cancel_closure"
    right = Right.EDIT_HOURS

    who: Actor
    closure_id: int

    @transaction.atomic
    def do(self) -> None:
        closure = closure_for(self.who, self.closure_id)
        path, now = closure.outlet.unit.path, clock.now()
        guard(self.who, self.right, path)
        if closure.cancelled_at is not None or closure.ends_at <= now:
            raise Clash("This closure is over or cancelled already.")
        if closure.starts_at < now:
            closure.ends_at = now
        else:
            closure.cancelled_at = now
        closure.save(update_fields=["ends_at", "cancelled_at"])
        announce(HoursChanged(outlet_id=closure.outlet_id))
        record(self.who, self.name, "closure", closure.pk, path)
