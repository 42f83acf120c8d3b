"""Starts to work on an order."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.findings.actions.work_on import work_started
from wangdian.apps.work.doing import case_of_holder
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Started


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOrder(Verb):
    """Begins to mend what was accepted, or what was sent back."""

    name = "work.start_order"
    right = Right.DO_WORK

    who: Actor
    number: str
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_of_holder(self.who, self.number, self.version)
        case.step(Started(by=str(self.who.id)), "working", self.who.id)
        work_started(case.order.finding_id, by=self.who.id)
        case.close(self.who, self.name)
