"""Sets the hours in which one's own mail waits, or the hour at which it comes as one letter a day, or ends both."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.channel_fields import check_quiet
from wangdian.apps.people.models import News, Person
from wangdian.apps.people.places import place_of
from wangdian.domain.quiet_hours import ends_kept, goes_out_at, quiet_hours
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuietHours(Verb):
    """Both ends in the bank's time, or the hour of a digest, or nothing; what is critical rings all the same.

    What is held already goes by the new hours.
    """

    name = "people.set_quiet_hours"
    right = Right.USE_OWN

    who: Actor
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time | None = None

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        problems = check_quiet(self.quiet_from, self.quiet_until, self.digest_at)
        if problems:
            raise Invalid(problems)
        (start, end), now = ends_kept(self.quiet_from, self.quiet_until, self.digest_at), clock.now()
        Person.objects.filter(pk=self.who.id).update(quiet_from=start, quiet_until=end)
        until = goes_out_at(now, quiet_hours(start, end), at_once=False)
        News.objects.filter(person_id=self.who.id, held_until__gt=now).update(held_until=until)
        detail = {"set": start is not None}
        record(self.who, self.name, "person", self.who.id, place_of(self.who.id), detail)
