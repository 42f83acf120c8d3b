"""Draws: the list, a dry look and the draw itself, who was drawn and why, drawing again, calling off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.reports.actions.call_off_draw import CallOffDraw
from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.draw_queries import draw_again, draw_read, look_at_draw
from wangdian.domain.drawing import LAW
from wangdian.entrypoints.forms.checks import DrawForm, offer_kinds
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.places import offer_units
from wangdian.entrypoints.lists.checks import DRAWN, DRAWS, LIKELIEST, draws_listed
from wangdian.entrypoints.lists.listing import rows_of
from wangdian.entrypoints.web.check_words import DRAW_STATES, DRAWN_KINDS, LAWS, RISK_PARTS
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Refused
from wangdian.foundation.ids import new_uuid

START = {"size": 10, "share": 20, "days": 14, "window_days": 90}
FIRST = 10
"""Outlets that a look shows; the others on demand."""


@require_GET
def listed(request: Request) -> HttpResponse:
    page = draws_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "checks/draws.html", DRAWS, page, {"tab": "draws"})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    guard_somewhere(request.actor, DrawChecks.right)
    form = _form(request)
    if request.method == "POST":
        done, draw_id = tried(form, lambda: form.verb(request.actor))
        if done:
            messages.success(request, _("Drawn. The inspectors find the walks on their list; nobody else is told."))
            return redirect("checks.draw", draw_id)
    return render(request, "checks/new.html", {"form": form})


@require_POST
def look(request: Request) -> HttpResponse:
    """Who might come by what is typed so far; says what is missing until it can be told."""
    guard_somewhere(request.actor, DrawChecks.right)
    form = _form(request)
    words: dict[str, Any] = {"listing": LIKELIEST}
    if form.is_valid():
        try:
            found = look_at_draw(request.actor, form.lot())
            words |= {"look": found, "law": LAWS[LAW], "rows": rows_of(LIKELIEST, found.likeliest[:FIRST])}
            words["others"] = rows_of(LIKELIEST, found.likeliest[FIRST:])
        except Invalid as error:
            words["problems"] = [_(problem.why) for problem in error.problems]
        except Refused as error:
            words["problems"] = [_(error.why)]
    return render(request, "checks/look.html", words)


@require_GET
def card(request: Request, draw_id: int) -> HttpResponse:
    if request.GET.get("format"):
        return exported(request, DRAWN, request.GET["format"], {"draw": str(draw_id)})
    found = draw_read(request.actor, draw_id)
    return render(request, "checks/draw.html", {
        "found": found, "draw": found.card, "kind": DRAWN_KINDS[found.card.kind],
        "state": DRAW_STATES[found.card.state], "listing": DRAWN, "rows": rows_of(DRAWN, found.drawn),
        "can_export": can_export(request, DRAWN),
        "weights": [(RISK_PARTS[name], weight) for name, weight in found.weights.items()],
        "law": LAWS[found.law], "done": sum(one.walk_state == "finished" for one in found.drawn),
    })


@require_POST
def again(request: Request, draw_id: int) -> HttpResponse:
    found = draw_again(request.actor, draw_id)
    if found.same:
        messages.success(request, _("Drawn again: the same outlets in the same places."))
    elif found.signs_whole:
        messages.error(request, _("Drawn again: not the same. Somebody changed who was drawn."))
    else:
        messages.error(request, _("What this was drawn from is not whole: somebody changed it afterwards."))
    return redirect("checks.draw", draw_id)


@require_POST
def call_off(request: Request, draw_id: int) -> HttpResponse:
    CallOffDraw(who=request.actor, draw_id=draw_id).do()
    messages.success(request, _("Called off. The draw stays on record."))
    return redirect("checks.draw", draw_id)


def _form(request: Request) -> DrawForm:
    form = DrawForm(request.POST) if request.method == "POST" else DrawForm(
        initial={**START, "nonce": new_uuid(), "starts_on": clock.today()},
    )
    mine = {kind: word for kind, word in DRAWN_KINDS.items() if request.actor.may_somewhere(RIGHT_OF_KIND[kind])}
    offer_kinds(form, mine)
    offer_units(form, "unit", request.actor, _("Where"))
    return form
