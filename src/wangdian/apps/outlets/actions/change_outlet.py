"""Changes an outlet's card."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_outlet
from wangdian.apps.outlets.fields import change_fields
from wangdian.apps.outlets.search import search_text
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOutlet(Verb):
    """Sets every field of the outlet `code`; returns whether anything differed. Its place and code stay."""

    name = "outlets.change_outlet"
    right = Right.EDIT_OUTLETS

    who: Actor
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
    def do(self) -> bool:
        outlet = outlet_for(self.who, self.code)
        guard(self.who, self.right, outlet.unit.path)
        check_outlet(self.kind, self.opened_on, self.built_on, self.latitude, self.longitude)
        changed = change_fields(outlet, {
            "name_zh": self.name_zh, "name_en": self.name_en, "kind": self.kind, "opened_on": self.opened_on,
            "fx_licence": self.fx_licence, "built_on": self.built_on, "address": self.address, "phone": self.phone,
            "latitude": self.latitude, "longitude": self.longitude,
            "search_text": search_text(self.code, self.name_zh, self.name_en),
        })
        if not changed:
            return False
        change_fields(outlet.unit, {"name_zh": self.name_zh, "name_en": self.name_en})
        change_subject(outlet.subject, label=self.name_zh)
        record(self.who, self.name, "outlet", outlet.pk, outlet.unit.path, {"code": outlet.code, "fields": changed})
        return True
