"""Renames a zone or says that it is of another kind."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import zone_for
from wangdian.apps.outlets.actions.make_zone import check_zone
from wangdian.apps.outlets.fields import change_fields
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeZone(Verb):
    """Sets kind and name of a zone; returns whether anything differed."""

    name = "outlets.change_zone"
    right = Right.EDIT_OUTLETS

    who: Actor
    zone_id: int
    kind: str
    zone_name: str

    @transaction.atomic
    def do(self) -> bool:
        zone = zone_for(self.who, self.zone_id)
        path = zone.outlet.unit.path
        guard(self.who, self.right, path)
        check_zone(zone.outlet, self.kind, self.zone_name, but=zone.pk)
        changed = change_fields(zone, {"kind": self.kind, "name": self.zone_name})
        if changed:
            change_subject(zone.subject, label=zone.name, kind=f"zone:{zone.kind}")
            record(self.who, self.name, "zone", zone.pk, path, {"fields": changed})
        return bool(changed)
