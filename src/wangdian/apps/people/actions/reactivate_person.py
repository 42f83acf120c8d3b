"""Opens a closed account again."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import person_to_edit
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactivatePerson(Verb):
    """Opens a closed account with the roles that it had; tokens and sessions stay ended."""

    name = "people.reactivate_person"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int

    @transaction.atomic
    def do(self) -> None:
        person = person_to_edit(self.who, self.person_id)
        if person.is_active:
            raise Clash("This account is open already.")
        person.is_active = True
        person.save(update_fields=["is_active"])
        record(self.who, self.name, "person", person.pk, place_of(person.pk))
