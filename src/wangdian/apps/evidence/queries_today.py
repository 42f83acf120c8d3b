"""What a phone keeps for working alone: walks due, places with all that is asked there, in frozen cards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.evidence.asking import PlaceAsked, asked_at
from wangdian.apps.evidence.models import Answer, Walk
from wangdian.apps.outlets.access import outlet_for, outlets_visible_to, subjects_visible_to
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import within
from wangdian.apps.people.models import Person
from wangdian.domain.rights import Actor, Right, after_subtree
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound

AHEAD = timedelta(hours=36)
OVER = timedelta(hours=24)
OWN = timedelta(days=7)
"""How long a walk that somebody began and never finished stays on the phone."""
MOST_WALKS = 200
MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class WalkDue:
    """A walk for this person; `answered` are pairs of requirement key and subject that the server has already."""

    walk: UUID
    outlet: str
    kind: str
    plan: str
    packs: tuple[str, ...]
    due_from: datetime | None
    due_until: datetime | None
    state: str
    answered: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PlaceForPhone:
    """A place with what this person may do there."""

    asked: PlaceAsked
    kinds: tuple[str, ...]
    may_report: bool


@dataclass(frozen=True, slots=True)
class Today:
    """Everything at once; `more_places` says that there are places beyond those given."""

    person_id: int
    name: str
    language: str
    walks: tuple[WalkDue, ...]
    places: tuple[PlaceForPhone, ...]
    more_places: bool


def today_of(who: Actor) -> Today:
    """At most 25 queries, however many walks, places, subjects and requirements."""
    person = Person.objects.filter(pk=who.id).first()
    if person is None:
        raise NotFound
    walks = walks_due(who)
    places, more = _places(who, [walk.outlet for walk in walks])
    return Today(
        person_id=person.pk, name=person.name, language=person.language, walks=tuple(walks), places=places,
        more_places=more,
    )


def place_for_phone(who: Actor, code: str) -> PlaceForPhone:
    """One outlet; NotFound if it is absent, hidden or closed. At most 20 queries."""
    outlet = outlet_for(who, code)
    if outlet.closed_on is not None:
        raise NotFound
    return _cards(who, [outlet])[0]


def subject_of_tag(who: Actor, tag: str) -> tuple[str, int]:
    """The outlet's code and the subject's id behind a QR code; NotFound if it is absent or hidden. 1 query."""
    rows = subjects_visible_to(who).filter(tag=tag.strip().upper(), active=True, unit__outlet__isnull=False)
    found = rows.values_list("unit__outlet__code", "pk").first()
    if found is None:
        raise NotFound
    return found


def walks_due(who: Actor, outlet: str = "") -> list[WalkDue]:
    """The walks of all outlets, or of the one with that code; soonest first, at most 200. At most 2 queries."""
    now = clock.now()
    open_states = [Walk.State.PLANNED, Walk.State.STARTED, Walk.State.MISSED]
    due = _by_role(who) & Q(due_from__lte=now + AHEAD, due_until__gt=now - OVER)
    own = Q(walker=who.id, started_at__gt=now - OWN)
    at = {"outlet__code": outlet} if outlet else {}
    rows = list(
        Walk.objects.filter(due | own, state__in=open_states, outlet__closed_on=None, **at)
        .select_related("plan", "outlet").order_by(F("due_until").asc(nulls_last=True), "pk")[:MOST_WALKS]
    )
    answered = _answered(row.pk for row in rows if row.answered)
    return [_due(row, answered[row.pk]) for row in rows]


def _due(row: Walk, answered: Sequence[tuple[str, int]]) -> WalkDue:
    return WalkDue(
        walk=row.pk, outlet=row.outlet.code, kind=row.kind, plan=row.plan.name if row.plan else "",
        packs=tuple(row.plan.packs) if row.plan else (), due_from=row.due_from, due_until=row.due_until,
        state=row.state, answered=tuple(answered),
    )


def _by_role(who: Actor) -> Q:
    """Walks that are planned or drawn for a role which `who` holds at that outlet."""
    condition = Q(pk__in=[])
    for grant in who.grants:
        asked = Q(plan__role=grant.role.value) | Q(drawn_for=grant.role.value)
        condition |= asked & Q(
            outlet__unit__path__gte=grant.path, outlet__unit__path__lt=after_subtree(grant.path),
        )
    return condition


def _answered(walk_ids: Iterable[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    found: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    rows = Answer.objects.filter(walk__in=list(walk_ids)).order_by("requirement__key", "subject_id")
    for walk_id, key, subject in rows.values_list("walk_id", "requirement__key", "subject_id").distinct():
        found[walk_id].append((key, subject))
    return found


def _places(who: Actor, first: Iterable[str]) -> tuple[tuple[PlaceForPhone, ...], bool]:
    mine = _outlets_of(who)
    codes = list(dict.fromkeys(first))
    chosen = list(mine.filter(code__in=codes))
    rest = list(mine.exclude(code__in=codes).order_by("code")[: MOST_PLACES + 1])
    room = max(MOST_PLACES - len(chosen), 0)
    return tuple(_cards(who, [*chosen, *rest[:room]])), len(rest) > room


def _outlets_of(who: Actor) -> QuerySet[Outlet]:
    """Where `who` may walk in some way, or report."""
    may = Q(pk__in=[])
    for right in {*RIGHT_OF_KIND.values(), Right.REPORT_FAULT}:
        may |= within(who, right, "unit__")
    return outlets_visible_to(who).filter(may, closed_on=None)


def _cards(who: Actor, outlets: Sequence[Outlet]) -> list[PlaceForPhone]:
    return [
        PlaceForPhone(
            asked=place, may_report=who.may(Right.REPORT_FAULT, place.path),
            kinds=tuple(kind for kind, right in RIGHT_OF_KIND.items() if who.may(right, place.path)),
        )
        for place in sorted(asked_at(outlets).values(), key=lambda p: p.code)
    ]
