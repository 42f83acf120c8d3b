"""Says whether a photo is an earlier one again."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.evidence.access import twin_for
from wangdian.apps.evidence.facts import TwinDecided
from wangdian.apps.evidence.models import TwinQuestion
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotAllowed, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTwin(Verb):
    """Answers a question once: `says` is `same` (the same shot) or `other` (another shot).

    Asks for the right where the later photo was sent from, and to see where the earlier one was: nobody decides about a
    picture that is hidden from them. Who sent the photo does not judge it.
    """

    name = "evidence.decide_twin"
    right = Right.RECHECK

    who: Actor
    question_id: int
    says: str

    @transaction.atomic
    def do(self) -> None:
        question = twin_for(self.who, self.question_id, lock=True)
        path = question.photo.unit.path
        guard(self.who, self.right, path)
        if not self.who.may(Right.SEE, question.earlier.unit.path) or question.photo.sender_id == self.who.id:
            raise NotAllowed
        if self.says not in (TwinQuestion.State.SAME, TwinQuestion.State.OTHER):
            raise invalid("says", "There is no such choice.")
        if question.state != TwinQuestion.State.ASKED:
            raise Clash("This was decided already.")
        question.state, question.decided_by_id, question.decided_at = self.says, self.who.id, clock.now()
        question.save(update_fields=["state", "decided_by", "decided_at"])
        record(self.who, self.name, "twin_question", question.pk, path, {"says": self.says})
        announce(TwinDecided(question_id=question.pk, says=self.says))
