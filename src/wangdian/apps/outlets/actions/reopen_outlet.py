"""Opens an outlet again that was closed."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.outlets.subjects import wake_or_rest
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenOutlet(Verb):
    """Opens the closed outlet `code` again, with all in it that was not retired."""

    name = "outlets.reopen_outlet"
    right = Right.EDIT_OUTLETS

    who: Actor
    code: str

    @transaction.atomic
    def do(self) -> None:
        outlet = outlet_for(self.who, self.code)
        guard(self.who, self.right, outlet.unit.path)
        if outlet.closed_on is None:
            raise Clash("This outlet is open already.")
        outlet.closed_on = None
        outlet.save(update_fields=["closed_on"])
        wake_or_rest(outlet.unit, open_again=True)
        announce(HoursChanged(outlet_id=outlet.pk))
        record(self.who, self.name, "outlet", outlet.pk, outlet.unit.path)
