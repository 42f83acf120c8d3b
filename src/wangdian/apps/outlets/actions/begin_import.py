"""Puts an import on its way: what is to be read, for whom, and whether it is only tried."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.models import ImportRun
from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginImport(Verb):
    """Notes an import of the file with that hash; returns the run's id. The rows are taken by their own verbs."""

    name = "outlets.begin_import"
    right = Right.IMPORT

    who: Actor
    noun: str
    file_name: str
    sha256: str
    language: str
    dry_run: bool = True
    take_good_rows: bool = False

    @transaction.atomic
    def do(self) -> int:
        guard_somewhere(self.who, self.right)
        now = clock.now()
        run = ImportRun.objects.create(
            actor_id=self.who.id, noun=self.noun, file_name=self.file_name[:120], sha256=self.sha256,
            language=self.language, dry_run=self.dry_run, take_good_rows=self.take_good_rows, asked_at=now,
            heard_at=now,
        )
        detail = {"noun": self.noun, "sha256": self.sha256, "dry_run": self.dry_run}
        record(self.who, self.name, "import", run.pk, "", detail)
        return run.pk
