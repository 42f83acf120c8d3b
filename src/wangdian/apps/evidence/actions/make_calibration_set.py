"""Makes a set of photos on which inspectors are calibrated."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.models import CalibrationSet
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCalibrationSet(Verb):
    """Makes an empty set for those who check above, at and below a unit; returns its id."""

    name = "evidence.make_calibration_set"
    right = Right.LEAD_CHECKS

    who: Actor
    unit: str
    title: str

    @transaction.atomic
    def do(self) -> int:
        unit = unit_for(self.who, self.unit)
        guard(self.who, self.right, unit.path)
        title = self.title.strip()
        if not 0 < len(title) <= LONGEST_TITLE:
            raise invalid("title", "Give the set a name of at most 80 signs.")
        made = CalibrationSet.objects.create(title=title, unit=unit, made_by_id=self.who.id, made_at=clock.now())
        record(self.who, self.name, "calibration_set", made.pk, unit.path)
        return made.pk
