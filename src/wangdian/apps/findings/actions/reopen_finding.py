"""Opens a closed finding again, when somebody sees that it was closed too early."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.access import finding_for
from wangdian.apps.findings.actions.turn import in_hand
from wangdian.apps.findings.casework import Trace
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.finding_events import Reopened
from wangdian.domain.judging import Says, Verdict
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, invalid

REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenFinding(Verb):
    """Opens it again as a new finding that counts as a repeat of the closed one; returns the new one's id."""

    name = "findings.reopen"
    right = Right.VERIFY_WORK

    who: Actor
    finding_id: int
    reason: str

    @transaction.atomic
    def do(self) -> int:
        finding = finding_for(self.who, self.finding_id)
        guard(self.who, self.right, finding.unit.path)
        said, now = self.reason.strip(), clock.now()
        if not said or len(said) > 300:
            raise invalid("reason", str(_("Say what you saw, in at most 300 characters.")))
        work, case = in_hand(finding.pk)
        if isinstance(case.held.rule.check, DatedCheck):
            raise Clash("The calendar opens and closes this by itself: put the dates right.")
        work.step(case, Reopened(by=str(self.who.id)), now, Trace(by=self.who.id, why=said))
        if case.finding is None:
            raise Clash("There is no open finding.")
        case.finding.reason = REOPENED
        work.judge(case, Verdict(Says.FAILS, REOPENED), now)
        work.save()
        record(self.who, self.name, "finding", case.finding.pk, finding.unit.path, {"closed": finding.pk})
        return case.finding.pk
