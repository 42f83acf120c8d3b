"""Zones of an outlet: the list, making, changing and retiring one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.outlets.actions.retire_zone import RetireZone
from wangdian.apps.outlets.queries import outlet_card, zone_card
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.zones import ZoneForm
from wangdian.entrypoints.lists.zones import ZONES, zones_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def listed(request: Request, code: str) -> HttpResponse:
    card = outlet_card(request.actor, code)
    page = zones_listed(request.actor, {"outlet": code}, request.GET.get("after"), 200)
    form = filled(ZoneForm, request, {"outlet_code": code})
    return listed_page(request, "outlets/zones.html", ZONES, page, {"outlet": card, "form": form}, {"outlet": code})


@require_http_methods(["POST"])
def new(request: Request, code: str) -> HttpResponse:
    form = filled(ZoneForm, request, {"outlet_code": code})
    if tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The zone is there now."))
        return redirect("zones.list", code)
    card = outlet_card(request.actor, code)
    page = zones_listed(request.actor, {"outlet": code}, None, 200)
    return listed_page(request, "outlets/zones.html", ZONES, page, {"outlet": card, "form": form, "status": 422})


@require_http_methods(["GET", "POST"])
def edit(request: Request, zone_id: int) -> HttpResponse:
    zone = zone_card(request.actor, zone_id)
    initial = {"zone_name": zone.name, "kind": zone.kind}
    form = filled(ZoneForm, request, {"outlet_code": zone.outlet_code}, initial)
    if request.method == "POST" and tried(form, lambda: form.change(request.actor, zone_id))[0]:
        messages.success(request, _("The zone is changed."))
        return redirect("zones.list", zone.outlet_code)
    return render(request, "outlets/zone.html", {"form": form, "zone": zone})


@require_POST
def retire(request: Request, zone_id: int) -> HttpResponse:
    zone = zone_card(request.actor, zone_id)
    RetireZone(who=request.actor, zone_id=zone_id).do()
    messages.success(request, _("The zone is retired. Its history stays."))
    return redirect("zones.list", zone.outlet_code)
