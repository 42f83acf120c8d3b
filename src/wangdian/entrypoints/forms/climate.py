"""Reads what people noted off instruments: several figures of one zone at one moment, and rows of a logger."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.actions.take_log import LogRow, TakeLog
from wangdian.domain.metrics import METRICS
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, moment, text
from wangdian.entrypoints.web.climate_words import METRIC_WORDS, unit_of


class ReadingsForm(forms.Form):
    """One field a metric, named by it; what stays empty was not read."""

    at = moment(_("When"))

    def __init__(self, metrics: Iterable[str], hints: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in metrics:
            known = METRICS[name]
            self.fields[name] = forms.DecimalField(
                label=f"{METRIC_WORDS[name]} ({unit_of(name)})", required=False, max_digits=12, decimal_places=4,
                min_value=known.lowest, max_value=known.highest, help_text=hints.get(name, ""),
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )

    def verb(self, who: Actor, subject_id: int) -> RecordReadings:
        given = self.cleaned_data
        at: datetime = given["at"]
        values: dict[str, Decimal] = {
            name: value for name, value in given.items() if name in METRICS and value is not None
        }
        return RecordReadings(who=who, subject_id=subject_id, at=at, values=values)


class LogRowForm(forms.Form):
    """A line of a logger's file."""

    outlet_code = text(_("Outlet (code)"), 20)
    zone = text(_("Zone"), 60, required=False, help_text=_("Empty for the outlet itself."))
    metric = choice(_("Metric"), METRIC_WORDS)
    at = moment(_("Time"))
    value = forms.DecimalField(label=_("Figure"), max_digits=12, decimal_places=4)
    unit = text(
        _("Unit of the figure"), 12, required=False,
        help_text=_("Empty for the usual unit; °F and µg/m³ are converted."),
    )


def taking(rows: list[dict[str, Any]], who: Actor) -> TakeLog:
    """One verb of a part of a file."""
    return TakeLog(who=who, rows=tuple(
        LogRow(row["outlet_code"], row["zone"], row["metric"], row["at"], row["value"], row["unit"]) for row in rows
    ))
