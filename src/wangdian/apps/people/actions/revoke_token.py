"""Ends a token of the API."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import ApiToken
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken(Verb):
    """Ends one of the own tokens at once."""

    name = "people.revoke_token"
    right = Right.USE_OWN

    who: Actor
    token_id: int

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        mine = ApiToken.objects.filter(pk=self.token_id, person_id=self.who.id, revoked_at=None)
        if not mine.update(revoked_at=clock.now()):
            raise NotFound
        record(self.who, self.name, "token", self.token_id, place_of(self.who.id))
