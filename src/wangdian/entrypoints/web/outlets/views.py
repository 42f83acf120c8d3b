"""Outlets: how they stand, with filters; making, changing, closing and opening one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.outlets.actions.reopen_outlet import ReopenOutlet
from wangdian.apps.outlets.queries import outlet_card
from wangdian.apps.people.queries import units_page
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.outlets import CloseOutletForm, OutletChangeForm, OutletForm
from wangdian.entrypoints.forms.places import offer_units
from wangdian.entrypoints.lists.outlets import OUTLETS, OVERVIEW, overview_listed
from wangdian.entrypoints.web.frame.exporting import exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import OUTLET_KINDS, OUTLET_STATES
from wangdian.foundation import clock

FILTERS = ("q", "kind", "unit", "state", "order")


@require_GET
def listed(request: Request) -> HttpResponse:
    """As a file: the cards, which may come back; once asked how they stand, that."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    if request.GET.get("format") and not (asked["state"] or asked["order"]):
        return exported(request, OUTLETS, request.GET["format"])
    page = overview_listed(request.actor, request.GET, request.GET.get("after"))
    units = units_page(request.actor)
    return listed_page(request, "outlets/list.html", OVERVIEW, page, {
        "asked": asked, "kinds": OUTLET_KINDS, "states": OUTLET_STATES, "units": units.items,
        "too_many": units.after is not None,
    })


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    form = filled(OutletForm, request, initial={"parent_code": request.GET.get("unit", "")})
    offer_units(form, "parent_code", request.actor, _("Belongs to"))
    if request.method == "POST":
        done, code = tried(form, lambda: form.verb(request.actor))
        if done:
            messages.success(request, _("The outlet %(code)s is there now. Set its hours next.") % {"code": code})
            return redirect("calendars.card", code)
    return render(request, "frame/form.html", {"form": form, "title": _("New outlet"), "submit": _("Make outlet")})


@require_http_methods(["GET", "POST"])
def edit(request: Request, code: str) -> HttpResponse:
    card = outlet_card(request.actor, code)
    initial = {name: getattr(card, name) for name in OutletChangeForm.base_fields if name != "datum"}
    form = filled(OutletChangeForm, request, initial=initial)
    if request.method == "POST" and tried(form, lambda: form.change(request.actor, code))[0]:
        messages.success(request, _("The outlet is changed."))
        return redirect("outlets.card", code)
    return render(request, "outlets/edit.html", {"form": form, "outlet": card})


@require_http_methods(["GET", "POST"])
def close(request: Request, code: str) -> HttpResponse:
    card = outlet_card(request.actor, code)
    form = filled(CloseOutletForm, request, initial={"closed_on": clock.today()})
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor, code))[0]:
        messages.success(request, _("The outlet is closed. Nothing in it is looked at any more."))
        return redirect("outlets.edit", code)
    title = _("Close %(name)s") % {"name": card.name_zh}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Close outlet")})


@require_POST
def reopen(request: Request, code: str) -> HttpResponse:
    ReopenOutlet(who=request.actor, code=code).do()
    messages.success(request, _("The outlet is open again, with all that was in it."))
    return redirect("outlets.edit", code)
