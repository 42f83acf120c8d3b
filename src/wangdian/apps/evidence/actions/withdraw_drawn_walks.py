"""Takes back drawn walks that nobody has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.evidence.actions.plan_drawn_walks import check_drawn_kind
from wangdian.apps.evidence.models import Walk
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.domain.rights import Actor, Right, after_subtree
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDrawnWalks(Verb):
    """Withdraws those of the drawn walks (by id) below a unit that nobody has begun or printed; returns how many."""

    name = "evidence.withdraw_drawn_walks"
    right = Right.LEAD_CHECKS

    who: Actor
    unit: str
    kind: str
    walks: Sequence[UUID]

    @transaction.atomic
    def do(self) -> int:
        unit = unit_for(self.who, self.unit)
        guard(self.who, self.right, unit.path)
        check_drawn_kind(self.kind)
        guard(self.who, RIGHT_OF_KIND[self.kind], unit.path)
        rows = Walk.objects.filter(
            pk__in=self.walks, kind=self.kind, started_at=None, sheets=None, outlet__unit__path__gte=unit.path,
            outlet__unit__path__lt=after_subtree(unit.path),
        ).exclude(drawn_for="")
        gone = rows.delete()[1].get("evidence.Walk", 0)
        record(self.who, self.name, "unit", unit.pk, unit.path, {"kind": self.kind, "withdrawn": gone})
        return gone
