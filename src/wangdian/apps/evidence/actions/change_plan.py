"""Changes a plan; walks that are planned ahead follow, those begun or over stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.evidence.access import plan_for
from wangdian.apps.evidence.facts import PlanSet
from wangdian.apps.evidence.models import Plan
from wangdian.apps.evidence.planning import PlanWords, check_plan, withdraw_ahead
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan(Verb):
    """Changes all but kind and unit of a plan; walks still ahead are withdrawn and planned anew. Returns its id."""

    name = "evidence.change_plan"
    right = Right.EDIT_PLANS

    who: Actor
    plan_id: int
    title: str
    rule: str
    starts_on: date
    due_minutes: int
    role: str
    days: str = "working"
    timing: str = "at_rule"
    outlet_kinds: Sequence[str] = ()
    packs: Sequence[str] = ()

    @transaction.atomic
    def do(self) -> int:
        plan = plan_for(self.who, self.plan_id)
        guard(self.who, self.right, plan.unit.path)
        if not plan.active:
            raise Clash("This plan was stopped; make a new one.")
        check_plan(self._words(plan), plan)
        plan.name, plan.rule, plan.starts_on, plan.due_minutes = self.title, self.rule, self.starts_on, self.due_minutes
        plan.role, plan.days, plan.timing = self.role, self.days, self.timing
        plan.outlet_kinds, plan.packs = list(self.outlet_kinds), list(self.packs)
        plan.save()
        gone = withdraw_ahead(plan)
        record(self.who, self.name, "plan", plan.pk, plan.unit.path, {"rule": plan.rule, "withdrawn": gone})
        announce(PlanSet(plan_id=plan.pk))
        return plan.pk

    def _words(self, plan: Plan) -> PlanWords:
        return PlanWords(
            title=self.title, kind=plan.kind, rule=self.rule, starts_on=self.starts_on, due_minutes=self.due_minutes,
            role=self.role, days=self.days, timing=self.timing, outlet_kinds=tuple(self.outlet_kinds),
            packs=tuple(self.packs),
        )
