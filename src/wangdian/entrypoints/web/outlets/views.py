"""Outlets: the list with its search, one outlet's card, making one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.outlets.queries import outlets_page
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.outlets import OutletForm
from wangdian.entrypoints.lists.outlets import OUTLETS
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def listed(request: Request) -> HttpResponse:
    page = outlets_page(
        request.actor, search=request.GET.get("q", ""), kind=request.GET.get("kind", ""),
        unit=request.GET.get("unit", ""), after=request.GET.get("after"),
    )
    return listed_page(request, "outlets/list.html", OUTLETS, page, {"search": request.GET.get("q", "")})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    form = OutletForm(request.POST or None)
    if request.method == "POST":
        done, code = tried(form, request.actor)
        if done:
            messages.success(request, _("The outlet %(code)s is there now.") % {"code": code})
            return redirect("outlets.card", code)
    return render(request, "frame/form.html", {"form": form, "title": _("New outlet"), "submit": _("Make outlet")})
