"""Calibration: sets, taking photos in, judging them one by one, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from wangdian.apps.evidence.actions.add_calibration_item import AddCalibrationItem
from wangdian.apps.evidence.actions.close_calibration_set import CloseCalibrationSet
from wangdian.apps.evidence.actions.judge_calibration_item import JudgeCalibrationItem
from wangdian.apps.evidence.actions.make_calibration_set import MakeCalibrationSet
from wangdian.apps.evidence.actions.remove_calibration_item import RemoveCalibrationItem
from wangdian.apps.evidence.calibration_queries import (
    calibration_photo,
    next_to_judge,
    own_result,
    photos_to_take_in,
    set_read,
)
from wangdian.apps.people.access import guard_somewhere
from wangdian.entrypoints.forms.calibration import OpenForm, SetForm
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.places import offer_units
from wangdian.entrypoints.lists.agreement import rate_in_words
from wangdian.entrypoints.lists.calibration import JUDGES, SETS, kappa_in_words, sets_listed
from wangdian.entrypoints.lists.listing import rows_of
from wangdian.entrypoints.web.check_words import SAYS, SET_STATES
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.photos.answering import photo_or_notice
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import Refused, invalid

LONGEST_WHY = 300


@require_GET
def listed(request: Request) -> HttpResponse:
    page = sets_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "checks/sets.html", SETS, page, {"tab": "calibration"})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    guard_somewhere(request.actor, MakeCalibrationSet.right)
    form = SetForm(request.POST) if request.method == "POST" else SetForm()
    offer_units(form, "unit", request.actor, _("For whom"))
    if request.method == "POST":
        done, set_id = tried(form, lambda: form.verb(request.actor))
        if done:
            return redirect("checks.take_in", set_id)
    return render(request, "frame/form.html", {"form": form, "title": _("New set of photos"), "submit": _("Make set")})


@require_http_methods(["GET", "POST"])
def card(request: Request, set_id: int) -> HttpResponse:
    """What a leader sees; posting opens the set."""
    if request.GET.get("format"):
        return exported(request, JUDGES, request.GET["format"], {"set": str(set_id)})
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor, set_id))[0]:
        messages.success(request, _("Open. Those who are asked find it under Calibration."))
        return redirect("checks.set", set_id)
    found = set_read(request.actor, set_id)
    return render(request, "checks/set.html", {
        "found": found, "set": found.card, "state": SET_STATES[found.card.state], "form": form,
        "items": [(item, SAYS[item.reference]) for item in found.items], "among": kappa_in_words(found.among),
        "listing": JUDGES, "rows": rows_of(JUDGES, found.judges), "can_export": can_export(request, JUDGES),
    })


@require_http_methods(["GET", "POST"])
def take_in(request: Request, set_id: int) -> HttpResponse:
    """Photos of answers to choose from; posting takes one in."""
    if request.method == "POST":
        AddCalibrationItem(
            who=request.actor, set_id=set_id, answer=_answer(request.POST.get("answer", "")),
            slot=_slot(request.POST.get("slot", "")), reference=request.POST.get("reference", ""),
            why=request.POST.get("why", "")[:LONGEST_WHY],
        ).do()
        messages.success(request, _("Taken in."))
        return redirect(request.get_full_path())
    found, wanted = set_read(request.actor, set_id), request.GET.get("requirement", "")
    page = photos_to_take_in(request.actor, set_id, requirement=wanted, after=request.GET.get("after"))
    return render(request, "checks/take_in.html", {
        "set": found.card, "requirement": wanted, "after": page.after,
        "photos": [(one, SAYS.get(one.verdict, "")) for one in page.items],
    })


@require_POST
def remove(request: Request, set_id: int, item_id: int) -> HttpResponse:
    RemoveCalibrationItem(who=request.actor, set_id=set_id, item_id=item_id).do()
    messages.success(request, _("Taken out."))
    return redirect("checks.set", set_id)


@require_POST
def close(request: Request, set_id: int) -> HttpResponse:
    CloseCalibrationSet(who=request.actor, set_id=set_id).do()
    messages.success(request, _("Closed. What was said stays."))
    return redirect("checks.set", set_id)


@require_http_methods(["GET", "POST"])
def judge(request: Request, set_id: int) -> HttpResponse:
    """One photo after the other; at the end one's own words beside the reference."""
    if request.method == "POST":
        item = request.POST.get("item", "")
        if not (item.isascii() and item.isdigit() and len(item) < 18):
            raise invalid("item", "There is no such photo.")
        try:
            JudgeCalibrationItem(
                who=request.actor, set_id=set_id, item_id=int(item), says=request.POST.get("says", ""),
            ).do()
        except Refused as error:
            messages.error(request, _(error.why))
        return redirect("checks.judge", set_id)
    ahead = next_to_judge(request.actor, set_id)
    if ahead is not None:
        return render(request, "checks/judge.html", {"photo": ahead})
    found = own_result(request.actor, set_id)
    return render(request, "checks/judged.html", {
        "found": found, "set": found.card, "rate": rate_in_words(found.agrees), "kappa": kappa_in_words(found.kappa),
        "items": [(item, SAYS[item.reference], SAYS[item.said]) for item in found.items],
    })


@require_safe
def photo(request: Request, item_id: int) -> HttpResponse:
    return photo_or_notice(request, lambda: ("image/jpeg", calibration_photo(request.actor, item_id)))


def _answer(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise invalid("answer", "There is no such answer.") from error


def _slot(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4"} else 1
