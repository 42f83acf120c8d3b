"""Says what somebody sees on a photo of a calibration set."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.calibrating import JUDGEMENTS, set_asked
from wangdian.apps.evidence.models import CalibrationAnswer, CalibrationItem, CalibrationSet
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotFound, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeCalibrationItem(Verb):
    """Says holds, fails or unknown, once: what was said first is what is compared."""

    name = "evidence.judge_calibration_item"
    right = Right.RECHECK

    who: Actor
    set_id: int
    item_id: int
    says: str

    @transaction.atomic
    def do(self) -> None:
        found = set_asked(self.who, self.set_id)
        if found.state != CalibrationSet.State.OPEN:
            raise Clash("This set is closed.")
        if self.says not in JUDGEMENTS:
            raise invalid("says", "Say whether it holds, fails, or cannot be told.")
        item = CalibrationItem.objects.filter(set=found, pk=self.item_id).first()
        if item is None:
            raise NotFound
        said, fresh = CalibrationAnswer.objects.get_or_create(
            item=item, person_id=self.who.id, defaults={"says": self.says, "at": clock.now()},
        )
        if not fresh and said.says != self.says:
            raise Clash("You judged this photo already; the first word counts.")
        if fresh:
            record(self.who, self.name, "calibration_set", found.pk, found.unit.path, {"item": item.pk})
