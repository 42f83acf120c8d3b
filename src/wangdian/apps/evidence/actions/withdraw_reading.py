"""Takes a mistaken reading back: it is kept, marked, and counts no more."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop

from wangdian.apps.evidence.access import reading_for
from wangdian.apps.evidence.facts import ReadingWithdrawn
from wangdian.apps.evidence.models import Reading
from wangdian.apps.evidence.recording import may_take_back, settle_ends
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotAllowed, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReading(Verb):
    """Takes one reading back, with the reason; Clash if that was done already.

    One's own; another's only where one checks others' work, or a failure could be made to vanish by whoever answers
    for it.
    """

    name = "evidence.withdraw_reading"
    right = Right.WALK

    who: Actor
    reading_id: int
    why: str

    @transaction.atomic
    def do(self) -> None:
        seen = reading_for(self.who, self.reading_id)
        path = seen.series.subject.unit.path
        guard(self.who, self.right, path)
        if not may_take_back(self.who, seen.author_id, path):
            raise NotAllowed
        if not self.why.strip():
            raise invalid("why", gettext_noop("Say what was wrong with it."))
        reading = Reading.objects.select_for_update().get(pk=seen.pk)
        if reading.withdrawn_at is not None:
            raise Clash(gettext_noop("This reading was taken back already."))
        reading.withdrawn_at, reading.withdrawn_why = clock.now(), self.why.strip()[:200]
        reading.withdrawn_by_id = self.who.id or None
        reading.save(update_fields=["withdrawn_at", "withdrawn_why", "withdrawn_by"])
        settle_ends({reading.series_id})
        record(self.who, self.name, "reading", reading.pk, path, {
            "series": reading.series_id, "at": reading.at.isoformat(), "value": str(reading.value),
        })
        announce(ReadingWithdrawn(subject_id=seen.series.subject_id, metric=seen.series.metric))
