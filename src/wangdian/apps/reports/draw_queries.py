"""Questions about draws: what one would bring, who was drawn and why, and whether it comes out the same again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from wangdian.apps.evidence.names import name_for
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.drawing_access import draw_for, draws_visible_to
from wangdian.apps.reports.lots import Lot, risks_of, unit_to_draw
from wangdian.apps.reports.models import Draw, DrawnOutlet, DrawSigns
from wangdian.apps.reports.signs import Line, fingerprint, risky, signs_under
from wangdian.domain import drawing
from wangdian.domain.rights import Actor
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

SHOWN = 30


@dataclass(frozen=True, slots=True)
class MightCome:
    """An outlet that may be drawn: how probable about (a ratio), its risk and the parts of it."""

    code: str
    name_zh: str
    name_en: str
    chance: float
    risk: Decimal
    parts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class DryLook:
    """What a draw would be made from: the likeliest outlets first, and how probable the least likely one is."""

    outlets: int
    size: int
    by_chance: int
    likeliest: tuple[MightCome, ...]
    least_chance: float


@dataclass(frozen=True, slots=True)
class DrawCard:
    """A draw; `maker` is empty for who may not see colleagues, `by_chance` of `size` came by chance alone."""

    id: int
    unit: str
    unit_zh: str
    unit_en: str
    kind: str
    made_at: datetime
    maker: str
    size: int
    by_chance: int
    outlets: int
    due_from: datetime
    due_until: datetime
    called_off_at: datetime | None

    @property
    def state(self) -> str:
        if self.called_off_at is not None:
            return "called_off"
        return "over" if self.due_until <= clock.now() else "open"


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A drawn outlet: its place in the draw, by chance or by which risk; no `walk_state` when it was withdrawn."""

    place: int
    code: str
    name_zh: str
    name_en: str
    by_chance: bool
    risk: Decimal
    parts: Mapping[str, Decimal]
    walk: UUID | None
    walk_state: str


@dataclass(frozen=True, slots=True)
class DrawRead:
    """A draw with all that is needed to make it again, and those that were drawn.

    `law` says how risks were counted: 1 against fixed figures, 2 against the other outlets of the draw.
    """

    card: DrawCard
    seed: str
    seed_given: bool
    weights: Mapping[str, Decimal]
    window_days: int
    signs_sha256: str
    law: int
    drawn: tuple[DrawnCard, ...]


@dataclass(frozen=True, slots=True)
class DrawnAgain:
    """`same` only if what is kept is whole and the draw from it gives the same outlets in the same places."""

    signs_whole: bool
    same: bool
    outlets: int
    drawn: int


def look_at_draw(who: Actor, lot: Lot) -> DryLook:
    """Who might come, and how probable: nothing is drawn and no seed rolled. Raises NotFound, NotAllowed, Invalid.

    At most 4 queries, however many outlets; more only for outlets of which nothing was noted yet.
    """
    unit = unit_to_draw(who, lot)
    known = signs_under(unit, lot.kind, timedelta(days=lot.window_days))
    risks = risks_of(known, lot.weights)
    size = min(lot.size, len(known))
    by_chance = drawing.chance_part(size, lot.share)
    told = drawing.chances([float(one.pull) for one in risks.values()], size, by_chance) if known else []
    listed = sorted(zip(risks, told, strict=True), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
    names = {
        code: (zh, en) for code, zh, en in
        Outlet.objects.filter(code__in=[code for code, _ in listed]).values_list("code", "name_zh", "name_en")
    }
    return DryLook(
        outlets=len(known), size=size, by_chance=by_chance, least_chance=min(told, default=0.0),
        likeliest=tuple(
            MightCome(code, *names[code], chance, risks[code].total, risks[code].parts) for code, chance in listed
        ),
    )


def draws_page(who: Actor, *, after: str | None = None, limit: int = 50) -> Page[DrawCard]:
    """Draws, the latest first. 1 query."""
    return page_of(draws_visible_to(who), ("-made_at", "-id"), lambda row: _card(who, row), after, limit)


def draw_read(who: Actor, draw_id: int) -> DrawRead:
    """One draw with the outlets drawn; NotFound if it is absent or hidden. 2 queries."""
    draw = draw_for(who, draw_id)
    rows = DrawnOutlet.objects.filter(draw=draw).select_related("outlet", "walk").order_by("place")
    return DrawRead(
        card=_card(who, draw), seed=draw.seed, seed_given=draw.seed_given, weights=_weights(draw),
        window_days=draw.window_days, signs_sha256=draw.signs_sha256, law=draw.law,
        drawn=tuple(
            DrawnCard(
                place=row.place, code=row.outlet.code, name_zh=row.outlet.name_zh, name_en=row.outlet.name_en,
                by_chance=row.by_chance, risk=row.risk, walk=row.walk_id, walk_state=row.walk.state if row.walk else "",
                parts={name: Decimal(row.parts.get(name, 0)) for name in drawing.PARTS},
            )
            for row in rows
        ),
    )


def draw_again(who: Actor, draw_id: int) -> DrawnAgain:
    """Makes a draw again from its seed and what is kept of it; NotFound if it is absent or hidden. 3 queries."""
    draw = draw_for(who, draw_id)
    lines: list[Line] = []
    for part in DrawSigns.objects.filter(draw=draw).order_by("part").values_list("lines", flat=True):
        lines.extend(part)
    risks = drawing.risks(draw.law, risky(lines), _weights(draw))
    chosen = drawing.draw(draw.seed, {code: one.pull for code, one in risks.items()}, draw.size, draw.by_chance)
    rows = DrawnOutlet.objects.filter(draw=draw).order_by("place").values_list("outlet__code", "by_chance", "risk")
    whole = fingerprint(lines) == draw.signs_sha256
    same = [(one.code, one.by_chance, risks[one.code].total) for one in chosen] == list(rows)
    return DrawnAgain(signs_whole=whole, same=whole and same, outlets=len(lines), drawn=len(chosen))


def _weights(draw: Draw) -> dict[str, Decimal]:
    """A part that there was not yet when it was drawn weighs nothing."""
    return {name: Decimal(draw.weights.get(name, 0)) for name in drawing.PARTS}


def _card(who: Actor, row: Draw) -> DrawCard:
    return DrawCard(
        id=row.pk, unit=row.unit.code, unit_zh=row.unit.name_zh, unit_en=row.unit.name_en, kind=row.kind,
        made_at=row.made_at, maker=name_for(who, row.made_by, row.unit.path), size=row.size, by_chance=row.by_chance,
        outlets=row.outlets, due_from=row.due_from, due_until=row.due_until, called_off_at=row.called_off_at,
    )
