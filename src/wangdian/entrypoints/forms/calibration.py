"""The forms of calibration: a new set, and leave to open one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.actions.make_calibration_set import MakeCalibrationSet
from wangdian.apps.evidence.actions.open_calibration_set import OpenCalibrationSet
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import text


class SetForm(forms.Form):
    """Makes a set."""

    title = text(_("Name of the set"), 80)
    unit = text(_("For whom (branch or whole bank)"), 20, help_text=_("All who check others' work there are asked."))

    def verb(self, who: Actor) -> MakeCalibrationSet:
        return MakeCalibrationSet(who=who, unit=self.cleaned_data["unit"], title=self.cleaned_data["title"])


class OpenForm(forms.Form):
    """Opens a set once its maker has looked."""

    no_customers = forms.BooleanField(
        label=_("I looked at every photo: none shows a customer."), required=False,
    )

    def verb(self, who: Actor, set_id: int) -> OpenCalibrationSet:
        return OpenCalibrationSet(who=who, set_id=set_id, no_customers=self.cleaned_data["no_customers"])
