"""Opens a work order for a finding that has none."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.findings.access import finding_for
from wangdian.apps.people.access import guard
from wangdian.apps.work.opening import OPEN, open_for
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrder(Verb):
    """Opens an order for a finding that stands, after an earlier one was cancelled for instance; returns its number."""

    name = OPEN
    right = Right.ASSIGN_WORK

    who: Actor
    finding_id: int
    reason: str = ""

    @transaction.atomic
    def do(self) -> str:
        finding = finding_for(self.who, self.finding_id)
        guard(self.who, self.right, finding.unit.path)
        return open_for(finding.pk, self.who, self.reason.strip()).number
