"""Begins a walk, planned or not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.walking import open_walk, walkable_outlet
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginWalk(Verb):
    """Begins the walk with that id, making it if it is not planned; returns its state. Beginning again does nothing.

    `right` is that of the opening check and the self-check; re-check and spot check ask for their own beyond it.
    """

    name = "evidence.begin_walk"
    right = Right.WALK

    who: Actor
    walk_id: UUID
    outlet: str
    kind: str
    started_at: datetime

    @transaction.atomic
    def do(self) -> str:
        outlet = walkable_outlet(self.who, self.outlet, self.kind)
        walk, opened = open_walk(self.who, self.walk_id, outlet, self.kind, self.started_at)
        if opened:
            record(self.who, self.name, "walk", walk.pk, outlet.unit.path, {"kind": walk.kind})
        return walk.state
