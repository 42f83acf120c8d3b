"""Closes an outlet for good: nothing in it is looked at any more."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.outlets.subjects import wake_or_rest
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOutlet(Verb):
    """Closes the outlet `code` as of a day that is not ahead; a time away is a temporary closure instead."""

    name = "outlets.close_outlet"
    right = Right.EDIT_OUTLETS

    who: Actor
    code: str
    closed_on: date

    @transaction.atomic
    def do(self) -> None:
        outlet = outlet_for(self.who, self.code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        if not outlet.opened_on <= self.closed_on <= clock.today():
            raise invalid("closed_on", _("Choose a day since it opened, and not ahead."))
        outlet.closed_on = self.closed_on
        outlet.save(update_fields=["closed_on"])
        wake_or_rest(outlet.unit, open_again=False)
        announce(HoursChanged(outlet_id=outlet.pk))
        record(self.who, self.name, "outlet", outlet.pk, outlet.unit.path, {"closed_on": self.closed_on.isoformat()})
