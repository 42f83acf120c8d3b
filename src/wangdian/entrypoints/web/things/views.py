"""Things: the lists in tabs, one thing with what stands in it and what was done, adding and changing one."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.assets.kept_cards import articles_page, content_page, records_page
from wangdian.apps.assets.queries import AssetCard, asset_card
from wangdian.apps.outlets.queries import OutletCard, outlet_card
from wangdian.domain.rights import Actor
from wangdian.domain.thing_kinds import THING_KINDS as KINDS
from wangdian.entrypoints.forms.assets import ArticleForm, AssetForm, ContentForm
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.lists import things as lists
from wangdian.entrypoints.lists.listing import Listing, Text
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import DOCUMENT_KINDS, DUE_STATES, THING_KINDS, THING_VARIANTS, UPKEEP
from wangdian.entrypoints.web.things.choosing import choose_outlet, fit_to_outlet
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

TABS: tuple[tuple[str, Text], ...] = (
    ("things.list", gettext_lazy("Machines and signs")), ("content.list", gettext_lazy("Screens")),
    ("articles.list", gettext_lazy("Kits")), ("documents.list", gettext_lazy("Documents")),
    ("placed.list", gettext_lazy("Marked places")), ("records.list", gettext_lazy("Records")),
)
DUE: dict[str, Text] = {"expired": DUE_STATES["expired"], "soon": DUE_STATES["soon"]}
Pages = Callable[[Actor, Mapping[str, str], str | None], Page[Any]]


def _listed(
    request: Request, name: str, listing: Listing[Any], pages: Pages, filters: Mapping[str, Mapping[str, Text]],
) -> HttpResponse:
    code = request.GET.get("outlet", "")
    outlet: OutletCard | None = outlet_card(request.actor, code) if code else None
    chosen = [(key, words, request.GET.get(key, "")) for key, words in filters.items()]
    words = {
        "tabs": TABS, "tab": name, "outlet": outlet, "filters": chosen, "search": request.GET.get("q", ""),
        "has_search": name == "things.list",
    }
    page = pages(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "things/list.html", listing, page, words)


@require_GET
def things(request: Request) -> HttpResponse:
    return _listed(request, "things.list", lists.THINGS, lists.things_listed, {"kind": THING_KINDS})


@require_GET
def content(request: Request) -> HttpResponse:
    return _listed(request, "content.list", lists.CONTENT, lists.content_listed, {"due": DUE})


@require_GET
def articles(request: Request) -> HttpResponse:
    return _listed(request, "articles.list", lists.ARTICLES, lists.articles_listed, {"due": DUE})


@require_GET
def documents(request: Request) -> HttpResponse:
    filters = {"kind": DOCUMENT_KINDS, "due": DUE}
    return _listed(request, "documents.list", lists.DOCUMENTS, lists.documents_listed, filters)


@require_GET
def placed(request: Request) -> HttpResponse:
    return _listed(request, "placed.list", lists.PLACED, lists.placed_listed, {})


@require_GET
def records(request: Request) -> HttpResponse:
    return _listed(request, "records.list", lists.RECORDS, lists.records_listed, {"sort": UPKEEP})


@require_GET
def card(request: Request, asset_id: int) -> HttpResponse:
    """One thing: its dates, what stands in it, what was done, its tag."""
    return thing_page(request, asset_card(request.actor, asset_id))


def thing_page(
    request: Request, thing: AssetCard, content_form: ContentForm | None = None,
    article_form: ArticleForm | None = None,
) -> HttpResponse:
    """The page of a thing; a form that was refused comes back with its problems."""
    kind = KINDS[thing.kind]
    holds = kind.holds.value if kind.holds else ""
    words: dict[str, Any] = {
        "thing": thing, "kind": THING_KINDS[thing.kind], "holds": holds,
        "variant": THING_VARIANTS.get(thing.variant, thing.variant), "notes_upkeep": bool(kind.upkeep),
        "records": records_page(request.actor, subject=thing.subject_id, limit=20).items, "upkeep": UPKEEP,
        "states": DUE_STATES,
    }
    if holds == "playlist":
        found = content_page(request.actor, asset=thing.id, limit=200).items
        words["items"] = [(item, DUE_STATES[item.state]) for item in found]
        words["form"] = content_form or ContentForm(initial={"valid_from": clock.today()})
    if holds == "articles":
        stock = articles_page(request.actor, asset=thing.id, limit=200).items
        words["articles"] = [(article, DUE_STATES[article.state]) for article in stock]
        words["form"] = article_form or ArticleForm()
    words["record_words"] = [(row, UPKEEP.get(row.sort, row.sort)) for row in words["records"]]
    return render(request, "things/thing.html", words)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """First where, then what, then only the fields that matter of it."""
    code, kind = request.GET.get("outlet", ""), request.GET.get("kind", "")
    if not code:
        return choose_outlet(request, _("New thing: at which outlet?"))
    outlet = outlet_card(request.actor, code)
    if kind not in KINDS:
        return render(request, "things/kinds.html", {"outlet": outlet, "kinds": THING_KINDS})
    form = filled(AssetForm, request, {"outlet_code": code, "kind": kind}, {"asset_name": THING_KINDS[kind]})
    fit_to_outlet(form, request.actor, code, kind)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor))[0]:
        messages.success(request, _("“%(name)s” is there now.") % {"name": form.cleaned_data["asset_name"]})
        return redirect(f"/things/?outlet={code}")
    title = _("New: %(kind)s") % {"kind": THING_KINDS[kind]}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Add thing")})


@require_http_methods(["GET", "POST"])
def edit(request: Request, asset_id: int) -> HttpResponse:
    thing = asset_card(request.actor, asset_id)
    names = [name for name in AssetForm.base_fields if name not in {"outlet_code", "kind", "asset_name"}]
    initial = {**{name: getattr(thing, name) for name in names}, "asset_name": thing.name}
    form = filled(AssetForm, request, {"outlet_code": thing.outlet_code, "kind": thing.kind}, initial)
    fit_to_outlet(form, request.actor, thing.outlet_code, thing.kind)
    if request.method == "POST" and tried(form, lambda: form.change(request.actor, asset_id))[0]:
        messages.success(request, _("The thing is changed."))
        return redirect("things.card", asset_id)
    return render(request, "frame/form.html", {"form": form, "title": thing.name, "submit": _("Save")})
