"""The board: what is out of order and who mends it; many orders assigned at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from wangdian.apps.people.queries import vendors_page
from wangdian.apps.work.cards import BoardCounts, Line
from wangdian.apps.work.queries import MOST_COUNTED, WorkFilter, board, board_page
from wangdian.apps.work.queries_takers import takers
from wangdian.apps.work.words import PRIORITIES, STATES
from wangdian.domain.work_state import ENDED
from wangdian.entrypoints.forms.work import AssignManyForm, OpenForm
from wangdian.entrypoints.lists.board import BOARD, FIELDS, address, board_asked
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.lists.orders import who_has_it
from wangdian.entrypoints.web.finding_words import FINDING_STATES
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import SEVERITIES
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, Refused
from wangdian.foundation.paging import Page

GIVABLE = {"new", "assigned"}
"""The states in which an order may still be assigned."""


@require_GET
def listed(request: Request) -> HttpResponse:
    if request.GET.get("format"):
        return exported(request, BOARD, request.GET["format"])
    asked = board_asked(request.GET)
    wanted, who, after = WorkFilter(**asked), request.actor, request.GET.get("after")
    if after or (request.htmx and not request.htmx.boosted):
        page = board_page(who, wanted, after=after)
        return render(request, "board/rows.html" if request.htmx else "board/board.html", _filled(request, page, asked))
    page, counts = board(who, wanted)
    return render(request, "board/board.html", {**_filled(request, page, asked), "tabs": _tabs(counts, wanted.tab)})


@require_GET
def takers_part(request: Request) -> HttpResponse:
    """To whom the chosen orders may be given."""
    numbers = request.GET.getlist("numbers")
    form = AssignManyForm(takers=takers(request.actor, numbers), numbers=numbers)
    return render(request, "board/takers.html", {"form": form})


@require_POST
def assign(request: Request) -> HttpResponse:
    numbers = request.POST.getlist("numbers")
    back = request.POST.get("next", "")
    form = AssignManyForm(request.POST, takers=takers(request.actor, numbers), numbers=numbers)
    if form.is_valid():
        try:
            done = form.verb(request.actor).do()
            words = ngettext("%(n)s order is assigned.", "%(n)s orders are assigned.", done) % {"n": done}
            messages.success(request, words)
        except (Clash, Invalid) as refused:
            for line in said(refused):
                messages.error(request, line)
    else:
        messages.error(request, _("Choose orders, and to whom they go."))
    return redirect(back if back and url_has_allowed_host_and_scheme(back, None) else "board")


@require_POST
def open_order(request: Request, finding_id: int) -> HttpResponse:
    form = OpenForm(request.POST)
    form.is_valid()
    number = form.verb(request.actor, finding_id).do()
    messages.success(request, _("The order %(number)s is open now.") % {"number": number})
    return redirect("orders.card", number)


def said(refused: Refused) -> list[str]:
    """What was refused, in the reader's words, a line each."""
    if isinstance(refused, Invalid):
        return [f"{p.field}: {p.why}" if p.field.startswith("W") else p.why for p in refused.problems]
    return [_(refused.why) % refused.params if refused.params else _(refused.why)]


def _filled(request: Request, page: Page[Line], asked: dict[str, str]) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("after", None)
    query["after"] = page.after or ""
    return {
        "listing": BOARD, "rows": [_row(line) for line in page.items],
        "more": f"?{query.urlencode()}" if page.after else "",
        "asked": asked, "narrowed": any(asked[name] for name in FIELDS if name != "tab"),
        "severities": SEVERITIES.items(), "priorities": PRIORITIES.items(),
        "states": [(code, word) for code, word in STATES.items() if code not in ENDED],
        "vendors": vendors_page(request.actor).items, "can_export": can_export(request, BOARD),
    }


def _row(line: Line) -> dict[str, Any]:
    order, finding = line.order, line.finding
    code = order.state if order else finding.state
    word: Text = STATES[order.state] if order else FINDING_STATES[finding.state]
    waived = finding.waived_until is not None and finding.waived_until > clock.now()
    return {
        "line": line, "finding": finding, "order": order, "address": address(line), "holder": who_has_it(order),
        "code": "waived" if waived else code, "state": _("let pass") if waived else word,
        "givable": order is not None and order.state in GIVABLE,
        "counts": order is not None and not order.rests and order.state != "mended",
    }


def _tabs(counts: BoardCounts, chosen: str) -> list[dict[str, Any]]:
    titles: dict[str, Text] = {
        "all": _("All"), "mine": _("Mine"), "unassigned": _("To be assigned"), "late": _("Too late"),
        "to_verify": _("To be verified"),
    }
    return [
        {"code": code, "title": title, "here": code == chosen, "count": _counted(getattr(counts, code))}
        for code, title in titles.items()
    ]


def _counted(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
