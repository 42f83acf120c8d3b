"""Makes a zone of an outlet."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.models import Outlet, Zone
from wangdian.apps.outlets.subjects import new_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem


def check_zone(outlet: Outlet, kind: str, name: str, but: int | None = None) -> None:
    """Raises Invalid for an unknown kind or a name that another zone of the outlet has."""
    problems = []
    if kind not in Zone.Kind.values:
        problems.append(Problem("kind", _("This kind of zone is not known.")))
    same = Zone.objects.filter(outlet=outlet, name=name, retired_on=None)
    if (same if but is None else same.exclude(pk=but)).exists():
        problems.append(Problem("name", _("There is a zone of that name already.")))
    if problems:
        raise Invalid(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeZone(Verb):
    """Makes a zone in the outlet `outlet_code`; returns its id."""

    name = "outlets.make_zone"
    right = Right.EDIT_OUTLETS

    who: Actor
    outlet_code: str
    kind: str
    zone_name: str

    @transaction.atomic
    def do(self) -> int:
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        check_zone(outlet, self.kind, self.zone_name)
        subject = new_subject(f"zone:{self.kind}", outlet.unit, self.zone_name)
        zone = Zone.objects.create(subject=subject, outlet=outlet, kind=self.kind, name=self.zone_name)
        record(self.who, self.name, "zone", zone.pk, outlet.unit.path, {"kind": zone.kind})
        return zone.pk
