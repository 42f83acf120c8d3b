"""Holds the photos of a unit and all below it back from removal, as when a court or an audit asks for them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.evidence.models import PhotoHold
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, unit_for
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPhotos(Verb):
    """Returns the id of the hold; it stands until it is lifted. Raises Invalid without a reason."""

    name = "evidence.hold_photos"
    right = Right.KEEP_PHOTOS

    who: Actor
    unit: str
    why: str

    @transaction.atomic
    def do(self) -> int:
        unit = unit_for(self.who, self.unit)
        guard(self.who, self.right, unit.path)
        why = self.why.strip()
        if not 0 < len(why) <= LONGEST:
            raise invalid("why", _("Say why, in at most %(most)s characters.") % {"most": LONGEST})
        row = PhotoHold.objects.create(unit=unit, why=why, set_by_id=self.who.id, set_at=clock.now())
        record(self.who, self.name, "photo_hold", row.pk, unit.path, {})
        return row.pk
