"""Asks a dry run to stop behind the outlets that it is at; what it has come to by then stays."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.reports.models import DryRun
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDryRun(Verb):
    """One that waits is stopped at once. Raises Clash for one that is over."""

    name = "reports.stop_dry_run"
    right = Right.EDIT_STANDARDS

    who: Actor
    run_id: int

    @transaction.atomic
    def do(self) -> None:
        guard_whole_bank(self.who, self.right)
        run = DryRun.objects.select_for_update().filter(pk=self.run_id).first()
        if run is None:
            raise NotFound
        if run.state not in {DryRun.State.WAITING, DryRun.State.RUNNING}:
            raise Clash("This dry run is over.")
        run.stop_asked = True
        if run.state == DryRun.State.WAITING:
            run.state, run.ended_at = DryRun.State.STOPPED, clock.now()
        run.save(update_fields=["stop_asked", "state", "ended_at"])
        record(self.who, self.name, "dry_run", run.pk, "", {"done": run.done})
