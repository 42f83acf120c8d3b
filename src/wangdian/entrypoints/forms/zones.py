"""The form of a zone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.actions.change_zone import ChangeZone
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, text
from wangdian.entrypoints.web.words import ZONE_KINDS


class ZoneForm(forms.Form):
    """Makes or changes a zone; also a row of the zones spreadsheet."""

    outlet_code = text(_("Outlet (code)"), 20)
    zone_name = text(_("Name of the zone"), 60)
    kind = choice(_("Kind"), ZONE_KINDS)

    def verb(self, who: Actor) -> MakeZone:
        return MakeZone(who=who, **self.cleaned_data)

    def change(self, who: Actor, zone_id: int) -> ChangeZone:
        given = self.cleaned_data
        return ChangeZone(who=who, zone_id=zone_id, kind=given["kind"], zone_name=given["zone_name"])
