"""Sets hours from a day on, takes an edition ahead back, plans and cancels closures."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangdian.apps.outlets.actions.cancel_closure import CancelClosure
from wangdian.apps.outlets.actions.remove_hours import RemoveHours
from wangdian.apps.outlets.calendar_cards import CalendarCard, calendar_card, closure_place
from wangdian.entrypoints.forms.calendars import PAIRS, ClosureForm, HoursForm, hours_data
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import DAY_KINDS, SERVICES
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound


@require_http_methods(["GET", "POST"])
def new(request: Request, code: str) -> HttpResponse:
    """A new edition, begun from the hours in force."""
    found = calendar_card(request.actor, code)
    form = filled(HoursForm, request, {"outlet_code": code}, {**_hours_now(found), "effective_from": _next_day(found)})
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The hours are set."))
        return redirect("calendars.card", code)
    table = [
        (word, [(DAY_KINDS[kind], form[f"{service}_{kind}"]) for kind in DAY_KINDS])
        for service, word in SERVICES.items()
    ]
    words = {"form": form, "table": table, "calendar": found, "day_kinds": DAY_KINDS.values(), "pairs": PAIRS}
    return render(request, "calendars/hours.html", words)


@require_POST
def remove(request: Request, code: str, day: str) -> HttpResponse:
    try:
        since = date.fromisoformat(day)
    except ValueError as error:
        raise NotFound from error
    RemoveHours(who=request.actor, outlet_code=code, effective_from=since).do()
    messages.success(request, _("That edition is taken back."))
    return redirect("calendars.card", code)


@require_http_methods(["GET", "POST"])
def closure(request: Request, code: str) -> HttpResponse:
    found = calendar_card(request.actor, code)
    form = filled(ClosureForm, request, {"outlet_code": code})
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The closure is planned. It stands on the hours board from 30 days before."))
        return redirect("calendars.card", code)
    title = _("Closure of %(name)s") % {"name": found.name_zh}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Plan closure")})


@require_POST
def cancel(request: Request, closure_id: int) -> HttpResponse:
    code = closure_place(request.actor, closure_id)
    CancelClosure(who=request.actor, closure_id=closure_id).do()
    messages.success(request, _("The closure is cancelled."))
    return redirect("calendars.card", code)


def _hours_now(found: CalendarCard) -> dict[str, str]:
    newest = found.current or next(iter(found.editions), None)
    return hours_data(newest.hours) if newest else {}


def _next_day(found: CalendarCard) -> date:
    """Today for the first hours, else the first of next month."""
    today = clock.today()
    return today if not found.editions else (today.replace(day=1) + timedelta(days=32)).replace(day=1)
