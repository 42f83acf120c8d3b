"""Asks an import to stop."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.import_runs import own_run
from wangdian.apps.outlets.models import ImportRun
from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class StopImport(Verb):
    """The own run stops behind the part that it is at."""

    name = "outlets.stop_import"
    right = Right.IMPORT

    who: Actor
    run_id: int

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        run = own_run(self.who, self.run_id)
        if run.state not in {ImportRun.State.WAITING, ImportRun.State.RUNNING}:
            raise Clash("This import is over already.")
        run.stop_asked = True
        run.save(update_fields=["stop_asked"])
        record(self.who, self.name, "import", run.pk)
