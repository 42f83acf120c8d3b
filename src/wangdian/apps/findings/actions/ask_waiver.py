"""Asks that a finding may stand for a time (豁免)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.access import finding_for
from wangdian.apps.findings.actions.turn import in_hand
from wangdian.apps.findings.facts import WaiverAsked
from wangdian.apps.findings.models import Finding, FindingTurn, Waiver
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, Problem


def longest_waiver(severity: str) -> int:
    """For how many days a finding of this severity may be waived at most; settings.WAIVER_DAYS says it."""
    return int(settings.WAIVER_DAYS[severity])


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWaiver(Verb):
    """Asks to live with a finding up to and with the day `last_day`; returns the waiver's id."""

    name = "findings.ask_waiver"
    right = Right.ASK_WAIVER

    who: Actor
    finding_id: int
    reason: str
    last_day: date

    @transaction.atomic
    def do(self) -> int:
        finding = finding_for(self.who, self.finding_id)
        guard(self.who, self.right, finding.unit.path)
        _, case = in_hand(finding.pk)
        if not case.stands:
            raise Clash("There is no open finding.")
        self._check(finding)
        if finding.waivers.filter(state=Waiver.State.ASKED).exists():
            raise Clash("A waiver was asked for already and waits for its decision.")
        now = clock.now()
        waiver = finding.waivers.create(
            reason=self.reason.strip(), until=end_of(self.last_day), asked_by_id=self.who.id, asked_at=now,
        )
        FindingTurn.objects.create(
            finding=finding, at=now, became="waiver_asked", by_id=self.who.id, why=waiver.reason,
        )
        detail = {"finding": finding.pk, "until": self.last_day.isoformat()}
        record(self.who, self.name, "waiver", waiver.pk, finding.unit.path, detail)
        announce(WaiverAsked(waiver_id=waiver.pk))
        return waiver.pk

    def _check(self, finding: Finding) -> None:
        problems = []
        most = longest_waiver(finding.severity)
        if not self.reason.strip():
            problems.append(Problem("reason", str(_("Say why it must stand for now."))))
        if len(self.reason.strip()) > 300:
            problems.append(Problem("reason", str(_("Keep it under 300 characters."))))
        if self.last_day < clock.today():
            problems.append(Problem("last_day", str(_("This day is over."))))
        if self.last_day > clock.today() + timedelta(days=most):
            why = _("At this severity no longer than %(days)s days.") % {"days": most}
            problems.append(Problem("last_day", str(why)))
        if problems:
            raise Invalid(problems)


def end_of(day: date) -> datetime:
    """The first moment behind a day where the bank is."""
    return datetime.combine(day + timedelta(days=1), time.min, clock.BANK_ZONE)
