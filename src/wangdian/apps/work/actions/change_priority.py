"""Changes the priority of an order, and with it the time that it has."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.work.casework import case_for
from wangdian.apps.work.doing import checked_reason
from wangdian.apps.work.lives import write_target
from wangdian.domain.priority import Priority
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_targets import target_for
from wangdian.foundation.errors import Clash, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePriority(Verb):
    """Sets the priority (P1 to P4) with a reason; both deadlines are worked out anew from the opening on."""

    name = "work.change_priority"
    right = Right.ASSIGN_WORK

    who: Actor
    number: str
    priority: str
    reason: str
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_for(self.who, self.number, self.right, self.version)
        if case.life.ended:
            raise Clash("The order has ended.")
        if self.priority not in set(Priority):
            raise invalid("priority", _("Choose a priority from P1 to P4."))
        why = checked_reason(self.reason, _("Say why the priority changes."), _("Keep it under 300 characters."))
        was, order = case.order.priority, case.order
        if was == self.priority:
            raise Clash("It has this priority already.")
        order.priority = Priority(self.priority)
        write_target(order, target_for(case.rule, Priority(self.priority), order.opened_at, case.calendar))
        case.turn("priority", self.who.id, f"{was} → {self.priority}: {why}")
        case.close(self.who, self.name, {"was": was, "now": self.priority})
