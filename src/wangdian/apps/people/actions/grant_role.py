"""Gives a person a role over a subtree of the organisation."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import ROOT, guard, keep_an_administrator, person_to_edit, unit_for
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.models import RoleGrant
from wangdian.domain.rights import Actor, Right, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotAllowed, Problem


def check_fits(role: str, of_vendor: bool) -> list[Problem]:
    """Vendors' people hold the role of a vendor and no other; nobody else holds it."""
    if role not in set(Role):
        return [Problem("role", str(_("This role is not known.")))]
    if of_vendor and role != Role.VENDOR:
        return [Problem("role", str(_("A vendor's person can only have the role of a vendor.")))]
    if role == Role.VENDOR and not of_vendor:
        return [Problem("role", str(_("Only a vendor's person can have the role of a vendor.")))]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole(Verb):
    """Grants a role over the unit's subtree, up to and with the day `until`; returns the grant's id.

    Granting again changes the day. Nobody grants anything to oneself, or beyond the subtree that one administers.
    """

    name = "people.grant_role"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int
    role: str
    unit_code: str
    until: date | None = None

    @transaction.atomic
    def do(self) -> int:
        person = person_to_edit(self.who, self.person_id)
        unit = unit_for(self.who, self.unit_code)
        guard(self.who, self.right, unit.path)
        if person.pk == self.who.id:
            raise NotAllowed
        problems = check_fits(self.role, person.vendor_id is not None)
        if self.until is not None and self.until < clock.today():
            problems.append(Problem("until", str(_("This day has passed."))))
        if problems:
            raise Invalid(problems)
        grant, _made = RoleGrant.objects.update_or_create(
            person=person, role=self.role, unit=unit, defaults={"until": self.until},
        )
        if self.role == Role.ADMINISTRATOR and unit.path == ROOT and self.until is not None:
            keep_an_administrator()
        detail = {"role": self.role, "unit": unit.code, "until": self.until and self.until.isoformat()}
        entry = record(self.who, self.name, "person", person.pk, unit.path, detail)
        tell([person.pk], key=f"grants:{entry.seq}", kind="people.grants_changed", link="/account/")
        return grant.pk
