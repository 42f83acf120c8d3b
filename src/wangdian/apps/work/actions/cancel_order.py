"""Cancels an order; the finding stands as it did."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.work.casework import case_for
from wangdian.apps.work.doing import checked_reason
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelOrder(Verb):
    """Ends an order that should not have been, with its reason; what does not hold still does not hold."""

    name = "work.cancel_order"
    right = Right.ASSIGN_WORK

    who: Actor
    number: str
    reason: str
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_for(self.who, self.number, self.right, self.version)
        why = checked_reason(self.reason, _("Say why the order is cancelled."), _("Keep it under 300 characters."))
        case.step(Cancelled(by=str(self.who.id), reason=why), "cancelled", self.who.id, why)
        case.close(self.who, self.name)
