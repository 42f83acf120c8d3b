"""Enters for how many minutes the service was interrupted."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.work.casework import case_for
from wangdian.apps.work.checks import check_minutes
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class SetInterruption(Verb):
    """Sets all minutes of interruption, in place of what was entered so far."""

    name = "work.set_interruption"
    right = Right.ASSIGN_WORK

    who: Actor
    number: str
    minutes: int
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_for(self.who, self.number, self.right, self.version)
        problems = list(check_minutes(self.minutes))
        if problems:
            raise Invalid(problems)
        was, case.order.interruption_minutes = case.order.interruption_minutes, self.minutes
        case.turn("interruption", self.who.id, f"{was} → {self.minutes}")
        case.close(self.who, self.name, {"was": was, "now": self.minutes})
