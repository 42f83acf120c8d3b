"""Goes on with an order that was paused."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.work.doing import case_of_holder
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Resumed


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeOrder(Verb):
    """The clock runs again, and the deadline moves by the time that did not count."""

    name = "work.resume_order"
    right = Right.DO_WORK

    who: Actor
    number: str
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_of_holder(self.who, self.number, self.version)
        case.step(Resumed(by=str(self.who.id)), "resumed", self.who.id)
        case.close(self.who, self.name)
