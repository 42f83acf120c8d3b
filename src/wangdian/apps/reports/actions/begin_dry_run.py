"""Puts a dry run of an edition of the score sheet on its way; it changes no finding and no score."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.models import DryRun
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.editions import edition_of
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginDryRun(Verb):
    """Returns the id of the waiting run; Clash for an edition that is no draft, or while it is tried already."""

    name = "reports.begin_dry_run"
    right = Right.EDIT_STANDARDS

    who: Actor
    edition_id: int

    @transaction.atomic
    def do(self) -> int:
        guard_whole_bank(self.who, self.right)
        edition = edition_of(self.edition_id)
        if edition.state != SheetEdition.State.DRAFT:
            raise Clash("This edition is no draft any more.")
        live = [DryRun.State.WAITING, DryRun.State.RUNNING]
        if DryRun.objects.filter(edition=edition, state__in=live).exists():
            raise Clash("This edition is being tried already.")
        load_id = current_requirements().load_id
        if load_id is None:
            raise Clash("No standards are loaded yet.")
        now = clock.now()
        run = DryRun.objects.create(
            edition=edition, load_id=load_id, asked_by_id=self.who.id or None, asked_at=now, heard_at=now,
            total=Outlet.objects.filter(closed_on=None).count(),
        )
        record(self.who, self.name, "dry_run", run.pk, "", {"edition": edition.pk})
        return run.pk
