"""Documents: adding, renewing, withdrawing; articles with their marked places."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangdian.apps.assets.actions.remove_placed_article import RemovePlacedArticle
from wangdian.apps.assets.actions.withdraw_document import WithdrawDocument
from wangdian.apps.assets.kept_cards import document_card, placed_card
from wangdian.apps.outlets.queries import outlet_card
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.kept import DocumentForm, PlaceForm, RenewForm
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.things.choosing import choose_outlet, offer_zones


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    code = request.GET.get("outlet", "")
    if not code:
        return choose_outlet(request, _("New document: at which outlet?"))
    outlet = outlet_card(request.actor, code)
    form = filled(DocumentForm, request, {"outlet_code": code})
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The document is there now."))
        return redirect(f"/things/documents/?outlet={code}")
    title = _("New document of %(name)s") % {"name": outlet.name_zh}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Add document")})


@require_http_methods(["GET", "POST"])
def renew(request: Request, document_id: int) -> HttpResponse:
    document = document_card(request.actor, document_id)
    initial = {name: getattr(document, name) for name in RenewForm.base_fields}
    form = filled(RenewForm, request, None, initial)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor, document_id))[0]:
        messages.success(request, _("The document is renewed."))
        return redirect(f"/things/documents/?outlet={document.outlet_code}")
    return render(request, "things/document.html", {"form": form, "document": document})


@require_POST
def withdraw(request: Request, document_id: int) -> HttpResponse:
    document = document_card(request.actor, document_id)
    WithdrawDocument(who=request.actor, document_id=document_id).do()
    messages.success(request, _("“%(name)s” is withdrawn. Its history stays.") % {"name": document.name})
    return redirect(f"/things/documents/?outlet={document.outlet_code}")


@require_http_methods(["GET", "POST"])
def place(request: Request) -> HttpResponse:
    code = request.GET.get("outlet", "")
    if not code:
        return choose_outlet(request, _("New marked place: at which outlet?"))
    outlet = outlet_card(request.actor, code)
    form = filled(PlaceForm, request)
    offer_zones(form, request.actor, code)
    if request.method == "POST" and tried(form, lambda: form.placing(request.actor))[0]:
        messages.success(request, _("The article has its place now."))
        return redirect(f"/things/placed/?outlet={code}")
    title = _("New marked place at %(name)s") % {"name": outlet.name_zh}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Mark the place")})


@require_http_methods(["GET", "POST"])
def move(request: Request, placed_id: int) -> HttpResponse:
    placed = placed_card(request.actor, placed_id)
    form = filled(PlaceForm, request, {"article": placed.name}, {"zone": placed.zone_id, "place": placed.place})
    offer_zones(form, request.actor, placed.outlet_code)
    if request.method == "POST" and tried(form, lambda: form.moving(request.actor, placed_id))[0]:
        messages.success(request, _("The article has another place now."))
        return redirect(f"/things/placed/?outlet={placed.outlet_code}")
    return render(request, "things/placed.html", {"form": form, "placed": placed})


@require_POST
def remove(request: Request, placed_id: int) -> HttpResponse:
    placed = placed_card(request.actor, placed_id)
    RemovePlacedArticle(who=request.actor, placed_id=placed_id).do()
    messages.success(request, _("“%(name)s” is off the list.") % {"name": placed.name})
    return redirect(f"/things/placed/?outlet={placed.outlet_code}")
