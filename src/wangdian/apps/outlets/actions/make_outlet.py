"""Makes an outlet: its place in the organisation, its subject and its card."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.checks import check_outlet
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.outlets.search import search_text
from wangdian.apps.outlets.subjects import new_subject
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.actions.add_unit import grow
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.thing_kinds import PROCESS_KINDS
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOutlet(Verb):
    """Makes an outlet under the unit `parent_code`; returns its code. Degrees are WGS 84."""

    name = "outlets.make_outlet"
    right = Right.EDIT_OUTLETS

    who: Actor
    parent_code: str
    code: str
    name_zh: str
    kind: str
    opened_on: date
    name_en: str = ""
    fx_licence: bool = False
    built_on: date | None = None
    address: str = ""
    phone: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    @transaction.atomic
    def do(self) -> str:
        parent = unit_for(self.who, self.parent_code)
        guard(self.who, self.right, parent.path)
        self._check(parent)
        unit = grow(parent, Unit.Kind.OUTLET, self.code, self.name_zh, self.name_en)
        subject = new_subject("outlet", unit, self.name_zh)
        outlet = Outlet.objects.create(
            subject=subject, unit=unit, code=self.code, name_zh=self.name_zh, name_en=self.name_en,
            search_text=search_text(self.code, self.name_zh, self.name_en), kind=self.kind,
            fx_licence=self.fx_licence, built_on=self.built_on, opened_on=self.opened_on, address=self.address,
            phone=self.phone, latitude=self.latitude, longitude=self.longitude,
        )
        for kind, label in PROCESS_KINDS.items():
            new_subject(f"process:{kind}", unit, label)
        record(self.who, self.name, "outlet", outlet.pk, unit.path, {"code": outlet.code, "kind": outlet.kind})
        return outlet.code

    def _check(self, parent: Unit) -> None:
        problems = []
        if parent.kind == Unit.Kind.OUTLET:
            problems.append(Problem("parent_code", _("An outlet has nothing below it.")))
        check_outlet(self.kind, self.opened_on, self.built_on, self.latitude, self.longitude, problems)
