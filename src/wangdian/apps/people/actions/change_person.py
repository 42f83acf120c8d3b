"""Changes a person's details."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import person_to_edit
from wangdian.apps.people.fields import check_person
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson(Verb):
    """Changes name, phone, mail and language; what changed is recorded by the fields' names alone."""

    name = "people.change_person"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int
    person_name: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"

    @transaction.atomic
    def do(self) -> None:
        person = person_to_edit(self.who, self.person_id)
        problems = check_person(self.person_name, self.phone, self.email, self.language)
        if problems:
            raise Invalid(problems)
        given = {"name": self.person_name, "phone": self.phone, "email": self.email, "language": self.language}
        fields = sorted(name for name, value in given.items() if getattr(person, name) != value)
        for name in fields:
            setattr(person, name, given[name])
        person.save(update_fields=fields)
        record(self.who, self.name, "person", person.pk, place_of(person.pk), {"fields": fields})
