"""Renews a document: its new number and days."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.assets.access import document_for
from wangdian.apps.assets.actions.add_document import date_problems
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.fields import change_fields
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewDocument(Verb):
    """Sets number and days of a document; returns whether anything differed."""

    name = "assets.renew_document"
    right = Right.EDIT_THINGS

    who: Actor
    document_id: int
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None

    @transaction.atomic
    def do(self) -> bool:
        document = document_for(self.who, self.document_id)
        path = document.outlet.unit.path
        guard(self.who, self.right, path)
        problems = date_problems(self.issued_on, self.expires_on)
        if problems:
            raise Invalid(problems)
        changed = change_fields(
            document, {"number": self.number, "issued_on": self.issued_on, "expires_on": self.expires_on},
        )
        if changed:
            announce(DatesChanged(subject_id=document.subject_id))
            expires = self.expires_on.isoformat() if self.expires_on else None
            record(self.who, self.name, "document", document.pk, path, {"fields": changed, "expires_on": expires})
        return bool(changed)
