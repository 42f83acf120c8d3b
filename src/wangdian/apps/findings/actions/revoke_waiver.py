"""Ends a waiver before its time: the finding stands again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.access import finding_for
from wangdian.apps.findings.actions.turn import turn
from wangdian.apps.findings.casework import Trace
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.finding_events import WaiverEnded
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeWaiver(Verb):
    """Revokes the waiver under which a finding stands."""

    name = "findings.revoke_waiver"
    right = Right.APPROVE_WAIVER

    who: Actor
    finding_id: int
    reason: str

    @transaction.atomic
    def do(self) -> None:
        finding = finding_for(self.who, self.finding_id)
        guard(self.who, self.right, finding.unit.path)
        said = self.reason.strip()
        if not said or len(said) > 300:
            raise invalid("reason", str(_("Say why it ends, in at most 300 characters.")))
        turn(finding.pk, WaiverEnded(by=str(self.who.id)), Trace(by=self.who.id, why=said))
        record(self.who, self.name, "finding", finding.pk, finding.unit.path)
