"""Puts somebody on the duty roster of a unit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.models import Duty, Person
from wangdian.apps.people.queries import people_with
from wangdian.domain.rights import Actor, Right, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Problem

LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnDuty(Verb):
    """From `starts_at` until `ends_at`; the person must hold a role there. The same turn again changes nothing.

    Of those whom an escalation names by their role, it goes to who is on duty. Returns the turn's id.
    """

    name = "people.put_on_duty"
    right = Right.EDIT_DUTY

    who: Actor
    unit_code: str
    login: str
    starts_at: datetime
    ends_at: datetime

    @transaction.atomic
    def do(self) -> int:
        unit = unit_for(self.who, self.unit_code)
        guard(self.who, self.right, unit.path)
        problems = []
        person = Person.objects.filter(login=self.login.strip().lower(), is_active=True).first()
        if person is None or person.pk not in people_with(tuple(Role), unit.path):
            problems.append(Problem("login", str(_("Nobody with this login name has a role there."))))
        if not timedelta() < self.ends_at - self.starts_at <= LONGEST or self.ends_at <= clock.now():
            why = _("A turn ends after its begin, within a month, and is not over.")
            problems.append(Problem("ends_at", str(why)))
        if problems or person is None:
            raise Invalid(problems)
        turn, new = Duty.objects.get_or_create(
            unit=unit, person=person, starts_at=self.starts_at, ends_at=self.ends_at,
        )
        if new:
            record(self.who, self.name, "duty", turn.pk, unit.path, {"person": person.pk})
        return turn.pk
