"""Grants or refuses a waiver; never by the one who asked."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.access import waiver_for
from wangdian.apps.findings.actions.turn import turn
from wangdian.apps.findings.casework import Trace
from wangdian.apps.findings.facts import WaiverDecided
from wangdian.apps.findings.models import FindingTurn, Waiver
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.finding_events import Waived
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWaiver(Verb):
    """Grants (`granted`) or refuses a waiver that was asked for; refusing needs a `reason`."""

    name = "findings.decide_waiver"
    right = Right.APPROVE_WAIVER

    who: Actor
    waiver_id: int
    granted: bool
    reason: str = ""

    @transaction.atomic
    def do(self) -> None:
        found = waiver_for(self.who, self.waiver_id)
        path = found.finding.unit.path
        guard(self.who, self.right, path)
        waiver = Waiver.objects.select_for_update().get(pk=found.pk)
        self._check(waiver)
        now, said = clock.now(), self.reason.strip()
        if self.granted:
            event = Waived(asked_by=str(waiver.asked_by_id), approved_by=str(self.who.id), until=waiver.until)
            turn(waiver.finding_id, event, Trace(by=self.who.id, why=said))
        else:
            FindingTurn.objects.create(
                finding_id=waiver.finding_id, at=now, became="waiver_refused", by_id=self.who.id, why=said,
            )
        waiver.state = Waiver.State.GRANTED if self.granted else Waiver.State.REFUSED
        waiver.decided_by_id, waiver.decided_at, waiver.decision = self.who.id, now, said
        waiver.save()
        detail = {"finding": waiver.finding_id, "granted": self.granted}
        record(self.who, self.name, "waiver", waiver.pk, path, detail)
        announce(WaiverDecided(waiver_id=waiver.pk))

    def _check(self, waiver: Waiver) -> None:
        if waiver.state != Waiver.State.ASKED:
            raise Clash("This waiver was decided already.")
        if waiver.asked_by_id == self.who.id:
            raise Clash("A waiver needs an approver who did not ask for it.")
        if not self.granted and not self.reason.strip():
            raise invalid("reason", str(_("Say why it is refused.")))
        if len(self.reason.strip()) > 300:
            raise invalid("reason", str(_("Keep it under 300 characters.")))
