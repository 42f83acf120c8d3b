"""Opens a calibration set to those who are asked to judge it."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.calibrating import draft_led
from wangdian.apps.evidence.models import CalibrationItem, CalibrationSet
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCalibrationSet(Verb):
    """Opens a set; only who says that no photo shows a customer, since people of other outlets see them now."""

    name = "evidence.open_calibration_set"
    right = Right.LEAD_CHECKS

    who: Actor
    set_id: int
    no_customers: bool

    @transaction.atomic
    def do(self) -> None:
        found = draft_led(self.who, self.set_id)
        if not self.no_customers:
            raise invalid("no_customers", "Look through the photos first: none may show a customer.")
        if CalibrationItem.objects.filter(set=found).count() < LEAST_ITEMS:
            raise invalid("no_customers", "A set needs at least two photos.")
        found.state, found.opened_at = CalibrationSet.State.OPEN, clock.now()
        found.save(update_fields=["state", "opened_at"])
        record(self.who, self.name, "calibration_set", found.pk, found.unit.path, {"no_customers": True})
