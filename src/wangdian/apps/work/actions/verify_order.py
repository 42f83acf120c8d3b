"""Looks at a repair with other eyes (复核): it passes, or is sent back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.findings.actions.work_on import verified
from wangdian.apps.work.casework import case_for
from wangdian.apps.work.doing import checked_reason
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOrder(Verb):
    """Passed closes the finding too; returning it needs a reason. At high and critical never by who mended it."""

    name = "work.verify_order"
    right = Right.VERIFY_WORK

    who: Actor
    number: str
    passed: bool
    reason: str = ""
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_for(self.who, self.number, self.right, self.version)
        why = self.reason.strip()
        if not self.passed:
            why = checked_reason(why, _("Say why it did not pass."), _("Keep it under 300 characters."))
        event = Verified(by=str(self.who.id), passed=self.passed, reason=why)
        case.step(event, "verified" if self.passed else "returned", self.who.id, why)
        verified(case.order.finding_id, by=self.who.id, passed=self.passed, why=why[:300])
        case.close(self.who, self.name, {"passed": self.passed})
