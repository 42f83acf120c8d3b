"""The form of plans that only spreadsheets have: a row says by its rule how often."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.actions.change_plan import ChangePlan
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.queries_plans import PlanCard, packs_to_walk
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import PartsField, choice, day, parts_of, text
from wangdian.entrypoints.forms.plans import LONGEST_MINUTES, WALKERS
from wangdian.entrypoints.web.walk_words import PLAN_DAYS, PLAN_TIMINGS, WALK_KINDS
from wangdian.entrypoints.web.words import OUTLET_KINDS, ROLES
from wangdian.foundation.errors import invalid


class PlanRow(forms.Form):
    """A plan; its name and its place are its key."""

    title = text(_("Name of the plan"), 80)
    kind = choice(_("Kind of walk"), WALK_KINDS)
    unit = text(_("Where (code)"), 20, help_text=_("All outlets below it are walked."))
    role = choice(_("Who walks it"), {role: ROLES[role] for role in WALKERS})
    rule = text(_("Rule"), 200, help_text=_("As RFC 5545 writes it: FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9"))
    due_minutes = forms.IntegerField(
        label=_("To be finished within (minutes)"), min_value=1, max_value=LONGEST_MINUTES,
    )
    timing = choice(_("When it falls due"), PLAN_TIMINGS)
    days = choice(_("On which days"), PLAN_DAYS)
    starts_on = day(_("From which day on"))
    outlet_kinds = PartsField(OUTLET_KINDS, _("Kinds of outlets"), _("None chosen: all."))
    packs = text(
        _("What is asked"), 400, required=False,
        help_text=_("Codes of packs, by commas; none: everything that applies."),
    )

    def clean_packs(self) -> tuple[str, ...]:
        asked, there = parts_of(self.cleaned_data["packs"]), set(packs_to_walk())
        for name in asked:
            if name not in there:
                raise forms.ValidationError(_("There is no pack “%(name)s”."), params={"name": name})
        return tuple(asked)

    def verb(self, who: Actor) -> MakePlan:
        return MakePlan(who=who, **self.cleaned_data)

    def change(self, who: Actor, there: PlanCard) -> ChangePlan | None:
        """What makes the plan that is there like the row; None if it is. Invalid for another kind of walk."""
        given: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if name not in {"kind", "unit"}
        }
        if self.cleaned_data["kind"] != there.kind:
            raise invalid("kind", gettext("This plan has another kind of walk; stop it and make a new one."))
        if all(getattr(there, name) == value for name, value in given.items()):
            return None
        return ChangePlan(who=who, plan_id=there.id, **given)
