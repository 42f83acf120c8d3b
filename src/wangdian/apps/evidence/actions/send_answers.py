"""Takes in what a phone sends of a walk: any part of it, any number of times, from anybody who may walk there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.facts import AnswersReceived
from wangdian.apps.evidence.intake import Refusal, refusal, sort_answers, write_answers
from wangdian.apps.evidence.models import Walk
from wangdian.apps.evidence.said import Said
from wangdian.apps.evidence.walking import awaited, count_answers, finish, open_walk, sign, walkable_outlet
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True)
class Sent:
    """What the server holds now: ids kept (now or before), those refused, hashes still awaited, the walk's state."""

    walk: UUID
    state: str
    kept: tuple[UUID, ...]
    refused: tuple[Refusal, ...]
    awaited: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAnswers(Verb):
    """Keeps answers once by their ids, begins and finishes the walk, and says what is still missing.

    `right` is that of the opening check and the self-check; re-check and spot check ask for their own beyond it.
    `signature` is the hash of a picture. Finishing again changes nothing.
    """

    name = "evidence.send_answers"
    right = Right.WALK

    who: Actor
    walk_id: UUID
    outlet: str
    kind: str
    started_at: datetime
    answers: Sequence[Said] = ()
    finished_at: datetime | None = None
    signature: str = ""
    note: str = ""

    @transaction.atomic
    def do(self) -> Sent:
        outlet = walkable_outlet(self.who, self.outlet, self.kind)
        walk, opened = open_walk(self.who, self.walk_id, outlet, self.kind, self.started_at)
        found = sort_answers(self.who, walk, self.answers)
        if found.fresh:
            write_answers(self.who, walk, found.fresh)
            count_answers(walk)
            announce(AnswersReceived(walk_id=str(walk.pk), answer_ids=[str(f.said.id) for f in found.fresh]))
        signed = bool(self.signature or self.note) and sign(walk, self.signature, self.note)
        ended = self._end(walk)
        if opened or found.fresh or signed or ended:
            record(self.who, self.name, "walk", walk.pk, outlet.unit.path, {
                "kind": walk.kind, "answers": len(found.fresh), "state": walk.state,
            })
        return Sent(
            walk=walk.pk, state=walk.state, kept=tuple(found.kept), awaited=tuple(awaited(walk)),
            refused=(*found.refused, *self._unfinished(walk)),
        )

    def _end(self, walk: Walk) -> bool:
        if self.finished_at is None or walk.state == Walk.State.FINISHED or not walk.answered:
            return False
        finish(walk, self.finished_at)
        return True

    def _unfinished(self, walk: Walk) -> list[Refusal]:
        """A walk on which nothing was answered cannot be finished: it would count as walked."""
        if self.finished_at is None or walk.state == Walk.State.FINISHED:
            return []
        return [refusal(None, "nothing_answered")]
