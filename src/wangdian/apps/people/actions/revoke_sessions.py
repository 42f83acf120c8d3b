"""Ends logins: one's own, or, with the tokens, those of somebody whose account one administers."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere, person_to_edit
from wangdian.apps.people.models import ApiToken, WebSession
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


def end_sessions(person_id: int, but: str = "") -> int:
    """Ends a person's sessions except the one with the key `but`; returns how many ended."""
    gone, _rows = WebSession.objects.filter(person_id=person_id).exclude(session_key=but).delete()
    return gone


def end_tokens(person_id: int) -> int:
    """Revokes a person's tokens; returns how many were open."""
    now = clock.now()
    return ApiToken.objects.filter(person_id=person_id, revoked_at=None, expires_at__gt=now).update(revoked_at=now)


def end_everything(person_id: int) -> dict[str, int]:
    """Ends sessions and tokens: nothing that was opened with the old password goes on; says how many of each."""
    return {"ended": end_sessions(person_id), "tokens": end_tokens(person_id)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeSessions(Verb):
    """Ends every session and token of a person whose account one administers; returns how many sessions ended."""

    name = "people.revoke_sessions"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int

    @transaction.atomic
    def do(self) -> int:
        person = person_to_edit(self.who, self.person_id)
        ended = end_everything(person.pk)
        record(self.who, self.name, "person", person.pk, place_of(person.pk), ended)
        return ended["ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeOwnSessions(Verb):
    """Ends every own session but the one named `keep_session`; returns how many ended."""

    name = "people.revoke_own_sessions"
    right = Right.USE_OWN

    who: Actor
    keep_session: str = ""

    @transaction.atomic
    def do(self) -> int:
        guard_somewhere(self.who, self.right)
        ended = end_sessions(self.who.id, but=self.keep_session)
        record(self.who, self.name, "person", self.who.id, place_of(self.who.id), {"ended": ended})
        return ended
