"""Day sheets: the walks of today to print, the pictures that come home, and what was written, entered by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.evidence.actions.bring_sheet import BringSheet
from wangdian.apps.evidence.actions.send_answers import SendAnswers
from wangdian.apps.evidence.queries_sheets import MOST_PRINTED, SheetAsked, due_today, sheet_of, sheets_of
from wangdian.apps.evidence.sandbox import MOST_BYTES
from wangdian.apps.evidence.sheets import NoSheet
from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Right
from wangdian.entrypoints.forms.inputs import moment
from wangdian.entrypoints.told import problems_of, why_of
from wangdian.entrypoints.web.paper.questions import answers_in, zones_of
from wangdian.entrypoints.web.photos.shots import Shot
from wangdian.entrypoints.web.qr import Drawing, drawing_of
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.walk_words import ANSWERS, WALK_KINDS, WALK_STATES
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound
from wangdian.foundation.ids import new_uuid


class BringForm(forms.Form):
    """A picture of a sheet."""

    picture = forms.FileField(
        label=gettext_lazy("Scan or photo of a sheet"), max_length=200,
        help_text=gettext_lazy("JPEG or PNG, up to 8 MB, a page at a time. Its QR code says which walk it belongs to."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )


class DeskForm(forms.Form):
    """When the walk was walked, and whether it is over; the answers are read apart from it."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    walked_at = moment(gettext_lazy("Walked at"))
    over = forms.BooleanField(label=gettext_lazy("The walk is finished"), required=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it is printed."""

    sheet: SheetAsked
    kind: object
    zones: list[Any]
    drawing: Drawing
    asked: int


@require_http_methods(["GET", "POST"])
def listed(request: Request) -> HttpResponse:
    """The walks of today, and where the pictures come home."""
    guard_somewhere(request.actor, Right.WALK)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        walk_id = _brought(request, form)
        if walk_id is not None:
            return redirect("paper.desk", walk_id)
    outlet = request.GET.get("outlet", "")
    due = [(walk, WALK_KINDS[walk.kind]) for walk in due_today(request.actor, outlet)]
    status = 422 if form.errors else 200
    words = {"form": form, "due": due, "outlet": outlet, "most": MOST_PRINTED}
    return render(request, "paper/list.html", words, status=status)


def _brought(request: Request, form: BringForm) -> UUID | None:
    """The walk of the picture; None with the reason on the form."""
    file = form.cleaned_data["picture"]
    if file.size > MOST_BYTES:
        form.add_error("picture", _("The photo is larger than 8 MB. Take it again with a lower resolution."))
        return None
    try:
        return BringSheet(who=request.actor, data=file.read()).do()
    except NoSheet as error:
        form.add_error("picture", why_of(error))
    except Invalid as error:
        for problem in problems_of(error):
            form.add_error("picture", problem.why)
    except NotFound:
        form.add_error("picture", _("The walk of this sheet is not one of yours. Nothing was stored."))
    return None


@require_GET
def printed(request: Request) -> HttpResponse:
    """The sheets of the walks named by `walk`, or of all of today (of an outlet), each on paper of its own."""
    named = request.GET.getlist("walk")
    ids = [_uuid(text) for text in named] if named else [
        walk.walk for walk in due_today(request.actor, request.GET.get("outlet", ""))
    ]
    papers = [_paper(sheet) for sheet in sheets_of(request.actor, ids)]
    if named and not papers:
        raise NotFound
    return render(request, "paper/print.html", {"papers": papers, "left_out": max(0, len(ids) - MOST_PRINTED)})


def _paper(sheet: SheetAsked) -> Paper:
    zones = zones_of(sheet, {})
    address = f"{settings.PUBLIC_URL}{reverse('paper.desk', args=[sheet.walk])}"
    asked = sum(len(zone.questions) for zone in zones)
    return Paper(sheet, WALK_KINDS[sheet.kind], zones, drawing_of(address), asked)


@require_http_methods(["GET", "POST"])
def desk(request: Request, walk_id: UUID) -> HttpResponse:
    """The sheet beside the form in which its answers are entered."""
    sheet = sheet_of(request.actor, walk_id)
    if request.method == "GET":
        began = sheet.due_from if sheet.due_from and sheet.due_from < clock.now() else clock.now()
        form = DeskForm(initial={"nonce": new_uuid(), "walked_at": began.astimezone(clock.BANK_ZONE), "over": True})
        return _desk_page(request, sheet, form, {})
    form = DeskForm(request.POST)
    typed = request.POST.dict()
    if not form.is_valid():
        return _desk_page(request, sheet, form, typed, status=422)
    wrong = _sent(request, sheet, form, typed)
    if wrong or form.errors:
        return _desk_page(request, sheet_of(request.actor, walk_id), form, typed, wrong, status=422)
    return redirect("walks.card", walk_id)


def _sent(request: Request, sheet: SheetAsked, form: DeskForm, typed: Mapping[str, str]) -> dict[str, str]:
    """What was not kept, by the name of its question; what concerns the whole walk goes to the form."""
    at: datetime = min(form.cleaned_data["walked_at"], clock.now())
    names, said, wrong = answers_in(sheet, typed, form.cleaned_data["nonce"], at)
    over = bool(form.cleaned_data["over"]) and not wrong
    if not said and not over:
        if not wrong:
            form.add_error(None, _("Nothing was entered yet."))
        return wrong
    sent = SendAnswers(
        who=request.actor, walk_id=sheet.walk, outlet=sheet.outlet, kind=sheet.kind, started_at=at, answers=said,
        finished_at=at if over else None,
    ).do()
    for refusal in sent.refused:
        if refusal.id is None:
            form.add_error(None, refusal.message)
        else:
            wrong[names[refusal.id]] = refusal.message
    return wrong


def _desk_page(
    request: Request, sheet: SheetAsked, form: DeskForm, typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None, status: int = 200,
) -> HttpResponse:
    return render(request, "paper/desk.html", {
        "sheet": sheet, "form": form, "zones": zones_of(sheet, typed, wrong), "kind": WALK_KINDS[sheet.kind],
        "state": WALK_STATES[sheet.state], "wrong": len(wrong or ()),
        "says": [(code, ANSWERS[code]) for code in ("ok", "fail", "na")],
        "pictures": [
            Shot(reverse("photos.file", args=[sha]), reverse("photos.thumbnail", args=[sha]), _("Sheet"))
            for sha in sheet.sheets
        ],
    }, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
