"""Moves a thing to another zone or another outlet."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.access import asset_for
from wangdian.apps.assets.checks import name_taken, zone_in
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAsset(Verb):
    """Puts a thing into a zone (by name, empty for none) of an outlet; the mover needs the right at both places."""

    name = "assets.move_asset"
    right = Right.EDIT_THINGS

    who: Actor
    asset_id: int
    outlet_code: str
    zone: str = ""

    @transaction.atomic
    def do(self) -> None:
        asset = asset_for(self.who, self.asset_id)
        left = asset.outlet
        guard(self.who, self.right, left.unit.path)
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        problems: list[Problem] = []
        zone = zone_in(outlet, self.zone, problems)
        if name_taken(outlet, asset.name, but=asset.pk):
            problems.append(Problem("outlet_code", _("There is a thing of that name at this outlet already.")))
        if outlet.pk != left.pk and asset.sees.filter(retired_on=None).exists():
            problems.append(Problem("outlet_code", _("This camera sees things here: give them another camera first.")))
        if problems:
            raise Invalid(problems)
        asset.outlet, asset.zone = outlet, zone
        if outlet.pk != left.pk:
            asset.seen_by = None
        asset.save(update_fields=["outlet", "zone", "seen_by"])
        change_subject(asset.subject, unit=outlet.unit)
        announce(DatesChanged(subject_id=asset.subject_id))
        detail = {"from": left.code, "to": outlet.code, "zone": zone.pk if zone else None}
        record(self.who, self.name, "asset", asset.pk, outlet.unit.path, detail)
