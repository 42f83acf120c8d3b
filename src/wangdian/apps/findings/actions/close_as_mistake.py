"""Closes a finding that never was one: what was seen does not count any more."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.access import finding_for
from wangdian.apps.findings.actions.turn import in_hand
from wangdian.apps.findings.casework import Trace
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.finding_events import Withdrawn
from wangdian.domain.judging import Says, Verdict, Why
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAsMistake(Verb):
    """Withdraws a finding; how its subject stands is unknown until somebody looks again.

    Asks for the right to grant waivers, since it makes a failure disappear. What the calendar says is no mistake of
    somebody's eyes: there the dates must be put right.
    """

    name = "findings.close_as_mistake"
    right = Right.APPROVE_WAIVER

    who: Actor
    finding_id: int
    reason: str

    @transaction.atomic
    def do(self) -> None:
        finding = finding_for(self.who, self.finding_id)
        guard(self.who, self.right, finding.unit.path)
        said, now = self.reason.strip(), clock.now()
        if not said or len(said) > 300:
            raise invalid("reason", str(_("Say why it is a mistake, in at most 300 characters.")))
        work, case = in_hand(finding.pk)
        if isinstance(case.held.rule.check, DatedCheck):
            raise Clash("The calendar found this: put the dates right, and it closes by itself.")
        if case.finding is not None and case.finding.worker_id == self.who.id:
            raise Clash("Whoever worked on it cannot call it a mistake.")
        work.step(case, Withdrawn(by=str(self.who.id)), now, Trace(by=self.who.id, why=said))
        case.standing.heard_after = now
        work.judge(case, Verdict(Says.UNKNOWN, Why.NO_EVIDENCE), now)
        work.save()
        record(self.who, self.name, "finding", finding.pk, finding.unit.path)
