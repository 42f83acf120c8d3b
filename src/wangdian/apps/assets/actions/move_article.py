"""Gives an article another marked place."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.access import placed_for
from wangdian.apps.assets.models import PlacedArticle
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import zone_for
from wangdian.apps.outlets.fields import change_fields
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveArticle(Verb):
    """Sets zone (of the same outlet) and place of an article; returns whether anything differed."""

    name = "assets.move_article"
    right = Right.EDIT_THINGS

    who: Actor
    placed_id: int
    zone_id: int
    place: str

    @transaction.atomic
    def do(self) -> bool:
        placed = placed_for(self.who, self.placed_id)
        path = placed.zone.outlet.unit.path
        guard(self.who, self.right, path)
        zone = zone_for(self.who, self.zone_id)
        if zone.outlet_id != placed.zone.outlet_id:
            raise invalid("zone", _("Choose a zone of the same outlet."))
        same = PlacedArticle.objects.filter(zone=zone, name=placed.name, removed_on=None)
        if same.exclude(pk=placed.pk).exists():
            raise invalid("zone", _("An article of that name has its place in the zone already."))
        changed = change_fields(placed, {"zone": zone, "place": self.place})
        if changed:
            change_subject(placed.subject)
            record(self.who, self.name, "placed_article", placed.pk, path, {"fields": changed, "zone": zone.pk})
        return bool(changed)
