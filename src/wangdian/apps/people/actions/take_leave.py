"""Says when one is on leave, and who reads one's news of work meanwhile."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.absence import deputies_of
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import Deputy, Person
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, Problem

LONGEST = timedelta(days=366)
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLeave(Verb):
    """From the first day to the last, both counted in; without a deputy what is told to one alone goes further up.

    Who stands in must hold a role at one of one's own places, or above it: a stranger's login answers like an absent
    one, and could open none of the news. A vendor's people stand in for each other alone. Returns the leave's id.
    """

    name = "people.take_leave"
    right = Right.USE_OWN

    who: Actor
    first_day: date
    last_day: date
    deputy: str = ""

    @transaction.atomic
    def do(self) -> int:
        guard_somewhere(self.who, self.right)
        problems = self._problems_of_days()
        deputy = self._deputy() if self.deputy else None
        if self.deputy and deputy is None:
            problems.append(Problem("deputy", str(_("No colleague of yours has this login name."))))
        if problems:
            raise Invalid(problems)
        mine = Deputy.objects.filter(person_id=self.who.id, last_day__gte=clock.today())
        if mine.filter(first_day__lte=self.last_day, last_day__gte=self.first_day).exists():
            raise Clash("You have said already that you are on leave then.")
        if mine.count() >= MOST:
            raise Clash("You have %(most)d leaves ahead already.", {"most": MOST})
        leave = Deputy.objects.create(
            person_id=self.who.id, deputy=deputy, first_day=self.first_day, last_day=self.last_day,
        )
        detail = {"deputy": deputy.pk if deputy else None, "days": (self.last_day - self.first_day).days + 1}
        record(self.who, self.name, "leave", leave.pk, place_of(self.who.id), detail)
        return leave.pk

    def _problems_of_days(self) -> list[Problem]:
        if self.last_day < max(self.first_day, clock.today()):
            return [Problem("last_day", str(_("The last day is past, or before the first.")))]
        if self.last_day - clock.today() > LONGEST:
            return [Problem("last_day", str(_("Choose a day within a year from now.")))]
        return []

    def _deputy(self) -> Person | None:
        places = [grant.path for grant in self.who.grants]
        return deputies_of(self.who, places).filter(login=self.deputy.strip().lower()).first()
