"""Decides how long photos of a kind are kept, or takes that decision back: then they stay."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.evidence.models import PhotoRule
from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.domain.photo_keeping import LEAST_DAYS, Kind
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPhotoRule(Verb):
    """`days` None: the bank does not decide, nothing of this kind is removed. Raises Invalid."""

    name = "evidence.set_photo_rule"
    right = Right.KEEP_PHOTOS

    who: Actor
    kind: str
    days: int | None

    @transaction.atomic
    def do(self) -> None:
        guard_whole_bank(self.who, self.right)
        if self.kind not in set(Kind):
            raise invalid("kind", _("There is no such kind of photo."))
        if self.days is not None and not LEAST_DAYS <= self.days <= MOST_DAYS:
            raise invalid("days", _("Write at least %(least)s days, or nothing.") % {"least": LEAST_DAYS})
        before = PhotoRule.objects.filter(kind=self.kind).values_list("days", flat=True).first()
        if before == self.days:
            return
        PhotoRule.objects.filter(kind=self.kind).delete()
        if self.days is not None:
            PhotoRule.objects.create(kind=self.kind, days=self.days, set_by_id=self.who.id, set_at=clock.now())
        record(self.who, self.name, "photo_rule", self.kind, "", {"before": before, "days": self.days})
