"""Adds a branch or sub-branch to the organisation."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.fields import CODE, check_names
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import STEP, Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem, invalid


def grow(parent: Unit | None, kind: str, code: str, name_zh: str, name_en: str) -> Unit:
    """A new node under `parent` (None: the root) with the next free path; for verbs that have guarded already."""
    if Unit.objects.filter(code=code).exists():
        raise invalid("code", str(_("The code %(code)s is taken.") % {"code": code}))
    step = 1
    if parent is not None:
        Unit.objects.filter(pk=parent.pk).update(last_child=F("last_child") + 1)
        parent.refresh_from_db(fields=["last_child"])
        step = parent.last_child
    path = (parent.path if parent else "") + str(step).zfill(STEP)
    return Unit.objects.create(parent=parent, path=path, kind=kind, code=code, name_zh=name_zh, name_en=name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddUnit(Verb):
    """Adds a branch or a sub-branch under `parent_code`; returns the new unit's id."""

    name = "people.add_unit"
    right = Right.EDIT_ORGANISATION

    who: Actor
    parent_code: str
    kind: str
    code: str
    name_zh: str
    name_en: str = ""

    @transaction.atomic
    def do(self) -> int:
        parent = unit_for(self.who, self.parent_code)
        guard(self.who, self.right, parent.path)
        self._check(parent)
        unit = grow(parent, self.kind, self.code, self.name_zh, self.name_en)
        record(self.who, self.name, "unit", unit.pk, unit.path, {"code": unit.code, "kind": unit.kind})
        return unit.pk

    def _check(self, parent: Unit) -> None:
        problems = check_names(self.name_zh, self.name_en)
        if not CODE.fullmatch(self.code):
            problems.append(Problem("code", str(_("Use 1 to 20 letters, digits, dots, dashes or underscores."))))
        if self.kind not in {Unit.Kind.BRANCH, Unit.Kind.SUB_BRANCH}:
            problems.append(Problem("kind", str(_("Choose branch or sub-branch."))))
        if len(parent.path) + STEP > 60:
            problems.append(Problem("parent_code", str(_("The organisation cannot grow deeper than this."))))
        if parent.kind == Unit.Kind.OUTLET:
            problems.append(Problem("parent_code", str(_("An outlet has nothing below it."))))
        if problems:
            raise Invalid(problems)
