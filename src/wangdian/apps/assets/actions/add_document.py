"""Adds a licence, notice or list that an outlet shows or keeps."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.models import Document
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.subjects import new_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.thing_kinds import DOCUMENT_KINDS
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem


def date_problems(issued_on: date | None, expires_on: date | None) -> list[Problem]:
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        return [Problem("expires_on", _("The last day lies before the first."))]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDocument(Verb):
    """Adds a document to the outlet `outlet_code`; returns its id. No `expires_on`: good until withdrawn."""

    name = "assets.add_document"
    right = Right.EDIT_THINGS

    who: Actor
    outlet_code: str
    kind: str
    document_name: str
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None

    @transaction.atomic
    def do(self) -> int:
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        problems = date_problems(self.issued_on, self.expires_on)
        if self.kind not in DOCUMENT_KINDS:
            problems.append(Problem("kind", _("This kind of document is not known.")))
        same = Document.objects.filter(outlet=outlet, kind=self.kind, name=self.document_name, withdrawn_on=None)
        if same.exists():
            problems.append(Problem("document_name", _("There is a document of that name already: renew it.")))
        if problems:
            raise Invalid(problems)
        subject = new_subject(f"document:{self.kind}", outlet.unit, self.document_name)
        document = Document.objects.create(
            subject=subject, outlet=outlet, kind=self.kind, name=self.document_name, number=self.number,
            issued_on=self.issued_on, expires_on=self.expires_on,
        )
        record(self.who, self.name, "document", document.pk, outlet.unit.path, {"kind": document.kind})
        return document.pk
