"""Sets the opening hours of an outlet from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.outlets.hours import read_hours
from wangdian.apps.outlets.models import HoursEdition, Outlet
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHours(Verb):
    """A new edition of the hours from `effective_from` on, in place of one from the same day; returns if it differs.

    `hours` is {"personal.working": "09:00-12:00,13:30-17:00", …}; what is not named is closed.
    """

    name = "outlets.set_hours"
    right = Right.EDIT_HOURS

    who: Actor
    outlet_code: str
    effective_from: date
    hours: Mapping[str, str]

    @transaction.atomic
    def do(self) -> bool:
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        wanted = read_hours(self.effective_from, self.hours).as_text()
        there = HoursEdition.objects.filter(outlet=outlet, effective_from=self.effective_from).first()
        if there is not None and there.hours == wanted:
            return False
        self._check_past(outlet)
        edition, _made = HoursEdition.objects.update_or_create(
            outlet=outlet, effective_from=self.effective_from, defaults={"hours": wanted},
        )
        announce(HoursChanged(outlet_id=outlet.pk))
        detail = {"effective_from": self.effective_from.isoformat(), "hours": wanted}
        record(self.who, self.name, "hours", edition.pk, outlet.unit.path, detail)
        return True

    def _check_past(self, outlet: Outlet) -> None:
        """Hours that were in force are what clocks and boards were judged by: they stay as they were."""
        past = self.effective_from < clock.today()
        if past and HoursEdition.objects.filter(outlet=outlet, effective_from__lt=clock.today()).exists():
            why = _("Hours that were in force stay as they were: choose today or a later day.")
            raise invalid("effective_from", why)
