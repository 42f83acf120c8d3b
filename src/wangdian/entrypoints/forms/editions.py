"""The forms of editions of the score sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.standards.actions.adopt_edition import AdoptEdition
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.domain.rights import Actor
from wangdian.domain.sheet_edition import EditionText


class SheetForm(forms.Form):
    """A spreadsheet to be tried, or (by its hash) one that was tried, to be kept as a draft."""

    title = forms.CharField(label=_("Name of the edition"), max_length=60)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    bar = forms.DecimalField(
        label=_("Bar"), min_value=0, max_value=100, decimal_places=2, required=False,
        help_text=_("Of 100: a score below it does not pass. May be left out."),
    )
    file = forms.FileField(
        label=_("Spreadsheet"), max_length=200,
        help_text=_("xlsx or CSV. It is only tried first; nothing is stored."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.data.get("sha256"):
            self.fields["file"].required = False

    def verb(self, who: Actor, text: EditionText) -> DraftEdition:
        given = self.cleaned_data
        return DraftEdition(who=who, title=given["title"], note=given["note"], bar=given["bar"], text=text)


class AdoptForm(forms.Form):
    """From which day on an edition counts."""

    from_day = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def verb(self, who: Actor, edition_id: int) -> AdoptEdition:
        return AdoptEdition(who=who, edition_id=edition_id, from_day=self.cleaned_data["from_day"])
