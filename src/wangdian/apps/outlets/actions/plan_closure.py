"""Plans a temporary closure of an outlet or of some of its services."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.outlets.models import Closure, Outlet
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.calendar import Service
from wangdian.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClosure(Verb):
    """Closes `services` (none named: all) between two aware moments; returns the closure's id.

    The end must lie ahead; two closures of one service may not overlap.
    """

    name = "outlets.plan_closure"
    right = Right.EDIT_HOURS

    who: Actor
    outlet_code: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    reason_en: str = ""
    services: tuple[str, ...] = ()

    @transaction.atomic
    def do(self) -> int:
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        self._check(outlet)
        closure = Closure.objects.create(
            outlet=outlet, starts_at=self.starts_at, ends_at=self.ends_at, services=sorted(self.services),
            reason=self.reason, reason_en=self.reason_en,
        )
        announce(HoursChanged(outlet_id=outlet.pk))
        detail = {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}
        record(self.who, self.name, "closure", closure.pk, outlet.unit.path, detail)
        return closure.pk

    def _check(self, outlet: Outlet) -> None:
        problems = []
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise Invalid([Problem("starts_at", _("The moment needs a time zone."))])
        if self.ends_at <= self.starts_at:
            problems.append(Problem("ends_at", _("The end must be after the start.")))
        elif self.ends_at <= clock.now():
            problems.append(Problem("ends_at", _("This closure would be over already.")))
        if set(self.services) - {service.value for service in Service}:
            problems.append(Problem("services", _("This service is not known.")))
        if not self.reason.strip():
            problems.append(Problem("reason", _("Say why.")))
        elif not problems and self._overlaps(outlet):
            problems.append(Problem("starts_at", _("Another closure falls into this time; cancel that one first.")))
        if problems:
            raise Invalid(problems)

    def _overlaps(self, outlet: Outlet) -> bool:
        others = Closure.objects.filter(
            outlet=outlet, cancelled_at=None, starts_at__lt=self.ends_at, ends_at__gt=self.starts_at,
        )
        mine = set(self.services)
        return any(not mine or not other.services or mine & set(other.services) for other in others)
