"""Stops a plan for good; what was walked stays."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.access import plan_for
from wangdian.apps.evidence.planning import withdraw_ahead
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPlan(Verb):
    """Stops a plan and withdraws the walks that are still ahead; returns how many."""

    name = "evidence.stop_plan"
    right = Right.EDIT_PLANS

    who: Actor
    plan_id: int

    @transaction.atomic
    def do(self) -> int:
        plan = plan_for(self.who, self.plan_id)
        guard(self.who, self.right, plan.unit.path)
        if not plan.active:
            raise Clash("This plan was stopped already.")
        plan.active = False
        plan.save(update_fields=["active"])
        gone = withdraw_ahead(plan)
        record(self.who, self.name, "plan", plan.pk, plan.unit.path, {"withdrawn": gone})
        return gone
