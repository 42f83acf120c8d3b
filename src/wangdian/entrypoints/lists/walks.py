"""The list of walks."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.queries_walks import WalkCard, walks_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, Text
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.walk_words import WALK_KINDS, WALK_STATES
from wangdian.foundation.paging import Page


def how_far(walk: WalkCard) -> str:
    """"58 of 60", or how many so far."""
    if walk.asked is None:
        return str(walk.answered)
    return _("%(answered)s of %(asked)s") % {"answered": walk.answered, "asked": walk.asked}


def state_of(walk: WalkCard) -> Text:
    return _("Finished late") if walk.late else WALK_STATES[walk.state]


WALKS: Listing[WalkCard] = Listing(
    name="walks",
    title=_("Walks"),
    columns=(
        Column(
            "outlet", _("Outlet"), lambda w: w.outlet, shown=lambda w: chosen(w.outlet_zh, w.outlet_en),
            link=lambda w: reverse("walks.card", args=[w.id]),
        ),
        Column("kind", _("Kind of walk"), lambda w: w.kind, shown=lambda w: WALK_KINDS[w.kind]),
        Column("state", _("State"), lambda w: "late" if w.late else w.state, shown=state_of, kind="state"),
        Column("begins_at", _("Begins"), lambda w: w.begins_at, kind="moment"),
        Column("walker", _("Who"), lambda w: w.walker),
        Column("failed", _("Not in order"), lambda w: w.failed, kind="number"),
        Column("answered", _("Answered"), lambda w: w.answered, shown=how_far, kind="number", on_phone=False),
        Column("plan", _("Plan"), lambda w: w.plan, on_phone=False),
    ),
    empty=_("No walk fits. Begin one on the phone, or make a plan."),
)


def walks_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[WalkCard]:
    """The walks under the filters of an address: outlet, kind, state, unit."""
    return walks_page(
        who, outlet=query.get("outlet", ""), kind=query.get("kind", ""), state=query.get("state", ""),
        unit=query.get("unit", ""), after=after, limit=limit,
    )
