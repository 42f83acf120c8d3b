"""What a day sheet asks, for printing it and for entering what was written on it, answered with frozen cards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from wangdian.apps.evidence.access import RIGHT_OF_KIND, walk_for, walks_visible_to
from wangdian.apps.evidence.asking import PlaceAsked, ZoneAsked, asked_at
from wangdian.apps.evidence.models import Answer, PaperSheet, Walk
from wangdian.apps.evidence.queries_today import WalkDue, walks_due
from wangdian.domain.rights import Actor
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound

MOST_PRINTED = 20
"""Walks in one print."""


@dataclass(frozen=True, slots=True)
class SheetAsked:
    """A walk with all that it asks, zone by zone; `answered` are pairs of requirement key and subject, `sheets` the
    hashes of pictures of its paper that have come home."""

    walk: UUID
    outlet: str
    outlet_zh: str
    outlet_en: str
    kind: str
    plan: str
    state: str
    due_from: datetime | None
    due_until: datetime | None
    zones: tuple[ZoneAsked, ...]
    answered: frozenset[tuple[str, int]]
    sheets: tuple[str, ...]


def due_today(who: Actor, outlet: str = "") -> list[WalkDue]:
    """The walks that `who` may do on this day, soonest first; none that begins on a later one. At most 2 queries."""
    today = clock.today()
    return [
        walk for walk in walks_due(who, outlet)
        if walk.due_from is None or walk.due_from.astimezone(clock.BANK_ZONE).date() <= today
    ]


def sheet_of(who: Actor, walk_id: UUID) -> SheetAsked:
    """One sheet; NotFound for a walk that is hidden, or that `who` may not do. At most 15 queries."""
    walk = walk_for(who, walk_id)
    if not who.may(RIGHT_OF_KIND[walk.kind], walk.outlet.unit.path):
        raise NotFound
    return _sheets([walk])[0]


def sheets_of(who: Actor, walk_ids: Sequence[UUID]) -> tuple[SheetAsked, ...]:
    """The sheets of those that `who` may do, in that order, at most MOST_PRINTED. At most 15 queries."""
    ids = list(walk_ids)[:MOST_PRINTED]
    rows = {walk.pk: walk for walk in walks_visible_to(who).filter(pk__in=ids)}
    mine = [rows[pk] for pk in ids if pk in rows]
    return _sheets([w for w in mine if who.may(RIGHT_OF_KIND[w.kind], w.outlet.unit.path)])


def _sheets(walks: Sequence[Walk]) -> tuple[SheetAsked, ...]:
    """For those who may do them."""
    outlets = {walk.outlet_id: walk.outlet for walk in walks}
    places = asked_at(list(outlets.values()))
    said: dict[UUID, set[tuple[str, int]]] = {walk.pk: set() for walk in walks}
    rows = Answer.objects.filter(walk__in=said).values_list("walk_id", "requirement__key", "subject_id")
    for walk_id, key, subject in rows.distinct():
        said[walk_id].add((key, subject))
    pictures: dict[UUID, list[str]] = {walk.pk: [] for walk in walks}
    kept = PaperSheet.objects.filter(walk__in=said).order_by("received_at", "pk")
    for walk_id, sha256 in kept.values_list("walk_id", "photo__sha256"):
        pictures[walk_id].append(sha256)
    return tuple(
        SheetAsked(
            walk=walk.pk, outlet=walk.outlet.code, outlet_zh=walk.outlet.name_zh, outlet_en=walk.outlet.name_en,
            kind=walk.kind, plan=walk.plan.name if walk.plan else "", state=walk.state, due_from=walk.due_from,
            due_until=walk.due_until, zones=_asked(places[walk.outlet_id], walk),
            answered=frozenset(said[walk.pk]), sheets=tuple(pictures[walk.pk]),
        )
        for walk in walks
    )


def _asked(place: PlaceAsked, walk: Walk) -> tuple[ZoneAsked, ...]:
    """What the packs of the walk's plan ask (without any: all), without zones in which they ask nothing."""
    packs = walk.plan.packs if walk.plan else ()
    kept = (
        replace(zone, items=tuple(item for item in zone.items if not packs or item.held.pack in packs))
        for zone in place.zones
    )
    return tuple(zone for zone in kept if zone.items)
