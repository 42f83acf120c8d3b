"""Who is on leave, who reads for them, and who is on duty: the answers that the pure law of standing in asks for."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from wangdian.apps.people.access import grants_in_force
from wangdian.apps.people.models import Deputy, Duty, Person
from wangdian.apps.people.queries import people_with
from wangdian.domain.rights import Actor, Role, upwards
from wangdian.domain.standing_in import on_call, readers_for
from wangdian.foundation import clock

DEEPEST = 10
"""Deputies of deputies are followed so far; who lies beyond is read by nobody."""


def away_now(person_ids: Iterable[int]) -> dict[int, int | None]:
    """Of these people, and of those who stand in for them, who is on leave today, with the deputy. A query a step."""
    today, away, asked = clock.today(), dict[int, int | None](), set(person_ids)
    known: set[int] = set()
    for _step in range(DEEPEST):
        known |= asked
        rows = Deputy.objects.filter(person_id__in=asked, first_day__lte=today, last_day__gte=today)
        found = dict(rows.order_by("pk").values_list("person_id", "deputy_id"))
        away |= found
        asked = {deputy for deputy in found.values() if deputy is not None} - known
        if not asked:
            return away
    return away | dict.fromkeys(asked)


def readers_of(person_ids: Collection[int], path: str) -> tuple[int, ...]:
    """Who reads what these are told today about work at a place: they themselves, or who stands in.

    Only open accounts, and who stands in must hold a role there still, or could open none of it. 2 queries or more.
    """
    away = away_now(person_ids)
    deputies = {deputy for deputy in away.values() if deputy is not None}
    here = set(Person.objects.filter(pk__in=person_ids, is_active=True).values_list("pk", flat=True))
    if deputies:
        here |= deputies.intersection(people_with(tuple(Role), path))
    return readers_for(sorted(person_ids), away, here)


def deputies_of(who: Actor, places: Iterable[str]) -> QuerySet[Person]:
    """Who can stand in for `who`: colleagues with an open account and a role at one of these places or above it.

    A vendor's people stand in for each other alone.
    """
    above = {path for place in places for path in upwards(place)}
    held = grants_in_force().filter(unit__path__in=above).values("person_id")
    return Person.objects.filter(pk__in=held, vendor_id=who.vendor_id).exclude(pk=who.id)


def on_duty_at(path: str) -> set[int]:
    """Who is on duty now at the unit or above it. 1 query."""
    now = clock.now()
    rows = Duty.objects.filter(unit__path__in=upwards(path), starts_at__lte=now, ends_at__gt=now)
    return set(rows.values_list("person_id", flat=True))


def called_at(person_ids: Collection[int], path: str) -> tuple[int, ...]:
    """Who reads what a step of the chain is told: of those whom it names who is on duty there now, or who stands in.

    All whom it names where nobody is on duty, or nobody reads for those who are. 3 queries or more.
    """
    on_duty = readers_of(on_call(person_ids, on_duty_at(path)), path)
    return on_duty or readers_of(person_ids, path)
