"""Changes the language that Wangdian speaks to oneself."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import Person
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLanguage(Verb):
    """Sets the own language for pages and mail: zh-hans or en."""

    name = "people.change_language"
    right = Right.USE_OWN

    who: Actor
    language: str

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        if self.language not in dict(settings.LANGUAGES):
            raise invalid("language", str(_("This language is not known.")))
        Person.objects.filter(pk=self.who.id).update(language=self.language)
        record(self.who, self.name, "person", self.who.id, place_of(self.who.id), {"language": self.language})
