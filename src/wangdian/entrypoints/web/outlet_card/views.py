"""An outlet's card: is it in order, what is not, since when, who has it; and the parts that load after it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.apps.outlets.calendar_cards import open_now_of
from wangdian.apps.outlets.queries import outlet_card, zones_of
from wangdian.apps.reports.outlet_queries import outlet_past, outlet_state
from wangdian.apps.reports.queries import outlet_score, trend
from wangdian.apps.work.words import STATES
from wangdian.domain.rights import STEP, Right
from wangdian.entrypoints.web.finding_words import CLOSINGS, FINDING_STATES
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.scores.views import drawn
from wangdian.entrypoints.web.walk_words import WALK_KINDS, WALK_STATES
from wangdian.entrypoints.web.words import OUTLET_KINDS, SAYS, ZONE_KINDS

WALKING = (Right.WALK, Right.RECHECK, Right.SPOT_CHECK)


@require_GET
def card(request: Request, code: str) -> HttpResponse:
    found, actor = outlet_state(request.actor, code), request.actor
    states = {**FINDING_STATES, **STATES}
    return render(request, "outlet_card/card.html", {
        "outlet": found, "kind": OUTLET_KINDS[found.kind], "said": SAYS[found.says],
        "broken": [(one, states.get(one.order_state or one.state, one.state)) for one in found.broken],
        "counting": sum(one.waived_until is None for one in found.broken),
        "may_walk": not found.closed and any(actor.may(right, found.path) for right in WALKING),
        "sees_branch": actor.may(Right.SEE, found.path[:-STEP]),
        "may_report": not found.closed and actor.may(Right.REPORT_FAULT, found.path),
    })


@require_GET
def open_now(request: Request, code: str) -> HttpResponse:
    outlet = outlet_card(request.actor, code)
    return part(request, "outlet_card/open_now.html", code, {"now": open_now_of([outlet.id])[outlet.id]})


@require_GET
def score(request: Request, code: str) -> HttpResponse:
    found, points = outlet_score(request.actor, code), trend(request.actor, code)
    bar = found.bar if found else None
    return part(request, "outlet_card/score.html", code, {"found": found, **drawn(points, bar)})


@require_GET
def about(request: Request, code: str) -> HttpResponse:
    outlet = outlet_card(request.actor, code)
    zones = [(zone, ZONE_KINDS[zone.kind]) for zone in zones_of(request.actor, code)]
    return part(request, "outlet_card/about.html", code, {
        "outlet": outlet, "kind": OUTLET_KINDS[outlet.kind], "zones": zones,
    })


@require_GET
def past(request: Request, code: str) -> HttpResponse:
    found = outlet_past(request.actor, code)
    return part(request, "outlet_card/past.html", code, {
        "findings": [(one, CLOSINGS.get(one.closed_how, one.closed_how)) for one in found.findings],
        "walks": [(one, WALK_KINDS[one.kind], WALK_STATES[one.state]) for one in found.walks],
    })


def part(request: Request, template: str, code: str, words: dict[str, Any]) -> HttpResponse:
    """A part for htmx; the same as a page of its own, with the outlet's name, where there is no script."""
    filled = {"code": code, "part": template, **words}
    if request.htmx:
        return render(request, template, filled)
    named = {"outlet": outlet_card(request.actor, code)}
    return render(request, "outlet_card/alone.html", named | filled)
