"""Renames a branch or sub-branch."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.fields import check_names
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUnit(Verb):
    """Renames a unit that is not an outlet's place (an outlet is renamed by its own verb)."""

    name = "people.change_unit"
    right = Right.EDIT_ORGANISATION

    who: Actor
    code: str
    name_zh: str
    name_en: str = ""

    @transaction.atomic
    def do(self) -> None:
        unit = unit_for(self.who, self.code)
        guard(self.who, self.right, unit.path)
        if unit.kind == Unit.Kind.OUTLET:
            raise invalid("code", str(_("An outlet is renamed on its own page.")))
        problems = check_names(self.name_zh, self.name_en)
        if problems:
            raise Invalid(problems)
        Unit.objects.filter(pk=unit.pk).update(name_zh=self.name_zh, name_en=self.name_en)
        record(self.who, self.name, "unit", unit.pk, unit.path, {"code": unit.code})
