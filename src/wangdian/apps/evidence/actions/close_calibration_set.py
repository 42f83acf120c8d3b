"""Closes a calibration set: nobody judges it any more, what was said stays."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.calibrating import set_led
from wangdian.apps.evidence.models import CalibrationSet
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCalibrationSet(Verb):
    """Closes an open set."""

    name = "evidence.close_calibration_set"
    right = Right.LEAD_CHECKS

    who: Actor
    set_id: int

    @transaction.atomic
    def do(self) -> None:
        found = set_led(self.who, self.set_id)
        if found.state != CalibrationSet.State.OPEN:
            raise Clash("Only an open set can be closed.")
        found.state, found.closed_at = CalibrationSet.State.CLOSED, clock.now()
        found.save(update_fields=["state", "closed_at"])
        record(self.who, self.name, "calibration_set", found.pk, found.unit.path)
