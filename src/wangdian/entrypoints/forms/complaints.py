"""The form of complaints about an outlet, and a row of their spreadsheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.actions.note_complaints import MOST, Complaints, NoteComplaints
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, day, text
from wangdian.entrypoints.web.check_words import COMPLAINT_WAYS


class ComplaintsForm(forms.Form):
    """How many came in on a day by one way; it takes the place of what was noted of the same."""

    outlet_code = text(_("Outlet (code)"), 20)
    day = day(_("Received on"))
    channel = choice(_("How they came"), COMPLAINT_WAYS)
    number = forms.IntegerField(
        label=_("How many"), min_value=0, max_value=MOST, help_text=_("0 takes back what was noted of this day."),
    )

    def verb(self, who: Actor) -> NoteComplaints:
        return noting([self.cleaned_data], who)


def noting(rows: list[dict[str, Any]], who: Actor) -> NoteComplaints:
    """One verb of a part of a file."""
    return NoteComplaints(who=who, rows=tuple(
        Complaints(row["outlet_code"], row["day"], row["channel"], row["number"]) for row in rows
    ))
