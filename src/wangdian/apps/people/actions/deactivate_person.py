"""Closes an account: nobody logs in with it, and its sessions and tokens end at once."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import keep_an_administrator, person_to_edit
from wangdian.apps.people.actions.revoke_sessions import end_everything
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash, NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class DeactivatePerson(Verb):
    """Closes an account; what the person did stays. Nobody closes the own one."""

    name = "people.deactivate_person"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int

    @transaction.atomic
    def do(self) -> None:
        person = person_to_edit(self.who, self.person_id)
        if person.pk == self.who.id:
            raise NotAllowed
        if not person.is_active:
            raise Clash("This account is closed already.")
        person.is_active = False
        person.save(update_fields=["is_active"])
        keep_an_administrator()
        end_everything(person.pk)
        record(self.who, self.name, "person", person.pk, place_of(person.pk))
