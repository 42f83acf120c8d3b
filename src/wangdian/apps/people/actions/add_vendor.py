"""Adds a company whose people mend things."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.fields import CODE
from wangdian.apps.people.models import Vendor
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class AddVendor(Verb):
    """Adds a vendor; returns its id. Vendors have no place in the organisation."""

    name = "people.add_vendor"
    right = Right.EDIT_PEOPLE

    who: Actor
    code: str
    title: str

    @transaction.atomic
    def do(self) -> int:
        guard_somewhere(self.who, self.right)
        problems = []
        if not CODE.fullmatch(self.code):
            problems.append(Problem("code", str(_("Use 1 to 20 letters, digits, dots, dashes or underscores."))))
        elif Vendor.objects.filter(code=self.code).exists():
            problems.append(Problem("code", str(_("The code %(code)s is taken.") % {"code": self.code})))
        if not self.title.strip() or len(self.title) > 120:
            problems.append(Problem("title", str(_("Give a name of at most 120 characters."))))
        if problems:
            raise Invalid(problems)
        vendor = Vendor.objects.create(code=self.code, name=self.title)
        record(self.who, self.name, "vendor", vendor.pk, detail={"code": self.code})
        return vendor.pk
