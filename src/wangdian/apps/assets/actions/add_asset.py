"""Adds a thing to an outlet."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.assets.checks import ThingText, checked
from wangdian.apps.assets.models import Asset
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.checks import check_open
from wangdian.apps.outlets.subjects import new_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAsset(Verb):
    """Adds a thing to the outlet `outlet_code`; returns its id. `zone` and `seen_by` are names there."""

    name = "assets.add_asset"
    right = Right.EDIT_THINGS

    who: Actor
    outlet_code: str
    kind: str
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
    def do(self) -> int:
        outlet = outlet_for(self.who, self.outlet_code)
        guard(self.who, self.right, outlet.unit.path)
        check_open(outlet)
        fields = checked(outlet, ThingText(
            kind=self.kind, name=self.asset_name, zone=self.zone, model=self.model, serial=self.serial,
            variant=self.variant, made_on=self.made_on, installed_on=self.installed_on, seen_by=self.seen_by,
            note=self.note,
        ))
        subject = new_subject(f"asset:{self.kind}", outlet.unit, self.asset_name)
        asset = Asset.objects.create(subject=subject, outlet=outlet, **fields)
        record(self.who, self.name, "asset", asset.pk, outlet.unit.path, {"kind": asset.kind})
        return asset.pk
