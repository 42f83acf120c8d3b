"""Enters what mending cost, also after the order has ended, when the bill comes."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from wangdian.apps.work.casework import case_for
from wangdian.apps.work.checks import check_cost
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCost(Verb):
    """Sets the whole cost in yuan, in place of what was entered so far."""

    name = "work.set_cost"
    right = Right.ASSIGN_WORK

    who: Actor
    number: str
    cost: Decimal
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_for(self.who, self.number, self.right, self.version)
        problems = list(check_cost(self.cost))
        if problems:
            raise Invalid(problems)
        was, case.order.cost = case.order.cost, self.cost
        case.turn("cost", self.who.id, f"{was:.2f} → {self.cost:.2f}")
        case.close(self.who, self.name, {"was": str(was), "now": str(self.cost)})
