"""Takes back an edition of the hours that is not in force yet."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.outlets.models import HoursEdition
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHours(Verb):
    """Removes the edition of the outlet that takes effect on a day ahead."""

    name = "outlets.remove_hours"
    right = Right.EDIT_HOURS

    who: Actor
    outlet_code: str
    effective_from: date

    @transaction.atomic
    def do(self) -> None:
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        edition = HoursEdition.objects.filter(outlet=outlet, effective_from=self.effective_from).first()
        if edition is None:
            raise NotFound
        if edition.effective_from <= clock.today():
            raise Clash("Hours that are or were in force stay as they were; set new ones instead.")
        record(
            self.who, self.name, "hours", edition.pk, outlet.unit.path,
            {"effective_from": self.effective_from.isoformat()},
        )
        edition.delete()
        announce(HoursChanged(outlet_id=outlet.pk))
