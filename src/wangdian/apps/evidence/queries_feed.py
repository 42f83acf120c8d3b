"""The walks of the next weeks at some outlets, as a calendar wants them: those made, and those to come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wangdian.apps.evidence.access import RIGHT_OF_KIND, unannounced
from wangdian.apps.evidence.models import Plan, Walk
from wangdian.apps.evidence.planning import cadence_of
from wangdian.apps.outlets.access import outlets_visible_to
from wangdian.apps.outlets.calendars import calendars_of
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.recurrence import windows
from wangdian.domain.rights import Actor, upwards
from wangdian.foundation import clock
from wangdian.foundation.calendar import OpeningCalendar
from wangdian.foundation.errors import Clash, NotFound

AHEAD = timedelta(days=90)
MOST_OUTLETS = 20
MOST_PLANS = 50
MOST = 1000


@dataclass(frozen=True, slots=True)
class WalkAhead:
    """A window in which a walk is due; `key` is the same for the window before and after its walk is made."""

    key: str
    title: str
    kind: str
    outlet: str
    outlet_zh: str
    outlet_en: str
    starts: datetime
    ends: datetime


def walks_ahead(who: Actor, outlet: str = "") -> tuple[WalkAhead, ...]:
    """What `who` may walk within 90 days, the next first, at most 1,000; at one outlet, or at all of up to 20.

    Raises NotFound for an outlet that is absent or hidden, Clash where there are more than 20 to choose from. A drawn
    check is told to those alone who may know of it. At most 20 queries.
    """
    places = _places(who, outlet)
    made = _made(who, places)
    known = {one.key for one in made}
    coming = [one for one in _coming(who, places) if one.key not in known]
    return tuple(sorted([*made, *coming], key=lambda one: (one.starts, one.key))[:MOST])


def _places(who: Actor, outlet: str) -> list[Outlet]:
    rows = outlets_visible_to(who).filter(closed_on=None).select_related("unit").order_by("code")
    places = list((rows.filter(code=outlet) if outlet else rows)[: MOST_OUTLETS + 1])
    if outlet and not places:
        raise NotFound
    if len(places) > MOST_OUTLETS:
        raise Clash("You see more than %(most)d outlets: name one of them in the address.", {"most": MOST_OUTLETS})
    return places


def _made(who: Actor, places: Iterable[Outlet]) -> list[WalkAhead]:
    now = clock.now()
    rows = Walk.objects.filter(
        unannounced(who), outlet__in=list(places), state__in=[Walk.State.PLANNED, Walk.State.STARTED],
        due_until__gt=now, due_from__lt=now + AHEAD,
    ).select_related("plan", "outlet__unit").order_by("due_from", "pk")[:MOST]
    return [
        _window(row.outlet, row.kind, row.plan, row.due_from, row.due_until, str(row.pk))
        for row in rows if row.due_from and row.due_until and who.may(RIGHT_OF_KIND[row.kind], row.outlet.unit.path)
    ]


def _coming(who: Actor, places: list[Outlet]) -> Iterator[WalkAhead]:
    calendars = calendars_of({place.pk for place in places})
    above = {path for place in places for path in upwards(place.unit.path)}
    plans = Plan.objects.filter(active=True, unit__path__in=above).select_related("unit").order_by("pk")[:MOST_PLANS]
    for plan in plans:
        for place in places:
            covers = place.unit.path.startswith(plan.unit.path)
            of_kind = not plan.outlet_kinds or place.kind in plan.outlet_kinds
            if covers and of_kind and who.may(RIGHT_OF_KIND[plan.kind], place.unit.path):
                yield from _windows_of(plan, place, calendars[place.pk])


def _windows_of(plan: Plan, place: Outlet, calendar: OpeningCalendar) -> Iterator[WalkAhead]:
    now = clock.now()
    for one in windows(cadence_of(plan), now, now + AHEAD, calendar)[:MOST]:
        yield _window(place, plan.kind, plan, one.due_from, one.due_until, "")


def _window(
    place: Outlet, kind: str, plan: Plan | None, starts: datetime, ends: datetime, walk: str,
) -> WalkAhead:
    """A planned walk is named by its window, so that it stays the same event; one without a plan by itself."""
    key = f"plan-{plan.pk}-{place.pk}-{int(starts.timestamp())}" if plan else f"walk-{walk}"
    return WalkAhead(
        key=key, title=plan.name if plan else "", kind=kind, outlet=place.code, outlet_zh=place.unit.name_zh,
        outlet_en=place.unit.name_en, starts=starts, ends=ends,
    )
