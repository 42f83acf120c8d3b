"""Gives an account a one-time password."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import person_to_edit
from wangdian.apps.people.actions.revoke_sessions import end_everything
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.fields import one_time_password
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword(Verb):
    """Sets a password made here and returns it, to be told to its owner, who must change it at the next login.

    Its sessions and tokens end: who took them over has nothing left. Nobody sets the own one so: that asks for the
    old password (`people.change_own_password`).
    """

    name = "people.set_password"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int

    @transaction.atomic
    def do(self) -> str:
        person = person_to_edit(self.who, self.person_id)
        if person.pk == self.who.id:
            raise NotAllowed
        password = one_time_password()
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        end_everything(person.pk)
        entry = record(self.who, self.name, "person", person.pk, place_of(person.pk))
        tell([person.pk], key=f"password:{entry.seq}", kind="people.password_set")
        return password
