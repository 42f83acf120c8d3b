"""The forms of standards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.standards.actions.bring_own_file import BringOwnFile
from wangdian.domain.pack_text import MAX_CHARACTERS
from wangdian.domain.rights import Actor


class OwnFileForm(forms.Form):
    """Brings a pack, or another score sheet, of the bank's own."""

    file = forms.FileField(
        label=_("File"), help_text=_("A pack in YAML; one with the name of a delivered file stands in its place."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> str:
        """The text of the file; its name is kept in `file_name`."""
        given = self.cleaned_data["file"]
        if given.size > 4 * MAX_CHARACTERS:
            raise forms.ValidationError(_("This file is too large to be a pack."))
        self.file_name = str(given.name)
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not UTF-8 text.")) from error

    def verb(self, who: Actor) -> BringOwnFile:
        return BringOwnFile(who=who, file_name=self.file_name, text=self.cleaned_data["file"])
