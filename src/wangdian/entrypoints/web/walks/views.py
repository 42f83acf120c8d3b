"""Walks: the list, and one with its answers by zone, their photos and what is still on its way."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.apps.evidence.queries_twins import open_twins
from wangdian.apps.evidence.queries_walks import AnswerCard, WalkRead, walk_read
from wangdian.entrypoints.lists.walks import WALKS, how_far, state_of, walks_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.walk_words import ANSWERS, WALK_KINDS, WALK_STATES
from wangdian.entrypoints.web.walks.strips import Strip, strip_of
from wangdian.entrypoints.web.words import SAYS, ZONE_KINDS


@require_GET
def listed(request: Request) -> HttpResponse:
    outlet, kind, state, unit = (request.GET.get(name, "") for name in ("outlet", "kind", "state", "unit"))
    page = walks_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "walks/list.html", WALKS, page, {
        "outlet": outlet, "kind": kind, "state": state, "unit": unit, "kinds": WALK_KINDS, "states": WALK_STATES,
    })


@require_GET
def card(request: Request, walk_id: UUID) -> HttpResponse:
    walk = walk_read(request.actor, walk_id)
    return render(request, "walks/card.html", {
        "walk": walk.card, "zones": _zones(walk), "signature": walk.signature, "awaited": len(walk.awaited),
        "kind": WALK_KINDS[walk.card.kind], "state": state_of(walk.card), "far": how_far(walk.card),
        "code": "late" if walk.card.late else walk.card.state, "twins": open_twins(request.actor, walk.card.id),
    })


def _zones(walk: WalkRead) -> list[tuple[object, list[tuple[AnswerCard, object, object, Strip]]]]:
    """A zone's title with its answers: the word of the verdict, what was said, and the photos."""
    return [
        (
            zone.name or chosen(walk.card.outlet_zh, walk.card.outlet_en) or ZONE_KINDS.get(zone.kind, ""),
            [(a, SAYS.get(a.verdict, a.verdict), ANSWERS[a.says], strip_of(a)) for a in zone.answers],
        )
        for zone in walk.zones
    ]
