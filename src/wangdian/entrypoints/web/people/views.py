"""People: the list with its search, one person's card, opening an account, granting a role; vendors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.people.actions.set_password import SetPassword
from wangdian.apps.people.queries import person_card
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.people import GrantForm, PersonChangeForm, PersonForm, VendorForm
from wangdian.entrypoints.forms.places import offer_units, offer_vendors
from wangdian.entrypoints.lists.people import PEOPLE, VENDORS, grant_in_words, people_listed, vendors_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.people.acts import show_once
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import ROLES


@require_GET
def listed(request: Request) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("q", "role", "unit", "closed")}
    page = people_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "people/list.html", PEOPLE, page, {**asked, "roles": ROLES.items()})


@require_GET
def card(request: Request, person_id: int) -> HttpResponse:
    person = person_card(request.actor, person_id)
    grants = [(grant.id, grant_in_words(grant)) for grant in person.grants]
    return render(request, "people/card.html", {"person": person, "grants": grants})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    form = PersonForm(request.POST or None, initial={"unit_code": request.GET.get("unit", "")})
    offer_units(form, "unit_code", request.actor, _("Over the unit"), outlets=True)
    offer_vendors(form, "vendor_code", request.actor, _("Works for the vendor"))
    if request.method == "POST":
        done, person_id = tried(form, lambda: form.verb(request.actor))
        if done:
            password = SetPassword(who=request.actor, person_id=person_id).do()
            return show_once(request, person_id, password)
    return render(request, "frame/form.html", {"form": form, "title": _("New account"), "submit": _("Open account")})


@require_http_methods(["GET", "POST"])
def change(request: Request, person_id: int) -> HttpResponse:
    person = person_card(request.actor, person_id)
    known = {"person_name": person.name, "phone": person.phone, "email": person.email, "language": person.language}
    form = PersonChangeForm(person_id, request.POST or None, initial=known)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("Saved."))
        return redirect("people.card", person_id)
    return render(request, "frame/form.html", {"form": form, "title": _("Change details"), "submit": _("Save")})


@require_http_methods(["GET", "POST"])
def grant(request: Request, person_id: int) -> HttpResponse:
    person = person_card(request.actor, person_id)
    form = GrantForm(person_id, request.POST or None)
    offer_units(form, "unit_code", request.actor, _("Over the unit"), outlets=True)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The role is granted."))
        return redirect("people.card", person_id)
    title = _("A role for %(name)s") % {"name": person.name or person.login}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Grant"), "back": "../../"})


@require_GET
def vendors(request: Request) -> HttpResponse:
    page = vendors_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "people/vendors.html", VENDORS, page, {})


@require_http_methods(["GET", "POST"])
def new_vendor(request: Request) -> HttpResponse:
    form = VendorForm(request.POST or None)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("The vendor is there now."))
        return redirect("people.vendors")
    return render(request, "frame/form.html", {"form": form, "title": _("New vendor"), "submit": _("Add vendor")})
