"""Questions about quiet hours, leave and duty, answered with frozen cards."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from wangdian.apps.people.absence import deputies_of
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.models import Deputy, Duty, Person
from wangdian.apps.people.queries import people_with
from wangdian.domain.quiet_hours import digest_at
from wangdian.domain.rights import Actor, Right, Role
from wangdian.foundation import clock

MOST_TURNS = 100
MOST_CHOICES = 200
"""Beyond this nobody chooses from a list: the login name is typed."""


@dataclass(frozen=True, slots=True)
class QuietCard:
    """One's own quiet hours in the bank's time, or the hour of the daily digest; all empty for none."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time | None = None


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


def who_can_stand_in(who: Actor) -> dict[str, str]:
    """Names by login of those who can stand in for `who`, of whom `who` may see; at most 201. 1 query."""
    seen = [grant.path for grant in who.grants if who.may(Right.SEE_PEOPLE, grant.path)]
    return _named(deputies_of(who, seen))


def who_can_be_on_duty(who: Actor, unit_code: str) -> dict[str, str]:
    """Names by login of those with a role at a unit, for those who see its people; at most 201. 3 queries."""
    unit = unit_for(who, unit_code)
    guard(who, Right.SEE_PEOPLE, unit.path)
    return _named(Person.objects.filter(pk__in=people_with(tuple(Role), unit.path)))


def _named(people: QuerySet[Person]) -> dict[str, str]:
    return dict(people.exclude(name="").order_by("name", "pk").values_list("login", "name")[:MOST_CHOICES + 1])


def own_quiet_hours(who: Actor) -> QuietCard:
    """1 query."""
    row = Person.objects.filter(pk=who.id).values("quiet_from", "quiet_until").first()
    if row is None:
        return QuietCard()
    digest = digest_at(row["quiet_from"], row["quiet_until"])
    return QuietCard(digest_at=digest) if digest is not None else QuietCard(**row)


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
