"""Accepts an order: the response clock stops."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.work.doing import case_of_holder
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOrder(Verb):
    """Takes on what was assigned to oneself, or to the vendor one works for."""

    name = "work.accept_order"
    right = Right.DO_WORK

    who: Actor
    number: str
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_of_holder(self.who, self.number, self.version)
        case.step(Accepted(by=str(self.who.id)), "accepted", self.who.id)
        case.close(self.who, self.name)
