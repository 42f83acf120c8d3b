"""The form of a draw."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.lots import LONGEST_DAYS, MOST_DRAWN, Lot
from wangdian.apps.reports.noting import LONGEST_WINDOW
from wangdian.domain.drawing import HEAVIEST, PARTS, WEIGHTS
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, day, text
from wangdian.entrypoints.web.check_words import DRAWN_KINDS, RISK_PARTS


class DrawForm(forms.Form):
    """What is drawn, and by which weights; percents are typed whole."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    unit = text(_("Where (branch or whole bank)"), 20, help_text=_("All open outlets below it can be drawn."))
    kind = choice(_("Kind of walk"), DRAWN_KINDS)
    size = forms.IntegerField(label=_("How many outlets"), min_value=1, max_value=MOST_DRAWN)
    share = forms.IntegerField(
        label=_("Of these by chance alone, in percent"), min_value=1, max_value=100,
        help_text=_("At least one: so nobody can count on being left out."),
    )
    starts_on = day(_("First day"))
    days = forms.IntegerField(label=_("Days to walk them"), min_value=1, max_value=LONGEST_DAYS)
    window_days = forms.IntegerField(
        label=_("Repeats and faults of the last days"), min_value=1, max_value=LONGEST_WINDOW,
    )
    seed = text(
        _("Seed from outside"), 64, required=False,
        help_text=_("A number that nobody here could know, such as a public lottery's. Left empty, one is rolled."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[f"weight_{name}"] = forms.DecimalField(
                label=_("Weight: %(part)s") % {"part": RISK_PARTS[name]}, min_value=0, max_value=HEAVIEST,
                max_digits=5, decimal_places=2, initial=WEIGHTS[name],
            )

    def lot(self) -> Lot:
        given = self.cleaned_data
        return Lot(
            unit=given["unit"], kind=given["kind"], size=given["size"], share=Decimal(given["share"]) / 100,
            starts_on=given["starts_on"], days=given["days"], window_days=given["window_days"],
            weights={name: given[f"weight_{name}"] for name in PARTS},
        )

    def verb(self, who: Actor) -> DrawChecks:
        """The same form sent twice draws once; what was put right since is another draw."""
        lot, seed = self.lot(), self.cleaned_data["seed"]
        once = uuid5(self.cleaned_data["nonce"], repr((lot, seed)))
        return DrawChecks(who=who, lot=lot, seed=seed, once=str(once))

    def usual(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("weight_")]

    def weights(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith("weight_")]

    def weights_wrong(self) -> bool:
        return any(field.errors for field in self.weights())


def offer_kinds(form: DrawForm, kinds: Mapping[str, Any]) -> None:
    """Only what this person may draw."""
    field = form.fields["kind"]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(kinds.items())
