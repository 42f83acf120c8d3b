"""Changes a thing's card."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.assets.access import asset_for
from wangdian.apps.assets.checks import ThingText, checked
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.fields import change_fields
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAsset(Verb):
    """Sets every field of a thing but its kind and outlet; returns whether anything differed."""

    name = "assets.change_asset"
    right = Right.EDIT_THINGS

    who: Actor
    asset_id: int
    asset_name: str
    zone: str = ""
    model: str = ""
    serial: str = ""
    variant: str = ""
    made_on: date | None = None
    installed_on: date | None = None
    seen_by: str = ""
    note: str = ""

    @transaction.atomic
    def do(self) -> bool:
        asset = asset_for(self.who, self.asset_id)
        path = asset.outlet.unit.path
        guard(self.who, self.right, path)
        fields = checked(asset.outlet, ThingText(
            kind=asset.kind, name=self.asset_name, zone=self.zone, model=self.model, serial=self.serial,
            variant=self.variant, made_on=self.made_on, installed_on=self.installed_on, seen_by=self.seen_by,
            note=self.note,
        ), but=asset.pk)
        changed = change_fields(asset, fields)
        if changed:
            change_subject(asset.subject, label=asset.name)
            announce(DatesChanged(subject_id=asset.subject_id))
            record(self.who, self.name, "asset", asset.pk, path, {"fields": changed})
        return bool(changed)
