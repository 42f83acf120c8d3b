"""Acts on a thing: moving, retiring; content of a screen, articles of a kit, records of upkeep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangdian.apps.assets.actions.remove_article import RemoveArticle
from wangdian.apps.assets.actions.remove_content import RemoveContent
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.assets.kept_cards import article_card, item_card
from wangdian.apps.assets.queries import asset_card, subject_place
from wangdian.apps.outlets.queries import zones_of
from wangdian.domain.thing_kinds import BUTTON_TESTS, upkeep_of
from wangdian.entrypoints.forms.assets import ArticleForm, ContentForm, MoveAssetForm, UseForm
from wangdian.entrypoints.forms.filled import filled, offer
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.kept import UpkeepForm
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import UPKEEP
from wangdian.entrypoints.web.things.views import thing_page
from wangdian.foundation import clock


@require_http_methods(["GET", "POST"])
def move(request: Request, asset_id: int) -> HttpResponse:
    thing = asset_card(request.actor, asset_id)
    form = filled(MoveAssetForm, request, None, {"outlet_code": thing.outlet_code, "zone": thing.zone})
    if request.method == "GET":
        offer(form, "zone", [zone.name for zone in zones_of(request.actor, thing.outlet_code)])
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor, asset_id))[0]:
        messages.success(request, _("The thing is moved."))
        return redirect("things.card", asset_id)
    title = _("Move “%(name)s”") % {"name": thing.name}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Move")})


@require_POST
def retire(request: Request, asset_id: int) -> HttpResponse:
    thing = asset_card(request.actor, asset_id)
    RetireAsset(who=request.actor, asset_id=asset_id).do()
    messages.success(request, _("“%(name)s” is retired. Its history stays.") % {"name": thing.name})
    return redirect(f"/things/?outlet={thing.outlet_code}")


@require_POST
def add_content(request: Request, asset_id: int) -> HttpResponse:
    thing = asset_card(request.actor, asset_id)
    form = filled(ContentForm, request)
    if tried(form, lambda: form.adding(request.actor, asset_id))[0]:
        messages.success(request, _("The content is on the list."))
        return redirect("things.card", asset_id)
    return thing_page(request, thing, content_form=form)


@require_http_methods(["GET", "POST"])
def change_content(request: Request, item_id: int) -> HttpResponse:
    item = item_card(request.actor, item_id)
    initial = {name: getattr(item, name) for name in ContentForm.base_fields}
    form = filled(ContentForm, request, None, initial)
    if request.method == "POST" and tried(form, lambda: form.change(request.actor, item_id))[0]:
        messages.success(request, _("The content is changed."))
        return redirect("things.card", item.asset_id)
    return render(request, "frame/form.html", {"form": form, "title": item.title, "submit": _("Save")})


@require_POST
def remove_content(request: Request, item_id: int) -> HttpResponse:
    item = item_card(request.actor, item_id)
    RemoveContent(who=request.actor, item_id=item_id).do()
    messages.success(request, _("“%(name)s” is off the list.") % {"name": item.title})
    return redirect("things.card", item.asset_id)


@require_POST
def stock(request: Request, asset_id: int) -> HttpResponse:
    thing = asset_card(request.actor, asset_id)
    form = filled(ArticleForm, request)
    if tried(form, lambda: form.stocking(request.actor, asset_id))[0]:
        messages.success(request, _("The kit is stocked."))
        return redirect("things.card", asset_id)
    return thing_page(request, thing, article_form=form)


@require_http_methods(["GET", "POST"])
def use(request: Request, article_id: int) -> HttpResponse:
    article = article_card(request.actor, article_id)
    form = filled(UseForm, request)
    if request.method == "POST" and tried(form, lambda: form.verb(request.actor, article_id))[0]:
        messages.success(request, _("Taken out of “%(name)s”.") % {"name": article.name})
        return redirect("things.card", article.asset_id)
    title = _("Take out of “%(name)s”") % {"name": article.name}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Take out")})


@require_POST
def remove_article(request: Request, article_id: int) -> HttpResponse:
    article = article_card(request.actor, article_id)
    RemoveArticle(who=request.actor, article_id=article_id).do()
    messages.success(request, _("“%(name)s” is off the list.") % {"name": article.name})
    return redirect("things.card", article.asset_id)


@require_http_methods(["GET", "POST"])
def record(request: Request, subject_id: int) -> HttpResponse:
    """Notes what was done at a thing, a zone or an outlet; asks for seconds only where there is a button."""
    place = subject_place(request.actor, subject_id)
    sorts = upkeep_of(place.kind)
    form = filled(UpkeepForm, request, None, {"done_on": clock.today(), "passed": "yes"})
    offer(form, "sort", {sort: UPKEEP[sort] for sort in sorts})
    if not BUTTON_TESTS & set(sorts):
        del form.fields["answer_seconds"]
    if request.method == "POST" and tried(form, lambda: form.recording(request.actor, subject_id))[0]:
        messages.success(request, _("It is noted."))
        if place.noun == "asset" and place.noun_id:
            return redirect("things.card", place.noun_id)
        return redirect(f"/things/records/?outlet={place.outlet_code}")
    title = _("Note what was done: %(name)s") % {"name": place.label}
    return render(request, "frame/form.html", {"form": form, "title": title, "submit": _("Note it")})
