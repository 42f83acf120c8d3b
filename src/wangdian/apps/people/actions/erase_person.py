"""Erases the personal values of somebody who left; the acts stay under the bare id."""

from dataclasses import dataclass

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import keep_an_administrator, person_to_edit
from wangdian.apps.people.facts import PersonErased
from wangdian.apps.people.models import ApiToken, News, Person, RoleGrant, WebSession
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson(Verb):
    """Blanks name, login, phone and mail, closes the account and drops its inbox, tokens, grants and login tries.

    It cannot be undone. The audit log holds ids alone, so that its chain stays whole.
    """

    name = "people.erase_person"
    right = Right.EDIT_PEOPLE

    who: Actor
    person_id: int

    @transaction.atomic
    def do(self) -> None:
        person = person_to_edit(self.who, self.person_id)
        if person.pk == self.who.id:
            raise NotAllowed
        path, login = place_of(person.pk), person.login
        self._blank(person)
        keep_an_administrator()
        for rows in (News, ApiToken, RoleGrant, WebSession):
            rows.objects.filter(person_id=person.pk).delete()
        for tries in (AccessAttempt, AccessFailureLog, AccessLog):
            tries.objects.filter(username=login).delete()
        announce(PersonErased(person_id=person.pk))
        record(self.who, self.name, "person", person.pk, path)

    def _blank(self, person: Person) -> None:
        person.login = f"erased-{person.pk}"
        person.name = person.phone = person.email = ""
        person.is_active = False
        person.erased_at = clock.now()
        person.set_unusable_password()
        person.save()
