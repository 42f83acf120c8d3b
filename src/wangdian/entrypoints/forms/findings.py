"""The forms of findings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.findings.actions.note_finding import NoteFinding
from wangdian.apps.findings.actions.reopen_finding import ReopenFinding
from wangdian.apps.findings.actions.revoke_waiver import RevokeWaiver
from wangdian.domain.rights import Actor
from wangdian.domain.verbs import Verb

WORDS = forms.Textarea(attrs={"rows": 2, "maxlength": 300})


class WaiverForm(forms.Form):
    """Asks for a waiver."""

    reason = forms.CharField(label=_("Why it must stand for now"), max_length=300, widget=WORDS)
    last_day = forms.DateField(label=_("Until and with"), widget=forms.DateInput(attrs={"type": "date"}))

    def act(self, who: Actor, finding_id: int) -> Verb:
        return AskWaiver(who=who, finding_id=finding_id, **self.cleaned_data)


class DecisionForm(forms.Form):
    """Grants or refuses a waiver; the button says which."""

    reason = forms.CharField(label=_("A word to it"), max_length=300, required=False, widget=WORDS)
    granted = forms.TypedChoiceField(
        choices=[("yes", _("Agree")), ("no", _("Refuse"))], coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
    )

    def act(self, who: Actor, waiver_id: int) -> Verb:
        return DecideWaiver(who=who, waiver_id=waiver_id, **self.cleaned_data)


class ReasonForm(forms.Form):
    """A sentence that says why; which verb it is for is the page's business."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=WORDS)


class RevokeForm(ReasonForm):
    """Ends a waiver before its time."""

    def act(self, who: Actor, finding_id: int) -> Verb:
        return RevokeWaiver(who=who, finding_id=finding_id, reason=self.cleaned_data["reason"])


class MistakeForm(ReasonForm):
    """Closes a finding that never was one."""

    def act(self, who: Actor, finding_id: int) -> Verb:
        return CloseAsMistake(who=who, finding_id=finding_id, reason=self.cleaned_data["reason"])


class ReopenForm(ReasonForm):
    """Opens a closed finding again."""

    def act(self, who: Actor, finding_id: int) -> Verb:
        return ReopenFinding(who=who, finding_id=finding_id, reason=self.cleaned_data["reason"])


class NoteForm(forms.Form):
    """Writes a word into the history of a finding."""

    words = forms.CharField(label=_("Note"), max_length=300, widget=WORDS)

    def act(self, who: Actor, finding_id: int) -> Verb:
        return NoteFinding(who=who, finding_id=finding_id, words=self.cleaned_data["words"])
