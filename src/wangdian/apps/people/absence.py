"""Who is on leave, who reads for them, and who is on duty: the answers that the pure law of standing in asks for."""

from collections.abc import Collection, Iterable

from wangdian.apps.people.models import Deputy, Duty, Person
from wangdian.domain.rights import STEP
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


def readers_of(person_ids: Collection[int]) -> tuple[int, ...]:
    """Who reads what these are told today: they themselves, or who stands in; only open accounts. 2 queries or more."""
    away = away_now(person_ids)
    asked = {*person_ids, *(deputy for deputy in away.values() if deputy is not None)}
    here = set(Person.objects.filter(pk__in=asked, is_active=True).values_list("pk", flat=True))
    return readers_for(sorted(person_ids), away, here)


def on_duty_at(path: str) -> set[int]:
    """Who is on duty now at the unit or above it. 1 query."""
    now = clock.now()
    above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    rows = Duty.objects.filter(unit__path__in=above, starts_at__lte=now, ends_at__gt=now)
    return set(rows.values_list("person_id", flat=True))


def called_at(person_ids: Iterable[int], path: str) -> tuple[int, ...]:
    """Of those whom a step of the chain names, who is on duty there now; all of them while none is. 1 query."""
    return on_call(person_ids, on_duty_at(path))
