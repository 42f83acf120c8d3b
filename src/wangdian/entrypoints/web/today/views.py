"""Today: what waits for whoever looks, the most urgent first."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.apps.evidence.queries_twins import open_twins
from wangdian.apps.reports.today_cards import Heap, Waiting
from wangdian.apps.reports.today_queries import today as asked
from wangdian.domain.rights import Right
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.today.links import address, all_of
from wangdian.entrypoints.web.today.words import HEAPS
from wangdian.entrypoints.web.walk_words import WALK_KINDS

LEADING = (Right.ASSIGN_WORK, Right.SEE_AUDIT, Right.EDIT_ORGANISATION)
"""Who looks at outlets before looking at an own list."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a line of Today says: what, where, since when, how long is left."""

    what: Text
    where: str
    severity: str
    row: Waiting
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heap with its title, and where all of it is listed."""

    title: Text
    heap: Heap
    rows: tuple[Row, ...]
    all_of: str


@require_GET
def today(request: Request) -> HttpResponse:
    found = asked(request.actor)
    leads = found.standing.outlets > 1 and any(request.actor.may_somewhere(right) for right in LEADING)
    sections = [Section(HEAPS[h.kind], h, tuple(_row(row) for row in h.rows), all_of(h)) for h in found.heaps]
    walks = [one for section in sections if section.heap.kind == "walk" for one in section.rows]
    twins = open_twins(request.actor) if request.actor.may_somewhere(Right.RECHECK) else 0
    return render(request, "today/today.html", {
        "twins": twins,
        "next": walks[0] if walks and not leads else None,
        "found": found, "leads": leads, "sections": sections, "to_do": f"{found.to_do}{'+' if found.bounded else ''}",
    })


def _row(row: Waiting) -> Row:
    walked = row.kind in {"walk", "missed"}
    what: Text = WALK_KINDS.get(row.thing, row.thing) if walked else chosen(row.what_zh, row.what_en)
    thing = row.what_zh if walked else row.thing
    where = row.place if thing in {"", row.place, str(what)} else f"{row.place} · {thing}"
    return Row(what, where, row.severity, row, address(row))
