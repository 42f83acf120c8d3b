"""The lists of draws and of those drawn."""

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.draw_queries import DrawCard, DrawnCard, MightCome, draw_read, draws_page
from wangdian.domain.drawing import PARTS
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, number_in
from wangdian.entrypoints.web.check_words import DRAW_STATES, DRAWN_KINDS, RISK_PARTS
from wangdian.entrypoints.web.frame.tags import percent, points
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.walk_words import WALK_STATES
from wangdian.foundation.paging import Page


def reasons(parts: Mapping[str, Decimal]) -> str:
    """The parts of a risk that count, the heaviest first: "Score lost 20 · Repeats 3"."""
    heavy = sorted((name for name in PARTS if parts[name]), key=lambda name: -parts[name])
    return " · ".join(f"{RISK_PARTS[name]} {points(parts[name])}" for name in heavy)


DRAWS: Listing[DrawCard] = Listing(
    name="draws",
    title=_("Drawn checks"),
    columns=(
        Column(
            "unit", _("Where"), lambda d: d.unit, shown=lambda d: chosen(d.unit_zh, d.unit_en),
            link=lambda d: reverse("checks.draw", args=[d.id]),
        ),
        Column("kind", _("Kind of walk"), lambda d: d.kind, shown=lambda d: DRAWN_KINDS[d.kind]),
        Column("state", _("State"), lambda d: d.state, shown=lambda d: DRAW_STATES[d.state], kind="state"),
        Column("made_at", _("Drawn"), lambda d: d.made_at, kind="moment"),
        Column("maker", _("By"), lambda d: d.maker),
        Column("size", _("Outlets drawn"), lambda d: d.size, kind="number"),
        Column("outlets", _("Out of"), lambda d: d.outlets, kind="number", on_phone=False),
    ),
    empty=_("Nothing was drawn yet. Draw checks: by risk and by chance, and nobody there is told."),
)
DRAWN: Listing[DrawnCard] = Listing(
    name="drawn",
    title=_("Outlets drawn"),
    columns=(
        Column(
            "code", _("Outlet"), lambda d: d.code, shown=lambda d: chosen(d.name_zh, d.name_en),
            link=lambda d: reverse("outlets.card", args=[d.code]),
        ),
        Column(
            "walk_state", _("State"), lambda d: d.walk_state or "withdrawn", kind="state",
            shown=lambda d: WALK_STATES[d.walk_state] if d.walk_state else _("Taken back"),
        ),
        Column("how", _("Drawn by"), lambda d: "chance" if d.by_chance else "risk",
               shown=lambda d: _("Chance") if d.by_chance else _("Risk")),
        Column("risk", _("Risk"), lambda d: d.risk, kind="number"),
        Column("why", _("What speaks for a visit"), lambda d: reasons(d.parts)),
    ),
    empty=_("Nothing was drawn."),
    tall=True,
)
LIKELIEST: Listing[MightCome] = Listing(
    name="likeliest",
    title=_("Who might come"),
    columns=(
        Column("code", _("Outlet"), lambda d: d.code, shown=lambda d: chosen(d.name_zh, d.name_en)),
        Column("chance", _("Probability"), lambda d: d.chance, shown=lambda d: percent(d.chance), kind="text"),
        Column("risk", _("Risk"), lambda d: d.risk, kind="number"),
        Column("why", _("What speaks for a visit"), lambda d: reasons(d.parts)),
    ),
    empty=_("There is no outlet here to draw, or all of them wait for such a check already."),
    tall=True,
)


def draws_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[DrawCard]:
    return draws_page(who, after=after, limit=limit)


def drawn_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[DrawnCard]:
    """Whom the draw of an address chose, all of them."""
    return Page(tuple(draw_read(who, number_in(query, "draw")).drawn), None)
