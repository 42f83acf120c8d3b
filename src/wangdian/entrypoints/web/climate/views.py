"""Readings of an outlet: how each zone stands, one series with its chart, entering figures, taking one back."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.evidence.actions.withdraw_reading import WithdrawReading
from wangdian.apps.evidence.queries_readings import ReadingCard, readings_page
from wangdian.apps.findings.queries_climate import AskedOf, SeriesState, climate_chart, climate_of, offered_at
from wangdian.apps.outlets.queries import OutletCard, outlet_card, zones_of
from wangdian.domain.rights import Right
from wangdian.entrypoints.forms.climate import ReadingsForm
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.web.climate.chart import draw
from wangdian.entrypoints.web.climate_words import MEANS, METRIC_WORDS, READ_FROM, limit_words, unit_of
from wangdian.entrypoints.web.finding_words import reason_words, subject_words
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import SAYS
from wangdian.foundation import clock

SPANS = (1, 7, 30)
"""Days that a chart shows."""
ROWS = 20
WORST = ("fails", "unknown", "holds", "not_applicable")


@require_GET
def outlet(request: Request, code: str) -> HttpResponse:
    card = outlet_card(request.actor, code)
    states = climate_of(request.actor, code)
    zones = [
        {"name": some[0].series.subject, "kind": subject_words(some[0].series.subject_kind), "subject": subject,
         "series": sorted((_row(one) for one in some), key=lambda row: row["says"] != "fails")}
        for subject, some in ((n, list(g)) for n, g in groupby(states, key=lambda one: one.series.subject_id))
    ]
    said = [row["says"] for zone in zones for row in zone["series"]]
    return render(request, "climate/outlet.html", {
        "outlet": card, "zones": zones, "outside": said.count("fails"), "known": bool(states),
        "judged": any(word in {"fails", "holds"} for word in said),
        "may_record": request.actor.may(Right.WALK, _path(states)) if states else _may_record(request, card),
    })


@require_GET
def series(request: Request, series_id: int) -> HttpResponse:
    days = request.GET.get("days", "7")
    chart = climate_chart(request.actor, series_id, int(days) if days in {str(n) for n in SPANS} else 7)
    one = chart.state.series
    page = readings_page(request.actor, series_id, after=request.GET.get("after"), limit=ROWS)
    return render(request, "climate/series.html", {
        "outlet": outlet_card(request.actor, one.outlet_code), "row": _row(chart.state), "chart": chart,
        "drawing": draw(chart), "days": (chart.ends - chart.begins).days, "spans": SPANS,
        "mean": MEANS.get(chart.of_mean, ""),
        "limits": [_limit(asked, one.metric) for asked in chart.state.asked],
        "readings": [_reading(card) for card in page.items], "after": page.after,
        "may_record": request.actor.may(Right.WALK, one.path),
    })


@require_http_methods(["GET", "POST"])
def record(request: Request, code: str, subject_id: int) -> HttpResponse:
    card = outlet_card(request.actor, code)
    places = _places(request, card)
    place = next((one for one in places if one["subject"] == subject_id), None)
    if place is None:
        return redirect("climate.new", code)
    metrics = place["metrics"]
    known = [one for one in climate_of(request.actor, code) if one.series.subject_id == subject_id]
    hints = {one.series.metric: _row(one)["limit"] for one in known}
    if request.method == "POST":
        form = ReadingsForm(metrics, hints, request.POST)
    else:
        form = ReadingsForm(metrics, hints, initial={"at": clock.now()})
    done, new = tried(form, lambda: form.verb(request.actor, subject_id))
    if done:
        messages.success(request, _("Recorded.") if new else _("This was recorded already."))
        return redirect("climate.outlet", code)
    return render(request, "climate/record.html", {
        "outlet": card, "form": form, "place": place, "places": places,
    }, status=422 if request.method == "POST" else 200)


@require_GET
def new(request: Request, code: str) -> HttpResponse:
    card = outlet_card(request.actor, code)
    return render(request, "climate/record.html", {"outlet": card, "places": _places(request, card)})


@require_POST
def withdraw(request: Request, series_id: int, reading_id: int) -> HttpResponse:
    WithdrawReading(who=request.actor, reading_id=reading_id, why=request.POST.get("why", "")).do()
    messages.success(request, _("The reading is taken back. It is kept, and counts no more."))
    return redirect("climate.series", series_id)


def _places(request: Request, card: OutletCard) -> list[dict[str, Any]]:
    """The zones of an outlet in which something is asked that can be read."""
    zones = [
        {"subject": zone.subject_id, "kind": f"zone:{zone.kind}", "name": zone.name}
        for zone in zones_of(request.actor, card.code)
    ]
    offered = offered_at({str(zone["kind"]) for zone in zones})
    return [{**zone, "metrics": offered[str(zone["kind"])]} for zone in zones if offered[str(zone["kind"])]]


def _row(one: SeriesState) -> dict[str, Any]:
    """A series in words: the worst of what is asked of it comes first."""
    now = [asked for asked in one.asked if asked.says != "not_applicable"]
    worst = min(now, key=lambda asked: WORST.index(asked.says), default=None)
    unit = unit_of(one.series.metric)
    return {
        "id": one.series.id, "name": METRIC_WORDS.get(one.series.metric, one.series.metric), "unit": unit,
        "subject": one.series.subject, "subject_id": one.series.subject_id,
        "value": one.series.last_value, "at": one.series.last_at,
        "source": READ_FROM.get(one.series.last_source, ""), "says": worst.says if worst else "",
        "word": SAYS[worst.says] if worst else _("Nothing is asked of it now"),
        "why": reason_words(worst.reason) if worst else "",
        "limit": limit_words(worst.min, worst.max, unit) if worst else "",
        "mean": MEANS.get(worst.of_mean, "") if worst else "",
        "finding": worst.finding_id if worst else None,
    }


def _limit(asked: AskedOf, metric: str) -> dict[str, Any]:
    return {
        "requirement": asked.requirement, "title": asked.title, "says": asked.says, "word": SAYS[asked.says],
        "why": reason_words(asked.reason), "since": asked.since, "finding": asked.finding_id,
        "limit": limit_words(asked.min, asked.max, unit_of(metric)), "mean": MEANS.get(asked.of_mean, ""),
    }


def _reading(card: ReadingCard) -> dict[str, Any]:
    return {"card": card, "source": READ_FROM.get(card.source, card.source)}


def _path(states: tuple[SeriesState, ...]) -> str:
    return states[0].series.path


def _may_record(request: Request, card: OutletCard) -> bool:
    return request.actor.may_somewhere(Right.WALK) and card.closed_on is None
