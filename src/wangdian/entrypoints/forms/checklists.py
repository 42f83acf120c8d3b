"""The form with which a checklist is brought in."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.standards.queries_own import ItemCard
from wangdian.domain.requirement_fields import Place
from wangdian.domain.subject_kinds import SUBJECT_KINDS
from wangdian.entrypoints.web.finding_words import subject_words
from wangdian.entrypoints.xlsforms.reading import MOST_BYTES

PREFIX = re.compile(r"[A-Z]{2,6}")
CALLED = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


class ChecklistForm(forms.Form):
    """A workbook, and what it cannot say of the pack that it becomes."""

    file = forms.FileField(
        label=_("Workbook"), help_text=_("In the XLSForm standard (.xlsx), as ODK and its kin read it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    called = forms.RegexField(
        CALLED, label=_("Short name"), max_length=40, initial="checklist",
        help_text=_("Small letters, digits and _. The same name again takes the place of the earlier one."),
    )
    letters = forms.RegexField(
        PREFIX, label=_("Letters of its numbers"), max_length=6, initial="OWN",
        help_text=_("Two to six capitals that no other pack has; OWN gives OWN-01, OWN-02."),
    )
    subject = forms.ChoiceField(
        label=_("Asked of"), help_text=_("Where neither the question nor its group says it (wangdian::subject)."),
    )
    item = forms.ChoiceField(
        label=_("Counts under"), help_text=_("Without points for now: those are given out in the score sheet."),
    )

    def __init__(self, *args: Any, items: Iterable[ItemCard], **more: Any) -> None:
        super().__init__(*args, **more)
        self._places = {card.place.item: card for card in items}
        item, subject = self.fields["item"], self.fields["subject"]
        if isinstance(item, forms.ChoiceField) and isinstance(subject, forms.ChoiceField):
            item.choices = [(code, f"{code} {card.title}") for code, card in self._places.items()]
            subject.choices = [(kind, subject_words(kind)) for kind in SUBJECT_KINDS]

    def clean_file(self) -> bytes:
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large to be a checklist."))
        return bytes(given.read())

    @property
    def pack(self) -> str:
        return f"own_{self.cleaned_data['called']}"

    @property
    def place(self) -> Place:
        return self._places[self.cleaned_data["item"]].place
