"""Pauses the work on an order, with its reason."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.work.doing import case_of_holder
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Paused, PauseReason
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseOrder(Verb):
    """Logs why nobody can go on; waiting for a part or a customer holds the resolve clock, other reasons do not."""

    name = "work.pause_order"
    right = Right.DO_WORK

    who: Actor
    number: str
    reason: str
    note: str = ""
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_of_holder(self.who, self.number, self.version)
        if self.reason not in set(PauseReason):
            raise invalid("reason", _("Choose why nobody can go on."))
        if len(self.note.strip()) > 200:
            raise invalid("note", _("Keep it under 200 characters."))
        reason, note = PauseReason(self.reason), self.note.strip()
        case.step(Paused(by=str(self.who.id), reason=reason), "paused", self.who.id, note)
        case.close(self.who, self.name, {"reason": reason.value})
