"""Takes a zone away that the outlet no longer has."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import zone_for
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireZone(Verb):
    """Retires a zone as of today; its history stays, its name is free again. Things in it stay in the outlet."""

    name = "outlets.retire_zone"
    right = Right.EDIT_OUTLETS

    who: Actor
    zone_id: int

    @transaction.atomic
    def do(self) -> None:
        zone = zone_for(self.who, self.zone_id)
        path = zone.outlet.unit.path
        guard(self.who, self.right, path)
        zone.retired_on = clock.today()
        zone.save(update_fields=["retired_on"])
        change_subject(zone.subject, retired=True)
        record(self.who, self.name, "zone", zone.pk, path)
