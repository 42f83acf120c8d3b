"""Lays a draft of the score sheet aside; it stays readable and cannot be adopted any more."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.adopt_edition import draft_of
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardEdition(Verb):
    """Raises Clash for what is no draft."""

    name = "standards.discard_edition"
    right = Right.EDIT_STANDARDS

    who: Actor
    edition_id: int

    @transaction.atomic
    def do(self) -> None:
        guard_whole_bank(self.who, self.right)
        row = draft_of(self.edition_id)
        row.state, row.decided_by, row.decided_at = SheetEdition.State.DISCARDED, self.who.id, clock.now()
        row.save(update_fields=["state", "decided_by", "decided_at"])
        record(self.who, self.name, "sheet_edition", row.pk, "", {"digest": row.digest})
