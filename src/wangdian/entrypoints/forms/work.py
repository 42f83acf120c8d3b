"""The forms of work orders; each carries the order's version, so that nobody overwrites what changed meanwhile."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.actions.hand_over import HandOver
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.open_order import OpenOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.resume_order import ResumeOrder
from wangdian.apps.work.actions.set_cost import SetCost
from wangdian.apps.work.actions.set_interruption import SetInterruption
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.cards import TakerCard, Takers
from wangdian.apps.work.checks import MOST_MINUTES
from wangdian.apps.work.words import PAUSES, PRIORITIES
from wangdian.domain.rights import Actor
from wangdian.domain.verbs import Verb
from wangdian.entrypoints.forms.inputs import choice
from wangdian.entrypoints.web.words import ROLES

WORDS = forms.Textarea(attrs={"rows": 2, "maxlength": 300})
MOST_FILES = 6


class Versioned(forms.Form):
    """An act on one order as it was when the page was read."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def act(self, who: Actor, number: str) -> list[Verb]:
        """The verbs to be done one after the other."""
        raise TypeError(f"{type(self).__name__} does not say what it does")


class AcceptForm(Versioned):
    """Takes the order on."""

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [AcceptOrder(who=who, number=number, **self.given())]


class StartForm(Versioned):
    """Begins to mend."""

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [StartOrder(who=who, number=number, **self.given())]


class ResumeForm(Versioned):
    """Goes on after a pause."""

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [ResumeOrder(who=who, number=number, **self.given())]


class PauseForm(Versioned):
    """Says why nobody can go on."""

    reason = choice(_("Why nobody can go on"), PAUSES, help_text=_("Waiting for a part or a customer stops the clock."))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [PauseOrder(who=who, number=number, **self.given())]


class TakerForm(Versioned):
    """Chooses a person (p:id) or a vendor (v:id)."""

    taker = forms.ChoiceField(label=_("To whom"))

    def __init__(self, *args: Any, takers: Takers | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["taker"]
        if isinstance(field, forms.ChoiceField):
            field.choices = taker_choices(takers) if takers else []

    def to(self) -> dict[str, Any]:
        """The verb's person_id or vendor_id."""
        sort, _dot, row = self.cleaned_data["taker"].partition(":")
        return {"vendor_id" if sort == "v" else "person_id": int(row)}


class AssignForm(TakerForm):
    """Gives one order to somebody."""

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [AssignOrder(who=who, numbers=(number,), version=self.cleaned_data["version"], **self.to())]


class AssignManyForm(TakerForm):
    """Gives the chosen orders of the board to somebody."""

    numbers = forms.MultipleChoiceField(label=_("Orders"), widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, numbers: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["numbers"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(number, number) for number in numbers]

    def verb(self, who: Actor) -> Verb:
        return AssignOrder(who=who, numbers=tuple(self.cleaned_data["numbers"]), **self.to())


class HandOverForm(TakerForm):
    """Gives the order to somebody else."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=WORDS)

    def act(self, who: Actor, number: str) -> list[Verb]:
        reason, version = self.cleaned_data["reason"], self.cleaned_data["version"]
        return [HandOver(who=who, number=number, reason=reason, version=version, **self.to())]


class ManyFiles(forms.FileField):
    """Photos from the camera or the album, at most MOST_FILES at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            super().clean(None, initial)
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s photos at once."), params={"most": MOST_FILES})
        return [super(ManyFiles, self).clean(file, initial) for file in files]


class PhotosInput(forms.ClearableFileInput):
    """Takes several; a phone asks whether from the camera or the album, since no `capture` chooses for it."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


def photos_field(required: bool) -> ManyFiles:
    return ManyFiles(
        label=_("Photos of the repair"), required=required,
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class PhotoForm(forms.Form):
    """Adds photos of what is wrong or of the repair."""

    photos = photos_field(required=True)
    moment = forms.ChoiceField(
        label=_("It shows"), choices=[("after", _("the repair")), ("before", _("what is wrong"))],
    )

    def act(self, who: Actor, number: str) -> list[Verb]:
        photos, moment = self.cleaned_data["photos"], self.cleaned_data["moment"]
        return [AddOrderPhoto(who=who, number=number, data=photo.read(), moment=moment) for photo in photos]


class MendForm(Versioned):
    """Says that it is mended, with the photos of the repair."""

    photos = photos_field(required=False)
    cost = forms.DecimalField(label=_("Cost in yuan"), required=False, min_value=0, max_digits=12, decimal_places=2)
    interruption = forms.IntegerField(
        label=_("Minutes of interruption"), required=False, min_value=0,
        help_text=_("How long customers could not be served."),
    )
    note = forms.CharField(label=_("What was done"), max_length=300, required=False, widget=WORDS)

    def act(self, who: Actor, number: str) -> list[Verb]:
        given = self.given()
        photos = tuple(photo.read() for photo in given.pop("photos", ()))
        return [MendOrder(who=who, number=number, photos=photos, **given)]


class VerifyForm(Versioned):
    """Passes a repair or sends it back; the button says which."""

    passed = forms.TypedChoiceField(
        choices=[("yes", _("Passed")), ("no", _("Send back"))], coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
    )
    reason = forms.CharField(label=_("What is still wrong"), max_length=300, required=False, widget=WORDS)

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [VerifyOrder(who=who, number=number, **self.given())]


class CancelForm(Versioned):
    """Cancels the order."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=WORDS)

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [CancelOrder(who=who, number=number, **self.given())]


class PriorityForm(Versioned):
    """Changes the priority."""

    priority = choice(_("Priority"), PRIORITIES)
    reason = forms.CharField(label=_("Why"), max_length=300, widget=WORDS)

    def act(self, who: Actor, number: str) -> list[Verb]:
        return [ChangePriority(who=who, number=number, **self.given())]


class CostsForm(Versioned):
    """Enters what it cost and how long customers could not be served."""

    cost = forms.DecimalField(label=_("Cost in yuan"), required=False, min_value=0, max_digits=12, decimal_places=2)
    minutes = forms.IntegerField(
        label=_("Minutes of interruption"), required=False, min_value=0, max_value=MOST_MINUTES,
    )

    def act(self, who: Actor, number: str) -> list[Verb]:
        given = self.given()
        verbs: list[Verb] = []
        if "cost" in given:
            verbs.append(SetCost(who=who, number=number, cost=given["cost"], version=given.get("version")))
        if "minutes" in given:
            version = None if verbs else given.get("version")
            verbs.append(SetInterruption(who=who, number=number, minutes=given["minutes"], version=version))
        return verbs


class OpenForm(forms.Form):
    """Opens an order for a finding that has none."""

    def verb(self, who: Actor, finding_id: int) -> Verb:
        return OpenOrder(who=who, finding_id=finding_id)


def taker_choices(takers: Takers) -> list[Any]:
    """People first, then vendors, each under its heading, with how many orders each has already."""
    people = [(f"p:{one.id}", _taker(one, one.vendor or ROLES[one.role])) for one in takers.people]
    vendors = [(f"v:{one.id}", _taker(one)) for one in takers.vendors]
    groups = [(_("People"), people), (_("Vendors"), vendors)]
    return [("", _("To whom")), *[group for group in groups if group[1]]]


def _taker(one: TakerCard, *about: object) -> str:
    """闵清扬 · 维修人员 · 3 单."""
    orders = ngettext("%(n)s order", "%(n)s orders", one.open) % {"n": one.open}
    return " · ".join(str(part) for part in (one.name, *about, orders))
