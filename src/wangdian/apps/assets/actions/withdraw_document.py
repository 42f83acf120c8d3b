"""Withdraws a document that no longer counts."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.assets.access import document_for
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDocument(Verb):
    """Withdraws a document as of today; its history stays, its name is free again."""

    name = "assets.withdraw_document"
    right = Right.EDIT_THINGS

    who: Actor
    document_id: int

    @transaction.atomic
    def do(self) -> None:
        document = document_for(self.who, self.document_id)
        path = document.outlet.unit.path
        guard(self.who, self.right, path)
        document.withdrawn_on = clock.today()
        document.save(update_fields=["withdrawn_on"])
        change_subject(document.subject, retired=True)
        record(self.who, self.name, "document", document.pk, path)
