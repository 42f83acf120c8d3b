"""Questions about quiet hours, leave and duty, answered with frozen cards."""

from dataclasses import dataclass
from datetime import date, datetime, time

from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.models import Deputy, Duty, Person
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock

MOST_TURNS = 100


@dataclass(frozen=True, slots=True)
class QuietCard:
    """One's own quiet hours in the bank's time; both empty for none."""

    quiet_from: time | None
    quiet_until: time | None


@dataclass(frozen=True, slots=True)
class LeaveCard:
    """A leave that is not over; `deputy` is the login name of who stands in, "" for nobody."""

    id: int
    first_day: date
    last_day: date
    deputy: str
    deputy_name: str


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A turn in a roster; `now` says whether it runs."""

    id: int
    login: str
    name: str
    starts_at: datetime
    ends_at: datetime
    now: bool


def own_quiet_hours(who: Actor) -> QuietCard:
    """1 query."""
    row = Person.objects.filter(pk=who.id).values("quiet_from", "quiet_until").first()
    return QuietCard(**row) if row else QuietCard(None, None)


def own_leaves(who: Actor) -> tuple[LeaveCard, ...]:
    """The leaves that are not over, the next first. 1 query."""
    rows = Deputy.objects.filter(person_id=who.id, last_day__gte=clock.today()).select_related("deputy")
    return tuple(
        LeaveCard(
            id=row.pk, first_day=row.first_day, last_day=row.last_day, deputy=row.deputy.login if row.deputy else "",
            deputy_name=row.deputy.name if row.deputy else "",
        )
        for row in rows.order_by("first_day", "pk")[:50]
    )


def duty_roster(who: Actor, unit_code: str) -> tuple[DutyCard, ...]:
    """The turns of a unit that are not over, at most 100, for those who see its people. 2 queries."""
    unit = unit_for(who, unit_code)
    guard(who, Right.SEE_PEOPLE, unit.path)
    now = clock.now()
    rows = Duty.objects.filter(unit=unit, ends_at__gt=now).select_related("person").order_by("starts_at", "pk")
    return tuple(
        DutyCard(
            id=row.pk, login=row.person.login, name=row.person.name, starts_at=row.starts_at, ends_at=row.ends_at,
            now=row.starts_at <= now,
        )
        for row in rows[:MOST_TURNS]
    )
