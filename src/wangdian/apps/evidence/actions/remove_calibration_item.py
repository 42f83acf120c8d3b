"""Takes a photo out of a calibration set that was not opened yet."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.calibrating import draft_led
from wangdian.apps.evidence.models import CalibrationItem
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCalibrationItem(Verb):
    """Takes an item out of its set."""

    name = "evidence.remove_calibration_item"
    right = Right.LEAD_CHECKS

    who: Actor
    set_id: int
    item_id: int

    @transaction.atomic
    def do(self) -> None:
        found = draft_led(self.who, self.set_id)
        gone, _kinds = CalibrationItem.objects.filter(set=found, pk=self.item_id).delete()
        if not gone:
            raise NotFound
        record(self.who, self.name, "calibration_set", found.pk, found.unit.path, {"item": self.item_id})
