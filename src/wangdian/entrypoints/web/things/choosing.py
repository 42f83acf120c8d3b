"""Chooses the outlet of a new thing, and fits a thing's form to its outlet and kind."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from wangdian.apps.assets.queries import cameras_of
from wangdian.apps.outlets.queries import outlets_page, zones_of
from wangdian.domain.rights import Actor
from wangdian.domain.thing_kinds import THING_KINDS
from wangdian.entrypoints.forms.filled import offer
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import THING_VARIANTS


def choose_outlet(request: Request, title: str) -> HttpResponse:
    """A list to choose from; who reaches one outlet alone goes straight on."""
    search = request.GET.get("q", "")
    page = outlets_page(request.actor, search=search, after=request.GET.get("after"))
    if len(page.items) == 1 and not search:
        return redirect(f"{request.path}?outlet={page.items[0].code}")
    words = {"title": title, "outlets": page.items, "after": page.after, "search": search}
    return render(request, "things/choose.html", words)


def fit_to_outlet(form: forms.Form, who: Actor, code: str, kind: str) -> None:
    """Offers the zones and cameras that are there, and asks only for what matters of the kind."""
    matters = THING_KINDS[kind]
    offer(form, "zone", [zone.name for zone in zones_of(who, code)])
    wanted = {"variant": bool(matters.variants), "made_on": matters.dated, "seen_by": matters.on_camera}
    for name, asked in wanted.items():
        if not asked and not form[name].value():
            del form.fields[name]
    if "seen_by" in form.fields:
        offer(form, "seen_by", list(cameras_of(who, code)))
    if "variant" in form.fields:
        offer(form, "variant", {variant: THING_VARIANTS[variant] for variant in matters.variants})


def offer_zones(form: forms.Form, who: Actor, code: str) -> None:
    """The zones of an outlet by id."""
    field = form.fields["zone"]
    if isinstance(field, forms.TypedChoiceField):
        field.choices = [(zone.id, zone.name) for zone in zones_of(who, code)]
