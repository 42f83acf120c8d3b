"""Calls a draw off: the walks that nobody has begun are taken back, what was drawn stays on record."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.evidence.actions.withdraw_drawn_walks import WithdrawDrawnWalks
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.apps.reports.drawing_access import draw_for
from wangdian.apps.reports.models import DrawnOutlet
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffDraw(Verb):
    """Calls a draw off, which stays on record: nobody draws until it suits. Returns how many walks were taken back."""

    name = "reports.call_off_draw"
    right = Right.LEAD_CHECKS

    who: Actor
    draw_id: int

    @transaction.atomic
    def do(self) -> int:
        draw = draw_for(self.who, self.draw_id)
        guard(self.who, self.right, draw.unit.path)
        guard(self.who, RIGHT_OF_KIND[draw.kind], draw.unit.path)
        if draw.called_off_at is not None:
            raise Clash("This draw was called off already.")
        draw.called_off_at = clock.now()
        draw.save(update_fields=["called_off_at"])
        walks = list(DrawnOutlet.objects.filter(draw=draw, walk__isnull=False).values_list("walk_id", flat=True))
        gone = WithdrawDrawnWalks(
            who=self.who, unit=draw.unit.code, kind=draw.kind, walks=[pk for pk in walks if pk],
        ).do()
        record(self.who, self.name, "draw", draw.pk, draw.unit.path, {"withdrawn": gone})
        return gone
