"""The forms of outlets and zones."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.actions.change_outlet import ChangeOutlet
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.domain.datums import Datum, to_wgs84
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, day, text
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.words import OUTLET_KINDS

DATUMS: dict[str, Text] = {
    "wgs84": _("GPS (WGS 84)"), "gcj02": _("Gaode or Tencent map (GCJ-02)"), "bd09": _("Baidu map (BD-09)"),
}
CODE = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
"""Codes stand in addresses and file names: letters, digits, dot, dash and underscore."""


class OutletChangeForm(forms.Form):
    """The card of an outlet that is there: its code and its place stay."""

    name_zh = text(_("Name in Chinese"), 80)
    name_en = text(_("Name in English"), 120, required=False)
    kind = choice(_("Kind"), OUTLET_KINDS)
    opened_on = day(_("Open since"))
    built_on = day(_("Built on"), required=False)
    fx_licence = forms.BooleanField(label=_("May exchange foreign currency"), required=False)
    address = text(_("Address"), 200, required=False)
    phone = text(_("Public phone"), 30, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6,
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6,
    )
    datum = choice(_("Coordinates taken from"), DATUMS, required=False)

    def clean(self) -> dict[str, Any]:
        """The place as it is kept: in WGS 84, both figures or none."""
        given = super().clean() or self.cleaned_data
        datum = Datum(given.pop("datum", "") or Datum.WGS84)
        north, east = given.get("latitude"), given.get("longitude")
        if datum is not Datum.WGS84 and north is not None and east is not None:
            found = to_wgs84((float(north), float(east)), datum)
            given["latitude"], given["longitude"] = (round(Decimal(one), 6) for one in found)
        return given

    def change(self, who: Actor, code: str) -> ChangeOutlet:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"code", "parent_code"}}
        return ChangeOutlet(who=who, code=code, **given)


class OutletForm(OutletChangeForm):
    """Makes an outlet; also a row of the outlets spreadsheet."""

    code = forms.RegexField(
        CODE, label=_("Code"), max_length=20,
        error_messages={"invalid": _("Use letters, digits, dot, dash and underscore.")},
    )
    parent_code = text(_("Belongs to (code)"), 20)
    field_order = ["code", "name_zh", "name_en", "parent_code", "kind", "opened_on"]

    def verb(self, who: Actor) -> MakeOutlet:
        return MakeOutlet(who=who, **self.cleaned_data)


class CloseOutletForm(forms.Form):
    """Closes an outlet for good."""

    closed_on = day(_("Closed since"), help_text=_("For some days only, plan a closure instead."))

    def verb(self, who: Actor, code: str) -> CloseOutlet:
        closed_on: date = self.cleaned_data["closed_on"]
        return CloseOutlet(who=who, code=code, closed_on=closed_on)
