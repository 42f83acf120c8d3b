"""Questions about plans, answered with frozen cards."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wangdian.apps.evidence.access import plan_for, plans_visible_to
from wangdian.apps.evidence.models import Plan
from wangdian.apps.evidence.planning import PlanWords, outlets_under, upcoming
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.calendars import calendar_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import unit_for
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.recurrence import Window
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan; `rule` is an RRULE, `days` and `timing` are codes of domain.recurrence."""

    id: int
    title: str
    kind: str
    unit: str
    unit_zh: str
    unit_en: str
    rule: str
    starts_on: date
    due_minutes: int
    days: str
    timing: str
    role: str
    outlet_kinds: tuple[str, ...]
    packs: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would bring: how many outlets, and the next windows at the first of them (`outlet` is its code)."""

    outlets: int
    outlet: str
    windows: tuple[Window, ...]


def plans_page(
    who: Actor, *, search: str = "", stopped: bool = False, after: str | None = None, limit: int = 50,
) -> Page[PlanCard]:
    """Plans by name, those in force or those stopped. 1 query."""
    rows = plans_visible_to(who).filter(active=not stopped)
    for word in search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(unit__name_zh__icontains=word) | Q(unit__code__iexact=word))
    return page_of(rows, ("name",), _card, after, limit)


def plan_card(who: Actor, plan_id: int) -> PlanCard:
    """One plan; NotFound if it is absent or hidden. 1 query."""
    return _card(plan_for(who, plan_id))


def plan_named(who: Actor, unit: str, title: str) -> PlanCard | None:
    """The plan in force of that name at that very unit, if there is one that `who` sees. 1 query."""
    row = plans_visible_to(who).filter(unit__code=unit, name=title, active=True).first()
    return None if row is None else _card(row)


def preview_plan(who: Actor, unit: str, words: PlanWords) -> Preview:
    """The next five windows of a plan that may not be made yet. Raises NotFound for the unit, Invalid. 7 queries."""
    return _preview(outlets_under(unit_for(who, unit, Right.EDIT_PLANS), words.outlet_kinds), words)


def preview_of(who: Actor, plan_id: int) -> Preview:
    """The same of a plan that stands. Raises NotFound. 7 queries."""
    plan = plan_for(who, plan_id)
    return _preview(outlets_under(plan.unit, plan.outlet_kinds), plan)


def packs_to_walk() -> tuple[str, ...]:
    """The packs in force, for the filter of a plan; one small query while the catalogue does not change."""
    return tuple(sorted({held.pack for held in current_requirements().held}))


def _preview(outlets: QuerySet[Outlet], words: PlanWords | Plan) -> Preview:
    count, first = outlets.count(), outlets.order_by("code").first()
    if first is None:
        return Preview(0, "", ())
    return Preview(count, first.code, upcoming(words, calendar_of(first.pk), clock.now(), PREVIEWED))


def _card(row: Plan) -> PlanCard:
    return PlanCard(
        id=row.pk, title=row.name, kind=row.kind, unit=row.unit.code, unit_zh=row.unit.name_zh,
        unit_en=row.unit.name_en, rule=row.rule, starts_on=row.starts_on, due_minutes=row.due_minutes, days=row.days,
        timing=row.timing, role=row.role, outlet_kinds=tuple(row.outlet_kinds), packs=tuple(row.packs),
        active=row.active,
    )
