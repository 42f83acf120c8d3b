"""When one is told: one's own quiet hours and leave, and who is on duty in a unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangdian.apps.people.actions.end_leave import EndLeave
from wangdian.apps.people.actions.take_off_duty import TakeOffDuty
from wangdian.apps.people.duty_queries import (
    duty_roster,
    own_leaves,
    own_quiet_hours,
    who_can_be_on_duty,
    who_can_stand_in,
)
from wangdian.apps.people.queries import unit_card
from wangdian.entrypoints.forms.duty import DutyForm, LeaveForm, QuietForm
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.places import offer_people
from wangdian.entrypoints.lists.people import unit_name
from wangdian.entrypoints.web.request import Request


@require_http_methods(["GET", "POST"])
def quiet(request: Request) -> HttpResponse:
    hours = own_quiet_hours(request.actor)
    initial = {"quiet_from": hours.quiet_from, "quiet_until": hours.quiet_until, "digest_at": hours.digest_at}
    form = QuietForm(request.POST or None, initial=initial) if request.method == "GET" else QuietForm(request.POST)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("Saved."))
        return redirect("account")
    return render(request, "frame/form.html", {"form": form, "title": _("Quiet hours and digest"), "submit": _("Save")})


@require_http_methods(["GET", "POST"])
def leave(request: Request) -> HttpResponse:
    form = LeaveForm(request.POST or None)
    offer_people(form, "deputy", who_can_stand_in(request.actor), _("Deputy"))
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("Your leave is noted."))
        return redirect("leave")
    return render(request, "leave/leave.html", {"form": form, "leaves": own_leaves(request.actor)})


@require_POST
def end(request: Request, leave_id: int) -> HttpResponse:
    EndLeave(who=request.actor, leave_id=leave_id).do()
    messages.success(request, _("The leave is taken back."))
    return redirect("leave")


@require_http_methods(["GET", "POST"])
def roster(request: Request, code: str) -> HttpResponse:
    unit, turns = unit_card(request.actor, code), duty_roster(request.actor, code)
    form = filled(DutyForm, request, {"unit_code": code})
    offer_people(form, "login", who_can_be_on_duty(request.actor, code), _("Person on duty"))
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The turn stands in the roster."))
        return redirect("duty", code)
    words = {"unit": unit, "name": unit_name(unit), "turns": turns, "form": form}
    return render(request, "leave/roster.html", words)


@require_POST
def remove(request: Request, code: str, duty_id: int) -> HttpResponse:
    TakeOffDuty(who=request.actor, duty_id=duty_id).do()
    messages.success(request, _("The turn is taken off the roster."))
    return redirect("duty", code)
