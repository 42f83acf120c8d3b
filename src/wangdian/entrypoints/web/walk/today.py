"""What the phone takes along: today, a place by its name or its QR code."""

import hashlib
import json
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token

from wangdian.apps.evidence.queries_today import place_for_phone, subject_of_tag, today_of
from wangdian.apps.evidence.sandbox import MOST_BYTES
from wangdian.apps.findings.queries_photos import photos_before
from wangdian.apps.outlets.queries import outlets_page
from wangdian.domain.rights import Right
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.walk.bundle import moment, place_json, requirements_json, walk_json
from wangdian.entrypoints.web.walk.replies import for_phone
from wangdian.foundation import clock

LIMITS = {"bytes": MOST_BYTES, "pixels": 2_000_000, "piece": 256 * 1024, "late_hours": 24}
MOST_FOUND = 20


@for_phone("GET")
def today(request: Request) -> HttpResponse:
    known = today_of(request.actor)
    before = photos_before(request.actor, [place.asked.outlet_id for place in known.places])
    body: dict[str, Any] = {
        "person": {
            "id": known.person_id, "name": known.name, "language": known.language,
            "may_walk": request.actor.may_somewhere(Right.WALK),
            "may_report": request.actor.may_somewhere(Right.REPORT_FAULT),
        },
        "limits": LIMITS,
        "walks": [walk_json(walk) for walk in known.walks],
        "places": [place_json(place, before) for place in known.places],
        "more_places": known.more_places,
        "requirements": requirements_json(known.places, clock.today()),
    }
    token = get_token(request)
    version = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, "X-CSRFToken": token})
    fresh = {"version": version, "now": moment(clock.now()), "csrf": token}
    return JsonResponse({**fresh, **body}, headers={"ETag": tag, "X-CSRFToken": token})


@for_phone("GET")
def places(request: Request) -> HttpResponse:
    found = outlets_page(request.actor, search=request.GET.get("q", "")[:80], limit=MOST_FOUND)
    return JsonResponse({"places": [
        {"code": o.code, "name_zh": o.name_zh, "name_en": o.name_en, "tag": o.tag}
        for o in found.items if o.closed_on is None
    ]})


@for_phone("GET")
def place(request: Request, code: str) -> HttpResponse:
    found = place_for_phone(request.actor, code)
    before = photos_before(request.actor, [found.asked.outlet_id])
    return JsonResponse({"place": place_json(found, before), "requirements": requirements_json([found], clock.today())})


@for_phone("GET")
def tag(request: Request, tag: str) -> HttpResponse:
    outlet, subject = subject_of_tag(request.actor, tag)
    return JsonResponse({"outlet": outlet, "subject": subject})
