"""Opens an account with its first role."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.actions.grant_role import check_fits
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.fields import check_login, check_person
from wangdian.apps.people.models import Person, RoleGrant, Vendor
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(Verb):
    """Opens an account with a role over a unit; returns the person's id.

    Nobody can log in with it until `people.set_password` has given it a password. A vendor's person needs the vendor
    and the role of a vendor.
    """

    name = "people.add_person"
    right = Right.EDIT_PEOPLE

    who: Actor
    login: str
    person_name: str
    role: str
    unit_code: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"
    vendor_code: str = ""

    @transaction.atomic
    def do(self) -> int:
        unit = unit_for(self.who, self.unit_code)
        guard(self.who, self.right, unit.path)
        vendor = Vendor.objects.filter(code=self.vendor_code, active=True).first() if self.vendor_code else None
        self._check(vendor)
        person = Person(
            login=self.login, name=self.person_name, phone=self.phone, email=self.email, language=self.language,
            vendor=vendor, must_change_password=True, made_at=clock.now(),
        )
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role=self.role, unit=unit)
        tell([person.pk], key=f"person:{person.pk}:welcome", kind="people.welcome", link="/account/")
        record(self.who, self.name, "person", person.pk, unit.path, {"role": self.role, "unit": unit.code})
        return person.pk

    def _check(self, vendor: Vendor | None) -> None:
        problems = check_login(self.login)
        problems += check_person(self.person_name, self.phone, self.email, self.language)
        if self.vendor_code and vendor is None:
            problems.append(Problem("vendor_code", str(_("There is no vendor with this code."))))
        else:
            problems += check_fits(self.role, vendor is not None)
        if problems:
            raise Invalid(problems)
