"""The forms of opening hours, closures and official days."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.actions.load_official_days import LoadOfficialDays
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.notices import NamedDay, Notice
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import PartsField, SpansField, choice, day, moment, text
from wangdian.entrypoints.web.thing_words import DAY_KINDS, OFFICIAL_KINDS, SERVICES

PAIRS = tuple((service, kind) for service in SERVICES for kind in DAY_KINDS)


class HoursForm(forms.Form):
    """A new edition of the hours; also a row of the hours spreadsheet."""

    outlet_code = text(_("Outlet (code)"), 20)
    effective_from = day(_("In force from"))
    personal_working = SpansField(_("Personal banking, working days"))
    personal_weekend = SpansField(_("Personal banking, weekends"))
    personal_festival = SpansField(_("Personal banking, public holidays"))
    corporate_working = SpansField(_("Corporate banking, working days"))
    corporate_weekend = SpansField(_("Corporate banking, weekends"))
    corporate_festival = SpansField(_("Corporate banking, public holidays"))
    self_service_working = SpansField(_("Self-service, working days"))
    self_service_weekend = SpansField(_("Self-service, weekends"))
    self_service_festival = SpansField(_("Self-service, public holidays"))

    def verb(self, who: Actor) -> SetHours:
        given = self.cleaned_data
        hours = {f"{service}.{kind}": given[f"{service}_{kind}"] for service, kind in PAIRS}
        return SetHours(
            who=who, outlet_code=given["outlet_code"], effective_from=given["effective_from"],
            hours={name: spans for name, spans in hours.items() if spans},
        )


def hours_data(hours: Mapping[str, str]) -> dict[str, str]:
    """The hours of an edition as the form's fields."""
    return {f"{service}_{kind}": hours.get(f"{service}.{kind}", "") for service, kind in PAIRS}


class ClosureForm(forms.Form):
    """Plans a closure; also a row of the closures spreadsheet."""

    outlet_code = text(_("Outlet (code)"), 20)
    starts_at = moment(_("Closes at"))
    ends_at = moment(_("Opens again at"))
    services = PartsField(SERVICES, _("What closes"), _("None chosen: all services."))
    reason = text(_("Reason"), 120, help_text=_("It stands on the hours board as it is written here."))
    reason_en = text(_("Reason in English"), 160, required=False)

    def verb(self, who: Actor) -> PlanClosure:
        return PlanClosure(who=who, **self.cleaned_data)


class OfficialDayForm(forms.Form):
    """A day of a year's notice: a row of the official days spreadsheet."""

    year = forms.IntegerField(label=_("Year of the notice"), min_value=1950, max_value=2199)
    day = day(_("Day"))
    kind = choice(_("Kind"), OFFICIAL_KINDS)
    name_zh = text(_("Festival in Chinese"), 40)
    name_en = text(_("Festival in English"), 60, required=False)
    notice = text(_("Title of the notice"), 160, required=False)
    source = text(_("Where it was read"), 300, required=False)


def notice_of(rows: list[dict[str, Any]]) -> Notice:
    """The notice that the cleaned rows of one year make up."""
    first = rows[0]
    days = tuple(NamedDay(r["day"], r["kind"], r["name_zh"], r["name_en"]) for r in rows)
    return Notice(first["year"], True, first["notice"], first["source"], days)


def loading(notice: Notice, who: Actor) -> LoadOfficialDays:
    return LoadOfficialDays(
        who=who, year=notice.year, days=notice.days, announced=notice.announced, notice=notice.notice,
        source=notice.source,
    )


class NoticeForm(forms.Form):
    """A year's notice as a file."""

    file = forms.FileField(
        label=_("File of the notice"), max_length=120,
        help_text=_("YAML as delivered, or CSV or xlsx with the columns of the official days spreadsheet."),
    )
