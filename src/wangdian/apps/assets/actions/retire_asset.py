"""Takes a thing out of use."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.assets.access import asset_for
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireAsset(Verb):
    """Retires a thing as of today; its history stays, its name is free again."""

    name = "assets.retire_asset"
    right = Right.EDIT_THINGS

    who: Actor
    asset_id: int

    @transaction.atomic
    def do(self) -> None:
        asset = asset_for(self.who, self.asset_id)
        path = asset.outlet.unit.path
        guard(self.who, self.right, path)
        if asset.sees.filter(retired_on=None).exists():
            raise Clash("This camera sees things here: give them another camera first.")
        asset.retired_on = clock.today()
        asset.save(update_fields=["retired_on"])
        change_subject(asset.subject, retired=True)
        record(self.who, self.name, "asset", asset.pk, path)
