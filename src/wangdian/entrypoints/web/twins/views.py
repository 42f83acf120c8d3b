"""Photo questions (照片疑问): two photos side by side, and a person who says whether they are one shot."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangdian.apps.evidence.actions.decide_twin import DecideTwin
from wangdian.apps.evidence.queries_twins import PhotoShown, TwinCard, twins_page
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.request import Request

STATES: dict[str, Text] = {
    "asked": gettext_lazy("Open"), "same": gettext_lazy("The same shot"), "other": gettext_lazy("Another shot"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two photos with its words."""

    photo: PhotoShown
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question as the page shows it; `percent` of the picture lies exactly on the earlier one."""

    card: TwinCard
    later: Side
    earlier: Side | None
    percent: int


@require_GET
def listed(request: Request) -> HttpResponse:
    state, walk = request.GET.get("state", "asked"), _walk(request)
    page = twins_page(request.actor, state=state, walk=walk, after=request.GET.get("after"))
    query = request.GET.copy()
    if page.after:
        query["after"] = page.after
    return render(request, "twins/list.html", {
        "pairs": [_pair(card) for card in page.items], "state": state, "states": STATES, "walk": walk,
        "more": f"?{query.urlencode()}" if page.after else "",
    })


@require_POST
def decide(request: Request, question_id: int) -> HttpResponse:
    DecideTwin(who=request.actor, question_id=question_id, says=request.POST.get("says", "")).do()
    messages.success(request, _("Noted. What was answered stands in the audit log."))
    return redirect("twins.list")


def _walk(request: Request) -> UUID | None:
    """What is no id of a walk filters nothing."""
    try:
        return UUID(request.GET.get("walk", ""))
    except ValueError:
        return None


def _pair(card: TwinCard) -> Pair:
    earlier = card.earlier
    return Pair(
        card, _side(card.photo), _side(earlier) if earlier else None, min(round(card.lies_exactly * 100), 100),
    )


def _side(photo: PhotoShown) -> Side:
    title = chosen(photo.title_zh, photo.title_en)
    what = " · ".join(part for part in (photo.requirement, title, photo.subject) if part)
    return Side(photo, f"{chosen(photo.outlet_zh, photo.outlet_en)} {photo.outlet}".strip(), what)
