"""Makes a plan: which walk comes again where, by which rule, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.evidence.facts import PlanSet
from wangdian.apps.evidence.models import Plan
from wangdian.apps.evidence.planning import PlanWords, check_plan
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePlan(Verb):
    """Makes a plan for the subtree of a unit; returns its id. Walks appear as their windows come near.

    `rule` is an RRULE (RFC 5545), `days` and `timing` as domain.recurrence says, `role` walks it.
    """

    name = "evidence.make_plan"
    right = Right.EDIT_PLANS

    who: Actor
    title: str
    kind: str
    unit: str
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
        unit = unit_for(self.who, self.unit)
        guard(self.who, self.right, unit.path)
        check_plan(self._words())
        plan = Plan.objects.create(
            name=self.title, kind=self.kind, unit=unit, outlet_kinds=list(self.outlet_kinds), packs=list(self.packs),
            rule=self.rule, starts_on=self.starts_on, due_minutes=self.due_minutes, days=self.days,
            timing=self.timing, role=self.role,
        )
        record(self.who, self.name, "plan", plan.pk, unit.path, {"kind": plan.kind, "rule": plan.rule})
        announce(PlanSet(plan_id=plan.pk))
        return plan.pk

    def _words(self) -> PlanWords:
        return PlanWords(
            title=self.title, kind=self.kind, rule=self.rule, starts_on=self.starts_on, due_minutes=self.due_minutes,
            role=self.role, days=self.days, timing=self.timing, outlet_kinds=tuple(self.outlet_kinds),
            packs=tuple(self.packs),
        )
