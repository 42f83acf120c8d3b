"""The forms of upkeep records, documents and marked places."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.move_article import MoveArticle
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.renew_document import RenewDocument
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, day, text
from wangdian.entrypoints.web.thing_words import DOCUMENT_KINDS, RESULTS, UPKEEP
from wangdian.foundation import clock


class UpkeepForm(forms.Form):
    """Notes what was done at a subject."""

    sort = choice(_("What was done"), UPKEEP)
    done_on = day(_("Day"))
    done_time = forms.TimeField(
        label=_("Time"), required=False, help_text=_("For what comes again within the day."),
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    passed = choice(_("Result"), RESULTS)
    answer_seconds = forms.IntegerField(
        label=_("Answered after (seconds)"), required=False, min_value=0, max_value=86_400,
        help_text=_("For tests of buttons."),
    )
    note = text(_("Note"), 200, required=False)

    def recording(self, who: Actor, subject_id: int) -> RecordUpkeep:
        given = self.cleaned_data
        done_on: date = given["done_on"]
        time = given["done_time"]
        return RecordUpkeep(
            who=who, subject_id=subject_id, sort=given["sort"], done_on=done_on,
            done_at=datetime.combine(done_on, time, clock.BANK_ZONE) if time else None,
            answer_seconds=given.get("answer_seconds"), passed=given["passed"] == "yes", note=given["note"],
        )


class DocumentForm(forms.Form):
    """Adds a document; also a row of the documents spreadsheet."""

    outlet_code = text(_("Outlet (code)"), 20)
    kind = choice(_("Kind"), DOCUMENT_KINDS)
    document_name = text(_("Name"), 80)
    number = text(_("Number"), 60, required=False)
    issued_on = day(_("Issued on"), required=False)
    expires_on = day(_("Good until"), required=False, help_text=_("Empty if it is good until withdrawn."))

    def verb(self, who: Actor) -> AddDocument:
        return AddDocument(who=who, **self.cleaned_data)

    def renewing(self, who: Actor, document_id: int) -> RenewDocument:
        names = ("number", "issued_on", "expires_on")
        return RenewDocument(who=who, document_id=document_id, **{name: self.cleaned_data[name] for name in names})


class RenewForm(forms.Form):
    """Renews a document."""

    number = text(_("Number"), 60, required=False)
    issued_on = day(_("Issued on"), required=False)
    expires_on = day(_("Good until"), required=False, help_text=_("Empty if it is good until withdrawn."))

    def verb(self, who: Actor, document_id: int) -> RenewDocument:
        return RenewDocument(who=who, document_id=document_id, **self.cleaned_data)


class PlaceForm(forms.Form):
    """An article with its marked place; `zone` is chosen from the outlet's zones by id."""

    article = text(_("Article"), 80)
    zone = forms.TypedChoiceField(label=_("Zone"), coerce=int)
    place = text(_("Place of the mark"), 120)

    def placing(self, who: Actor) -> PlaceArticle:
        given = self.cleaned_data
        return PlaceArticle(who=who, zone_id=given["zone"], article=given["article"], place=given["place"])

    def moving(self, who: Actor, placed_id: int) -> MoveArticle:
        given = self.cleaned_data
        return MoveArticle(who=who, placed_id=placed_id, zone_id=given["zone"], place=given["place"])
