"""Work orders: the own list, and one order with what to do next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangdian.apps.work.cards import OrderCard, OrderPhotoCard
from wangdian.apps.work.queries_order import order_card, order_photo
from wangdian.apps.work.queries_takers import takers_of
from wangdian.apps.work.words import LEVELS, PAUSES, PRIORITIES, STATES, TURNS
from wangdian.entrypoints.forms import work
from wangdian.entrypoints.lists.orders import ORDERS, orders_listed, tab_of, who_has_it
from wangdian.entrypoints.web.finding_words import headline
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.frame.moments import exact
from wangdian.entrypoints.web.orders.camera import camera_of
from wangdian.entrypoints.web.orders.words import ACTS, BAD_TURNS, awaited, clocks_of, next_thing
from wangdian.entrypoints.web.orders.wrongs import asked_of, figures_of, said_by, why_of
from wangdian.entrypoints.web.photos.answering import photo_or_notice
from wangdian.entrypoints.web.photos.shots import Shot
from wangdian.entrypoints.web.request import Request


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that was not taken: its form as it was filled in, and what changed meanwhile."""

    act: str
    form: Any
    clash: tuple[str, ...] = ()

    def as_of(self, found: OrderCard) -> Any:
        """The form; where somebody was faster, for the order as it is now, since its reader has been told."""
        if self.clash and "version" in self.form.fields:
            self.form.data = self.form.data.copy()
            self.form.data["version"] = found.brief.version
        return self.form

    def lost(self, found: OrderCard) -> list[tuple[str, str]]:
        """What was typed for an act that is not possible any more, by the names of the fields."""
        if self.act in found.acts:
            return []
        typed = (one for one in self.form.visible_fields() if one.widget_type in TYPED and one.value())
        return [(one.label, one.value()) for one in typed]


TYPED = frozenset({"textarea", "text", "number"})


@require_GET
def listed(request: Request) -> HttpResponse:
    page = orders_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "orders/list.html", ORDERS, page, {
        "tab": tab_of(request.actor, request.GET), "search": request.GET.get("search", ""),
    })


@require_GET
def card(request: Request, number: str) -> HttpResponse:
    return show(request, number)


def show(request: Request, number: str, status: int = 200, refused: Refused | None = None) -> HttpResponse:
    """The page of an order, with what was refused on it."""
    found = order_card(request.actor, number)
    forms = forms_for(request, found)
    if refused is not None:
        forms[refused.act] = refused.as_of(found)
    acts = [(code, ACTS[code], forms[code]) for code in found.acts]
    clocks = clocks_of(found)
    return render(request, "orders/order.html", {
        "card": found, "order": found.brief, "finding": found.finding, "state": STATES[found.brief.state],
        "headline": headline(found.finding), "why": why_of(found), "figures": figures_of(found), "told": said_by(found),
        "asked": asked_of(found), "next": next_thing(found), "holder": who_has_it(found.brief),
        "priority": PRIORITIES[found.brief.priority],
        "impact": LEVELS[found.impact], "urgency": LEVELS[found.urgency], "forms": forms,
        "main": acts[0] if acts and acts[0][0] not in QUIET else None,
        "quiet": [one for one in acts if one != acts[0] or one[0] in QUIET],
        "open_act": refused.act if refused else "", "clash": refused.clash if refused else (),
        "lost": refused.lost(found) if refused else [],
        "clocks": clocks, "dues": [one for one in clocks if one.title_of in awaited(found)],
        "before": _strip(found, found.before), "after": _strip(found, found.after),
        "reference": _reference(found), "camera": camera_of(found) if {"mend", "photo"} & forms.keys() else None,
        "turns": [(turn, TURNS.get(turn.became, turn.became), turn.became in BAD_TURNS) for turn in found.turns],
        "pauses": [(pause, PAUSES[pause.reason]) for pause in found.pauses],
    }, status=status)


QUIET = frozenset({"photo", "hand_over", "priority", "costs", "cancel", "pause"})
"""Acts that are never the main one."""


def forms_for(request: Request, found: OrderCard) -> dict[str, Any]:
    """An empty form for every act that is possible now."""
    version = {"version": found.brief.version}
    made: dict[str, Any] = {}
    if {"assign", "hand_over"} & set(found.acts):
        takers = takers_of(request.actor, found.brief.number)
        made["assign"] = work.AssignForm(initial=version, takers=takers, auto_id="assign_%s")
        made["hand_over"] = work.HandOverForm(initial=version, takers=takers, auto_id="hand_over_%s")
    for code, form in FORMS.items():
        if code in found.acts:
            made[code] = form(initial=version | _known(code, found), auto_id=f"{code}_%s")
    if "mend" in made:
        made["mend"].fields["photos"].required = found.asks_photo and not found.has_photo
    return made


FORMS: dict[str, type[Any]] = {
    "accept": work.AcceptForm, "start": work.StartForm, "resume": work.ResumeForm, "pause": work.PauseForm,
    "mend": work.MendForm, "photo": work.PhotoForm, "verify": work.VerifyForm, "cancel": work.CancelForm,
    "priority": work.PriorityForm, "costs": work.CostsForm,
}


@require_GET
def photo(request: Request, number: str, sha256: str) -> HttpResponse:
    return photo_or_notice(request, lambda: order_photo(request.actor, number, sha256))


@require_GET
def thumbnail(request: Request, number: str, sha256: str) -> HttpResponse:
    return photo_or_notice(request, lambda: order_photo(request.actor, number, sha256, small=True))


def _known(code: str, found: OrderCard) -> dict[str, Any]:
    if code == "priority":
        return {"priority": found.brief.priority}
    if code == "costs":
        return {"cost": found.cost, "minutes": found.interruption}
    return {}


def _reference(found: OrderCard) -> list[Shot]:
    if not found.reference:
        return []
    return [Shot(
        url=reverse("orders.photo", args=[found.brief.number, found.reference]),
        thumb=reverse("orders.thumbnail", args=[found.brief.number, found.reference]), title=found.finding.subject,
    )]


def _strip(found: OrderCard, photos: tuple[OrderPhotoCard, ...]) -> list[Shot]:
    number = found.brief.number
    return [
        Shot(
            url=reverse("orders.photo", args=[number, one.sha256]),
            thumb=reverse("orders.thumbnail", args=[number, one.sha256]), title=exact(one.at),
        )
        for one in photos
    ]
