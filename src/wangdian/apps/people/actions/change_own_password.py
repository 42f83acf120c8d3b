"""Changes the own password."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.actions.revoke_sessions import end_sessions, end_tokens
from wangdian.apps.people.fields import check_password
from wangdian.apps.people.models import Person
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPassword(Verb):
    """Sets a new password for those who know the old one; ends every session but the one named `keep_session`.

    The own tokens end too, unless `keep_tokens`: who read the old password may have made one.
    """

    name = "people.change_own_password"
    right = Right.USE_OWN

    who: Actor
    old: str
    new: str
    keep_session: str = ""
    keep_tokens: bool = False

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        person = Person.objects.get(pk=self.who.id)
        if not person.check_password(self.old):
            raise invalid("old", str(_("This is not your password.")))
        problems = check_password(self.new, person)
        if problems:
            raise Invalid(problems)
        if self.new == self.old:
            raise invalid("new", str(_("Choose another password than the old one.")))
        person.set_password(self.new)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        end_sessions(person.pk, but=self.keep_session)
        tokens = 0 if self.keep_tokens else end_tokens(person.pk)
        record(self.who, self.name, "person", person.pk, place_of(person.pk), {"tokens": tokens})
