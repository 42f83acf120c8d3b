"""Gives an article its marked place (定位管理)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.models import PlacedArticle
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import zone_for
from wangdian.apps.outlets.subjects import new_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.thing_kinds import ARTICLE_KIND
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceArticle(Verb):
    """Puts an article on the list of a zone with the place of its mark; returns its id."""

    name = "assets.place_article"
    right = Right.EDIT_THINGS

    who: Actor
    zone_id: int
    article: str
    place: str

    @transaction.atomic
    def do(self) -> int:
        zone = zone_for(self.who, self.zone_id)
        unit = zone.outlet.unit
        guard(self.who, self.right, unit.path)
        if not zone.subject.active:
            raise Clash("This is out of use; nothing more is noted of it.")
        if PlacedArticle.objects.filter(zone=zone, name=self.article, removed_on=None).exists():
            raise invalid("article", _("This article has its place in the zone already: move it."))
        placed = PlacedArticle.objects.create(
            subject=new_subject(ARTICLE_KIND, unit, self.article), zone=zone, name=self.article, place=self.place,
        )
        record(self.who, self.name, "placed_article", placed.pk, unit.path, {"zone": zone.pk})
        return placed.pk
