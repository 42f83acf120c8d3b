"""Plans a walk at each outlet that was drawn: for inspectors, in a window, unannounced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.access import DRAWN_KINDS, RIGHT_OF_KIND
from wangdian.apps.evidence.models import Walk
from wangdian.apps.evidence.planning import outlets_under
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.domain.rights import Actor, Right, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound, invalid
from wangdian.foundation.ids import new_uuid

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrawnWalks(Verb):
    """Plans walks at outlets (by id) below a unit; returns their ids by outlet. Nobody is told: they are unannounced.

    Who plans must also hold the right to such a check, so that a branch plans no spot check of the head office.
    """

    name = "evidence.plan_drawn_walks"
    right = Right.LEAD_CHECKS

    who: Actor
    unit: str
    kind: str
    outlets: Sequence[int]
    due_from: datetime
    due_until: datetime

    @transaction.atomic
    def do(self) -> dict[int, UUID]:
        unit = unit_for(self.who, self.unit)
        guard(self.who, self.right, unit.path)
        check_drawn_kind(self.kind)
        guard(self.who, RIGHT_OF_KIND[self.kind], unit.path)
        if self.due_until <= self.due_from:
            raise invalid("due_until", "The end must be after the start.")
        open_there = set(outlets_under(unit, ()).filter(pk__in=self.outlets).values_list("pk", flat=True))
        if open_there != set(self.outlets):
            raise NotFound
        walks = [
            Walk(
                id=new_uuid(), kind=self.kind, drawn_for=Role.INSPECTOR.value, outlet_id=outlet,
                state=Walk.State.PLANNED, due_from=self.due_from, due_until=self.due_until, begins_at=self.due_from,
            )
            for outlet in self.outlets
        ]
        Walk.objects.bulk_create(walks, batch_size=CHUNK)
        record(self.who, self.name, "unit", unit.pk, unit.path, {"kind": self.kind, "walks": len(walks)})
        return {walk.outlet_id: walk.pk for walk in walks}


def check_drawn_kind(kind: str) -> None:
    """Raises Invalid (field "kind") for a kind that is not drawn."""
    if kind not in DRAWN_KINDS:
        raise invalid("kind", "Only re-checks and spot checks are drawn.")
