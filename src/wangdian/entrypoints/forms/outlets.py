"""The forms of outlets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.domain.rights import Actor
from wangdian.entrypoints.web.words import OUTLET_KINDS


class OutletForm(forms.Form):
    """Makes an outlet; also a row of the outlets spreadsheet."""

    code = forms.CharField(label=_("Code"), max_length=20)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    parent_code = forms.CharField(label=_("Belongs to (code)"), max_length=20)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(OUTLET_KINDS.items()))
    opened_on = forms.DateField(label=_("Open since"), widget=forms.DateInput(attrs={"type": "date"}))
    built_on = forms.DateField(label=_("Built on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    fx_licence = forms.BooleanField(label=_("May exchange foreign currency"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = forms.CharField(label=_("Public phone"), max_length=30, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6,
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6,
    )

    def verb(self, who: Actor) -> MakeOutlet:
        return MakeOutlet(who=who, **self.cleaned_data)
