"""Hands an order over to somebody else, who has to accept it anew (转派)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.people.models import Person
from wangdian.apps.work.access import has_it, order_for
from wangdian.apps.work.assigning import taker
from wangdian.apps.work.casework import Case, case_for
from wangdian.apps.work.doing import checked_reason
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import HandedOver
from wangdian.foundation.errors import NotAllowed, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Verb):
    """For whoever assigns work there, and for whoever has the order; a vendor's people hand over among themselves."""

    name = "work.hand_over"
    right = Right.ASSIGN_WORK

    who: Actor
    number: str
    reason: str
    person_id: int | None = None
    vendor_id: int | None = None
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = self._case()
        why = checked_reason(self.reason, _("Say why it is handed over."), _("Keep it under 300 characters."))
        if (self.person_id is None) == (self.vendor_id is None):
            raise invalid("taker", _("Choose a person or a vendor."))
        to = taker(self.person_id, self.vendor_id, case.path)
        event = HandedOver(by=str(self.who.id), reason=why, to=to.person, vendor=to.vendor)
        case.step(event, "handed_over", self.who.id, why)
        case.close(self.who, self.name, {"person": self.person_id, "vendor": self.vendor_id})

    def _case(self) -> Case:
        order = order_for(self.who, self.number)
        if self.who.may(self.right, order.unit.path):
            return case_for(self.who, self.number, self.right, self.version)
        case = case_for(self.who, self.number, Right.DO_WORK, self.version)
        if self.who.vendor_id is not None:
            if case.order.vendor_id != self.who.vendor_id or not self._stays_with(self.who.vendor_id):
                raise NotAllowed
        elif not has_it(self.who, case.order):
            raise NotAllowed
        return case

    def _stays_with(self, vendor_id: int) -> bool:
        if self.person_id is None:
            return self.vendor_id == vendor_id
        return Person.objects.filter(pk=self.person_id, vendor_id=vendor_id).exists()
