"""The map: outlets as points on a plain ground, the list of those in view beside it, and those without a place."""

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangdian.apps.people.queries import units_page
from wangdian.apps.reports.map_queries import MOST_BESIDE, Box, in_view, pins, unplaced
from wangdian.apps.reports.overview_cards import Wanted
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import OUTLET_KINDS, OUTLET_STATES
from wangdian.foundation.errors import NotFound, invalid

FILTERS = ("q", "kind", "unit", "state")
SHORT = {"holds": "h", "fails": "f", "unknown": "u"}
FRESH_SECONDS = 60
"""How long a browser may show the positions that it has before it asks again."""
MOST_BORDERS = 20 * 1024 * 1024


@require_GET
def page(request: Request) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    wanted = _wanted(request)
    units = units_page(request.actor)
    missing = unplaced(request.actor, wanted)
    words = {code: str(OUTLET_STATES[code]) for code in SHORT}
    return render(request, "map/map.html", {
        "asked": asked, "kinds": OUTLET_KINDS.items(), "states": [(code, OUTLET_STATES[code]) for code in SHORT],
        "units": units.items, "too_many": units.after is not None,
        "missing": missing[:MOST_BESIDE], "more_missing": len(missing) > MOST_BESIDE,
        "setup": {
            "pins": f"{reverse('map.pins')}?{request.GET.urlencode()}", "beside": reverse("map.beside"),
            "query": request.GET.urlencode(), "borders": reverse("map.borders") if settings.BORDERS else "",
            "worker": static("map/worker.js"), "card": reverse("outlets.card", args=["CODE"]),
            "words": words, "controls": _controls(),
        },
        **_beside(request, wanted, None),
    })


@require_GET
def positions(request: Request) -> HttpResponseBase:
    """{"pins": [[code, north, east, f|h|u], …]}, WGS 84 to the metre; a browser keeps it for a minute, and then asks
    whether anything changed (ETag, RFC 9110)."""
    shown = pins(request.actor, _wanted(request))
    found = [[code, round(north, 5), round(east, 5), SHORT[says]] for code, north, east, says in shown]
    answer = JsonResponse({"pins": found}, json_dumps_params={"separators": (",", ":")})
    patch_cache_control(answer, private=True, max_age=FRESH_SECONDS)
    tag = quote_etag(sha256(answer.content).hexdigest()[:32])
    answer.headers["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=answer) or answer


@require_GET
def beside(request: Request) -> HttpResponse:
    """The lines of the outlets in view; `box` is west,south,east,north."""
    return render(request, "map/beside.html", _beside(request, _wanted(request), _box(request.GET.get("box", ""))))


@require_GET
def borders(request: Request) -> HttpResponse:
    """The borders that the bank brought, as they are in its file (GeoJSON, RFC 7946)."""
    path = settings.BORDERS
    if not path or not path.is_file() or path.stat().st_size > MOST_BORDERS:
        raise NotFound
    data = path.read_bytes()
    try:
        kind = json.loads(data).get("type")
    except (ValueError, AttributeError) as error:
        raise invalid("borders", "The file of borders is not GeoJSON.") from error
    if kind not in {"FeatureCollection", "Feature", "GeometryCollection", "MultiPolygon", "MultiLineString"}:
        raise invalid("borders", "The file of borders is not GeoJSON.")
    answer = HttpResponse(data, content_type="application/geo+json")
    patch_cache_control(answer, private=True, max_age=3600)
    return answer


def _beside(request: Request, wanted: Wanted, box: Box | None) -> dict[str, Any]:
    lines = in_view(request.actor, wanted, box)
    return {
        "lines": [(line, OUTLET_STATES[line.says]) for line in lines], "most": MOST_BESIDE,
        "full": len(lines) == MOST_BESIDE,
    }


def _wanted(request: Request) -> Wanted:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    return Wanted(search=asked["q"], kind=asked["kind"], unit=asked["unit"], state=asked["state"])


def _box(text: str) -> Box | None:
    """Raises Invalid for what is no box."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise invalid("box", "Write a view as west,south,east,north.") from error
    if not all(-360 <= one <= 360 for one in (west, south, east, north)):
        raise invalid("box", "Write a view as west,south,east,north.")
    return Box(west, south, east, north)


def _controls() -> dict[str, str]:
    """What the map's own buttons say, by the names that the library gives them."""
    return {
        "NavigationControl.ZoomIn": _("Zoom in"), "NavigationControl.ZoomOut": _("Zoom out"),
        "Map.Title": _("Map of outlets"), "ScaleControl.Meters": _("m"), "ScaleControl.Kilometers": _("km"),
    }
