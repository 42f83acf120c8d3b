"""Plans: the list, one with its next walks, making, changing and stopping one, and what it would bring."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.evidence.actions.stop_plan import StopPlan
from wangdian.apps.evidence.queries_plans import packs_to_walk, plan_card, preview_of, preview_plan
from wangdian.apps.standards.queries import packs
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.places import offer_units
from wangdian.entrypoints.forms.plans import PlanForm, typed_from
from wangdian.entrypoints.lists.plans import PLANS, plans_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.plans.saying import how_often, within
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.walk_words import PLAN_DAYS, WALK_KINDS
from wangdian.entrypoints.web.words import OUTLET_KINDS, ROLES
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Refused


@require_GET
def listed(request: Request) -> HttpResponse:
    search, stopped = request.GET.get("q", ""), request.GET.get("stopped") == "1"
    page = plans_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "plans/list.html", PLANS, page, {"search": search, "stopped": stopped})


@require_GET
def card(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_card(request.actor, plan_id)
    return render(request, "plans/card.html", {
        "plan": plan, "kind": WALK_KINDS[plan.kind], "role": ROLES[plan.role], "days": PLAN_DAYS[plan.days],
        "often": how_often(plan), "within": within(plan),
        "outlet_kinds": [OUTLET_KINDS[kind] for kind in plan.outlet_kinds],
        "packs": _titles(request, plan.packs).values(), "preview": preview_of(request.actor, plan_id),
    })


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    form = _form(request, initial={
        "starts_on": clock.today(), "due_minutes": 60, "often": "daily", "days": "working", "timing": "at_rule",
    })
    if request.method == "POST":
        done, plan_id = tried(form, lambda: form.verb(request.actor))
        if done:
            messages.success(request, _("The plan stands. Its walks appear as they come near."))
            return redirect("plans.card", plan_id)
    return _page(request, form, _("New plan"), _("Make plan"))


@require_http_methods(["GET", "POST"])
def change(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_card(request.actor, plan_id)
    form = _form(request, initial=typed_from(plan), fixed={"kind": plan.kind, "unit": plan.unit})
    if request.method == "POST" and tried(form, lambda: form.change(request.actor, plan_id))[0]:
        messages.success(request, _("Changed. Walks that nobody has begun follow."))
        return redirect("plans.card", plan_id)
    return _page(request, form, _("Change plan"), _("Save"))


@require_POST
def stop(request: Request, plan_id: int) -> HttpResponse:
    StopPlan(who=request.actor, plan_id=plan_id).do()
    messages.success(request, _("Stopped. What was walked stays."))
    return redirect("plans.list")


@require_POST
def preview(request: Request) -> HttpResponse:
    """The next walks of what is typed so far, named or not; says what is missing until it can be told."""
    form = _form(request, fixed={"title": request.POST.get("title") or "—"})
    words: dict[str, Any] = {}
    if form.is_valid():
        try:
            words["preview"] = preview_plan(request.actor, form.cleaned_data["unit"], form.words())
        except Invalid as error:
            words["problems"] = [_(problem.why) for problem in error.problems]
        except Refused as error:
            words["problems"] = [_(error.why)]
    return render(request, "plans/preview.html", words)


def _form(
    request: Request, initial: dict[str, Any] | None = None, fixed: dict[str, str] | None = None,
) -> PlanForm:
    """Packs and places to choose from; `fixed` fields stand whatever was sent."""
    if request.method == "POST":
        data = request.POST.copy()
        for name, value in (fixed or {}).items():
            data[name] = value
        form = PlanForm(data)
    else:
        form = PlanForm(initial=initial)
    form.offer_packs(_titles(request, packs_to_walk()))
    if not offer_units(form, "unit", request.actor, form.fields["unit"].label, outlets=True):
        form.fields["unit"].help_text = _("Its code. All outlets below it are walked.")
    for name in fixed or {}:
        form.fields[name].widget.attrs["disabled"] = True
    return form


def _titles(request: Request, names: Iterable[str]) -> dict[str, str]:
    """What the packs are called; one that is no longer loaded by its code."""
    known = {pack.name: pack.title for pack in packs(request.actor)}
    return {name: known.get(name, name) for name in names}


def _page(request: Request, form: PlanForm, title: str, submit: str) -> HttpResponse:
    return render(request, "plans/form.html", {"form": form, "title": title, "submit": submit})
