"""The forms of plans: how often is chosen by words, or typed as a rule."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.actions.change_plan import ChangePlan
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.planning import PlanWords
from wangdian.apps.evidence.queries_plans import PlanCard
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import SpanField, choice, day, text
from wangdian.entrypoints.web.walk_words import OFTEN, PLAN_DAYS, PLAN_TIMINGS, WALK_KINDS, WEEKDAYS
from wangdian.entrypoints.web.words import OUTLET_KINDS, ROLES

LONGEST_MINUTES = 400 * 24 * 60
WALKERS = ("lobby_manager", "outlet_manager", "inspector", "branch_manager", "head_office")
FREQ = {"quarterly": "FREQ=MONTHLY;INTERVAL=3"}
"""How a rule begins, where the word for it is not its name."""
SIMPLE = re.compile(
    r"FREQ=(?P<often>DAILY|WEEKLY|MONTHLY(?P<quarterly>;INTERVAL=3)?)(;BYDAY=(?P<weekdays>[A-Z,]+))?(;BYMONTHDAY=(?P<month_day>\d{1,2}))?"
    r"(;BYHOUR=(?P<hour>\d{1,2})(;BYMINUTE=(?P<minute>\d{1,2}))?)?",
)


class PlanForm(forms.Form):
    """Makes or changes a plan."""

    title = text(_("Name of the plan"), 80)
    kind = choice(_("Kind of walk"), WALK_KINDS)
    unit = text(_("Where (branch or outlet)"), 20, help_text=_("All outlets below it are walked."))
    role = choice(_("Who walks it"), {role: ROLES[role] for role in WALKERS})
    often = choice(_("How often"), OFTEN)
    weekdays = forms.MultipleChoiceField(
        label=_("On which weekdays"), required=False, choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("For every week."),
    )
    month_day = forms.IntegerField(
        label=_("On which day of the month"), required=False, min_value=1, max_value=28,
        help_text=_("For every month or quarter; a quarter counts from the first day of the plan."),
    )
    at = forms.TimeField(
        label=_("From what time on"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    rule = text(
        _("Rule of my own"), 200, required=False, help_text=_("As RFC 5545 writes it: FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9"),
    )
    due_minutes = SpanField(_("To be finished within"), longest=LONGEST_MINUTES)
    timing = choice(_("When it falls due"), PLAN_TIMINGS)
    days = choice(_("On which days"), PLAN_DAYS)
    starts_on = day(_("From which day on"))
    outlet_kinds = forms.MultipleChoiceField(
        label=_("Kinds of outlets"), required=False, choices=list(OUTLET_KINDS.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all."),
    )
    packs = forms.MultipleChoiceField(
        label=_("What is asked"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everything that applies."),
    )

    def offer_packs(self, packs: Mapping[str, str]) -> None:
        field = self.fields["packs"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(packs.items())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("often") == "own":
            if not given.get("rule"):
                self.add_error("rule", _("Write the rule, or choose how often above."))
        elif given.get("often"):
            if given.get("timing") == "at_rule" and not given.get("at"):
                self.add_error("at", _("Say from what time on, or let it fall due before opening."))
            given["rule"] = self._rule(given)
        return given

    def _rule(self, given: dict[str, Any]) -> str:
        parts = [FREQ.get(given["often"], f"FREQ={given['often'].upper()}")]
        if given["often"] == "weekly":
            if not given.get("weekdays"):
                self.add_error("weekdays", _("Choose at least one weekday."))
            parts.append(f"BYDAY={','.join(given.get('weekdays') or ['MO'])}")
        if given["often"] in {"monthly", "quarterly"}:
            if not given.get("month_day"):
                self.add_error("month_day", _("Choose a day of the month, up to the 28th."))
            parts.append(f"BYMONTHDAY={given.get('month_day') or 1}")
        if given.get("at"):
            parts.append(f"BYHOUR={given['at'].hour};BYMINUTE={given['at'].minute}")
        return ";".join(parts)

    def words(self) -> PlanWords:
        """What was typed, for a preview."""
        given = self.cleaned_data
        return PlanWords(
            title=given["title"], kind=given["kind"], rule=given["rule"], starts_on=given["starts_on"],
            due_minutes=given["due_minutes"], role=given["role"], days=given["days"], timing=given["timing"],
            outlet_kinds=tuple(given["outlet_kinds"]), packs=tuple(given["packs"]),
        )

    def verb(self, who: Actor) -> MakePlan:
        given = self.cleaned_data
        return MakePlan(who=who, kind=given["kind"], unit=given["unit"], **self._changeable())

    def change(self, who: Actor, plan_id: int) -> ChangePlan:
        return ChangePlan(who=who, plan_id=plan_id, **self._changeable())

    def _changeable(self) -> dict[str, Any]:
        names = ("title", "rule", "starts_on", "due_minutes", "role", "days", "timing", "outlet_kinds", "packs")
        return {name: self.cleaned_data[name] for name in names}


def typed_from(plan: PlanCard) -> dict[str, Any]:
    """What the form shows of a plan: a rule that the words can say is shown in words."""
    typed: dict[str, Any] = {
        name: getattr(plan, name)
        for name in ("title", "kind", "unit", "role", "due_minutes", "timing", "days", "starts_on")
    }
    typed |= {"outlet_kinds": list(plan.outlet_kinds), "packs": list(plan.packs), "often": "own", "rule": plan.rule}
    said = SIMPLE.fullmatch(plan.rule)
    if said is None or not _sayable(said):
        return typed
    often = "quarterly" if said["quarterly"] else said["often"].lower()
    typed |= {"often": often, "rule": "", "month_day": said["month_day"]}
    typed["weekdays"] = (said["weekdays"] or "").split(",") if said["weekdays"] else []
    if said["hour"]:
        typed["at"] = f"{int(said['hour']):02}:{int(said['minute'] or 0):02}"
    return typed


def _sayable(said: re.Match[str]) -> bool:
    """A weekday goes with the week and a day of the month with the month, and with nothing else."""
    weekly, monthly = said["often"] == "WEEKLY", said["often"].startswith("MONTHLY")
    days = set((said["weekdays"] or "").split(",")) - {""}
    day_of_month = int(said["month_day"] or 0)
    return bool(days) == weekly and bool(day_of_month) == monthly and days <= WEEKDAYS.keys() and day_of_month <= 28
