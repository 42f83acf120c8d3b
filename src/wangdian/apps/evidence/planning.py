"""What a plan may say, when its walks fall due at an outlet, and which of them are still ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.evidence.models import Plan, Walk
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Unit
from wangdian.domain.recurrence import Cadence, Days, Timing, Window, windows
from wangdian.domain.rights import RIGHTS, Role, after_subtree
from wangdian.foundation import clock
from wangdian.foundation.calendar import OpeningCalendar
from wangdian.foundation.errors import Invalid, Problem

PREVIEW_DAYS = 400


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What was typed for a plan."""

    title: str
    kind: str
    rule: str
    starts_on: date
    due_minutes: int
    role: str
    days: str
    timing: str
    outlet_kinds: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


def check_plan(words: PlanWords, plan: Plan | None = None) -> None:
    """Raises Invalid with every problem at once; `plan` is the one that is changed."""
    problems = [*_problems_of_codes(words), *_problems_of_rule(words)]
    if not words.title.strip():
        problems.append(Problem("title", _("Give the plan a name.")))
    namesakes = Plan.objects.filter(name=words.title)
    if (namesakes.exclude(pk=plan.pk) if plan else namesakes).exists():
        problems.append(Problem("title", _("There is a plan of this name already.")))
    if problems:
        raise Invalid(problems)


def _problems_of_codes(words: PlanWords) -> list[Problem]:
    problems = []
    if words.kind not in Plan.Kind.values:
        problems.append(Problem("kind", _("There is no such kind of walk.")))
    elif words.role not in set(Role) or RIGHT_OF_KIND[words.kind] not in RIGHTS[Role(words.role)]:
        problems.append(Problem("role", _("This role may not walk such a walk.")))
    if set(words.outlet_kinds) - set(Outlet.Kind.values):
        problems.append(Problem("outlet_kinds", _("This kind of outlet is not known.")))
    if words.days not in set(Days):
        problems.append(Problem("days", _("Choose on which days it falls due.")))
    if words.timing not in set(Timing):
        problems.append(Problem("timing", _("Choose when it falls due.")))
    return problems


def _problems_of_rule(words: PlanWords) -> list[Problem]:
    if words.days not in set(Days) or words.timing not in set(Timing):
        return []
    try:
        upcoming(words, OpeningCalendar(), _start_of(words.starts_on), 1)
    except Invalid as error:
        return [Problem("due_minutes" if p.field == "due_within" else p.field, _(p.why)) for p in error.problems]
    return []


def cadence_of(words: PlanWords | Plan) -> Cadence:
    """Raises Invalid for a window that is no window."""
    return Cadence(
        rule=words.rule, starts=_start_of(words.starts_on), due_within=timedelta(minutes=words.due_minutes),
        days=Days(words.days), timing=Timing(words.timing),
    )


def upcoming(words: PlanWords | Plan, calendar: OpeningCalendar, after: datetime, most: int) -> tuple[Window, ...]:
    """The next windows from a moment on, within 400 days. Raises Invalid (field "rule" or "due_within")."""
    return windows(cadence_of(words), after, after + timedelta(days=PREVIEW_DAYS), calendar)[:most]


def outlets_of(plan: Plan) -> QuerySet[Outlet]:
    """The outlets that a plan covers and that are not closed."""
    return outlets_under(plan.unit, plan.outlet_kinds)


def outlets_under(unit: Unit, kinds: Sequence[str]) -> QuerySet[Outlet]:
    """Outlets of these kinds (none: of all) in the subtree of a unit, those closed left out."""
    rows = Outlet.objects.filter(
        unit__path__gte=unit.path, unit__path__lt=after_subtree(unit.path), closed_on=None,
    )
    return rows.filter(kind__in=kinds) if kinds else rows


def withdraw_ahead(plan: Plan) -> int:
    """Takes back the walks that nobody began, on the phone or on paper, and that are not due yet; returns how many."""
    ahead = Walk.objects.filter(
        plan=plan, state=Walk.State.PLANNED, due_from__gt=clock.now(), started_at=None, sheets=None,
    )
    return ahead.delete()[1].get("evidence.Walk", 0)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.BANK_ZONE)
