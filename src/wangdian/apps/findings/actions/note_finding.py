"""Writes a word into the history of a finding."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.access import finding_for
from wangdian.apps.findings.models import FindingTurn
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFinding(Verb):
    """Adds a note; whoever may report a fault there may also say something about one."""

    name = "findings.note"
    right = Right.REPORT_FAULT

    who: Actor
    finding_id: int
    words: str

    @transaction.atomic
    def do(self) -> None:
        finding = finding_for(self.who, self.finding_id)
        guard(self.who, self.right, finding.unit.path)
        said = self.words.strip()
        if not said or len(said) > 300:
            raise invalid("words", str(_("Write something, in at most 300 characters.")))
        FindingTurn.objects.create(finding=finding, at=clock.now(), became="note", by_id=self.who.id, why=said)
        record(self.who, self.name, "finding", finding.pk, finding.unit.path)
