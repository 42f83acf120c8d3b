"""The organisation's tree: head office, branches, sub-branches; adding and renaming them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.people.queries import sees_unit, unit_card
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.people import UnitChangeForm, UnitForm
from wangdian.entrypoints.forms.places import offer_units
from wangdian.entrypoints.lists.people import UNITS, unit_name, units_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def listed(request: Request) -> HttpResponse:
    search = request.GET.get("q", "")
    page = units_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "organisation/list.html", UNITS, page, {"search": search})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    form = UnitForm(request.POST or None, initial={"parent_code": request.GET.get("parent", "")})
    offer_units(form, "parent_code", request.actor, _("Belongs to"))
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The unit is there now."))
        return redirect("organisation.list")
    return render(request, "frame/form.html", {"form": form, "title": _("New unit"), "submit": _("Add unit")})


@require_http_methods(["GET", "POST"])
def card(request: Request, code: str) -> HttpResponse:
    unit = unit_card(request.actor, code)
    form = UnitChangeForm(code, request.POST or None, initial={"name_zh": unit.name_zh, "name_en": unit.name_en})
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("Saved."))
        return redirect("organisation.list")
    return render(request, "organisation/card.html", {
        "unit": unit, "title": unit_name(unit), "form": form, "sees_parent": sees_unit(request.actor, unit.parent_code),
    })
