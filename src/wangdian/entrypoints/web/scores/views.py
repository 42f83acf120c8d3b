"""Scores: the ranking with the deductions behind each number, how it went, one outlet's sheet."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.apps.people.queries import units_page
from wangdian.apps.reports.cards import RankLine, TrendPoint, limit_of
from wangdian.apps.reports.queries import outlet_score, ranking, trend
from wangdian.apps.reports.rank_spans import outlet_rank
from wangdian.entrypoints.lists.listing import rows_of
from wangdian.entrypoints.lists.scores import BRANCHES, DEDUCTIONS, RANKING, asked_day, lowest_first
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.paging import Page

SHOWN, FIRST = 50, 12
"""Outlets a page, and branches beside them until all are asked for."""


@require_GET
def listed(request: Request) -> HttpResponse:
    if request.GET.get("format"):
        listing = BRANCHES if request.GET.get("of") == BRANCHES.name else RANKING
        return exported(request, listing, request.GET["format"])
    unit, module, lowest = request.GET.get("unit", ""), request.GET.get("module", ""), lowest_first(request.GET)
    found = ranking(
        request.actor, unit=unit, module=module, lowest=lowest, after=request.GET.get("after"), limit=SHOWN,
    )
    page = Page(found.lines, found.after)
    if request.htmx and not request.htmx.boosted:
        return listed_page(request, "scores/list.html", RANKING, page, {})
    branches = found.branches if len(found.branches) > 1 else ()
    few = branches if request.GET.get("branches") == "all" else branches[:FIRST]
    return listed_page(request, "scores/list.html", RANKING, page, {
        "found": found, "unit": unit, "module": module, "lowest": lowest,
        "units": units_page(request.actor).items, "branch_listing": BRANCHES,
        "branch_rows": rows_of(BRANCHES, few), "more_branches": len(branches) - len(few),
        "unsure": mostly_unsure(found.lines), **drawn(found.trend, found.bar),
    })


@require_GET
def outlet(request: Request, code: str) -> HttpResponse:
    if request.GET.get("format"):
        return exported(request, DEDUCTIONS, request.GET["format"], {"outlet": code})
    day = asked_day(request.GET)
    found = outlet_score(request.actor, code, day)
    points = trend(request.actor, code)
    return render(request, "scores/outlet.html", {
        "found": found, "code": code, "day": day, "days": [point.day for point in points], "listing": DEDUCTIONS,
        "rows": rows_of(DEDUCTIONS, found.deductions) if found else [],
        **drawn(points, found.bar if found else None),
        "can_export": can_export(request, DEDUCTIONS), "rank": outlet_rank(request.actor, code, day),
    })


def mostly_unsure(lines: Iterable[RankLine]) -> bool:
    """Whether most of the ranks that are shown with a span could be nearly any."""
    sure = [line.rank_is_sure for line in lines if line.rank_is_sure is not None]
    return 2 * sum(sure) < len(sure)


def drawn(points: tuple[TrendPoint, ...], bar: Decimal | None) -> dict[str, Any]:
    """What a page needs to draw a trend: on the server as a small line, in the browser as a chart.

    The limit is the bar of the sheet, or our own default where it has none.
    """
    limit = limit_of(bar)
    values: list[Decimal | None] = [point.score for point in points]
    return {
        "points": points, "values": values, "limit": limit, "bar": bar,
        "chart": {
            "days": [point.day.isoformat() for point in points],
            "scores": [None if value is None else float(value) for value in values],
            "limit": float(limit),
            "last": next((f"{value:.1f}" for value in reversed(values) if value is not None), ""),
        },
    }
