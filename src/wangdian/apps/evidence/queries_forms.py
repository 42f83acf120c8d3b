"""What somebody may walk with a form in hand, answered with frozen cards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from wangdian.apps.evidence.access import RIGHT_OF_KIND, plan_for, walk_for
from wangdian.apps.evidence.asking import PlaceAsked, asked_at
from wangdian.apps.evidence.models import Walk
from wangdian.apps.evidence.queries_today import PlaceForPhone, WalkDue, place_for_phone, today_of, walks_due
from wangdian.apps.evidence.walking import walkable_outlet
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotFound, invalid


@dataclass(frozen=True, slots=True)
class FormAsked:
    """A walk that may be walked with a form: a planned one by its id, or (`walk` None) one without a plan."""

    walk: UUID | None
    kind: str
    plan: str
    packs: tuple[str, ...]
    due_from: datetime | None
    due_until: datetime | None
    place: PlaceAsked


def forms_for(who: Actor, outlet: str = "") -> tuple[FormAsked, ...]:
    """The walks due, soonest first, then those without a plan at the person's outlets: at most 200 and 20 outlets.

    With the code of an outlet only those there, whichever outlet it is; NotFound if it is absent, hidden or closed.
    At most 25 queries.
    """
    if outlet:
        place = place_for_phone(who, outlet)
        return tuple(_forms(walks_due(who, outlet), (place,)))
    known = today_of(who)
    return tuple(_forms(known.walks, known.places))


def form_of_walk(who: Actor, walk_id: UUID) -> FormAsked:
    """The form of a planned walk, whatever its state; NotFound, NotAllowed. At most 15 queries."""
    walk = walk_for(who, walk_id)
    guard(who, RIGHT_OF_KIND[walk.kind], walk.outlet.unit.path)
    if walk.outlet.closed_on is not None:
        raise NotFound
    place = asked_at([Walk.objects.select_related("outlet__unit", "outlet__subject").get(pk=walk.pk).outlet])
    return FormAsked(
        walk=walk.pk, kind=walk.kind, plan=walk.plan.name if walk.plan else "",
        packs=tuple(walk.plan.packs) if walk.plan else (), due_from=walk.due_from, due_until=walk.due_until,
        place=place[walk.outlet_id],
    )


def form_without_plan(who: Actor, outlet: str, kind: str) -> FormAsked:
    """The form of a walk that nobody planned; NotFound, NotAllowed, Invalid. At most 20 queries."""
    walkable_outlet(who, outlet, kind)
    return _unplanned(place_for_phone(who, outlet), kind)


def form_to_read(who: Actor, outlet: str, kind: str, plan_id: int | None = None) -> FormAsked:
    """What a walk of a kind, or of a plan, asks at an outlet, for whoever may see both; NotFound, Invalid.

    At most 21 queries.
    """
    place = place_for_phone(who, outlet)
    if plan_id is None:
        if kind not in RIGHT_OF_KIND:
            raise invalid("kind", _("There is no such kind of walk."))
        return _unplanned(place, kind)
    plan = plan_for(who, plan_id)
    return FormAsked(None, plan.kind, plan.name, tuple(plan.packs), None, None, place.asked)


def _forms(walks: list[WalkDue] | tuple[WalkDue, ...], places: tuple[PlaceForPhone, ...]) -> Iterator[FormAsked]:
    by_code = {place.asked.code: place for place in places}
    for walk in walks:
        place = by_code.get(walk.outlet)
        if place is not None and walk.kind in place.kinds:
            yield FormAsked(
                walk.walk, walk.kind, walk.plan, walk.packs, walk.due_from, walk.due_until, place.asked,
            )
    for place in places[:MOST_UNPLANNED]:
        for kind in place.kinds:
            yield _unplanned(place, kind)


MOST_UNPLANNED = 20
"""Outlets for which walks without a plan are offered."""


def _unplanned(place: PlaceForPhone, kind: str) -> FormAsked:
    return FormAsked(None, kind, "", (), None, None, place.asked)
