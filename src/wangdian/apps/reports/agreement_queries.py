"""Questions about how checks agree: by person, by outlet, one's own, and the pairs of answers behind every rate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wangdian.apps.evidence.names import name_for
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import unit_for, within
from wangdian.apps.people.models import Person
from wangdian.apps.reports.models import Comparison
from wangdian.apps.reports.rankings import titles
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.domain.agreement import Rate, wilson
from wangdian.domain.rights import Actor, Right, after_subtree
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

LOOKED_BACK = timedelta(days=90)
SHOWN = 200

HELD_ON, FAILED_ON = "holds", "fails"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often the checks of one person, or at one outlet, differ from others' checks of the same things.

    `missed`: the other saw a failure where this one saw none; `stricter`: the other way round. At an outlet both are 0:
    it is not on one side.
    """

    key: str
    name_zh: str
    name_en: str
    differs: Rate
    missed: int
    stricter: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of two checks; `by` is empty for who may not see colleagues."""

    kind: str
    walk: UUID
    by: str
    by_id: int
    says: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """Two checks of one thing."""

    id: int
    requirement: str
    title_zh: str
    title_en: str
    subject: str
    outlet: str
    outlet_zh: str
    outlet_en: str
    earlier: Side
    later: Side
    agrees: bool


def agreement_by_person(who: Actor, unit: str = "") -> tuple[Agreement, ...]:
    """Of the last 90 days, where `who` leads checks; those with the most cases first, 200 at most. 3 queries, 4 with a
    unit."""
    rows = _led(who, unit).order_by()
    sides = [_sided(rows, "earlier", "later"), _sided(rows, "later", "earlier")]
    people = {person for side in sides for person in side}
    told = {person: _added(side.get(person, _NONE) for side in sides) for person in people}
    chosen = sorted(told, key=lambda person: (-told[person]["cases"], person))[:SHOWN]
    names = dict(Person.objects.filter(pk__in=chosen).values_list("pk", "name"))
    return tuple(_person(person, names.get(person, ""), told[person]) for person in chosen)


def agreement_by_outlet(who: Actor, unit: str = "") -> tuple[Agreement, ...]:
    """The same by outlet. 2 queries, 3 with a unit."""
    rows = _led(who, unit).order_by().values_list("unit_id").annotate(
        cases=Count("pk"), differ=Count("pk", filter=Q(agrees=False)),
    ).order_by("-cases", "unit_id")[:SHOWN]
    counted = list(rows)
    outlets = {o.unit_id: o for o in Outlet.objects.filter(unit_id__in=[unit_id for unit_id, _c, _d in counted])}
    return tuple(
        Agreement(outlets[home].code, outlets[home].name_zh, outlets[home].name_en, wilson(differ, cases), 0, 0)
        for home, cases, differ in counted if home in outlets
    )


def own_agreement(who: Actor) -> Agreement:
    """How one's own checks agree with others'. 2 queries."""
    rows = Comparison.objects.filter(at__gte=clock.now() - LOOKED_BACK).order_by()
    sides = [
        _sided(rows.filter(earlier_by=who.id), "earlier", "later"),
        _sided(rows.filter(later_by=who.id), "later", "earlier"),
    ]
    return _person(who.id, "", _added(side.get(who.id, _NONE) for side in sides))


def comparisons_page(
    who: Actor, *, person: int | None = None, outlet: str = "", differing: bool = False, after: str | None = None,
    limit: int = 50,
) -> Page[ComparisonCard]:
    """The pairs behind the rates that `who` may see, the latest first. 2 queries."""
    rows = _seen_by(who)
    if person is not None:
        rows = rows.filter(Q(earlier_by=person) | Q(later_by=person))
    if outlet:
        rows = rows.filter(unit__outlet__code=outlet)
    if differing:
        rows = rows.filter(agrees=False)
    catalogue = current_requirements()
    return page_of(rows, ("-at", "-id"), lambda row: _card(who, row, catalogue), after, limit)


def _seen_by(who: Actor) -> QuerySet[Comparison]:
    """Those of the subtrees where `who` leads checks, and one's own."""
    seen = within(who, Right.LEAD_CHECKS, "unit__") | Q(earlier_by=who.id) | Q(later_by=who.id)
    return Comparison.objects.filter(seen, at__gte=clock.now() - LOOKED_BACK).select_related(
        "requirement", "subject", "unit__outlet", "earlier__walk", "later__walk", "earlier_by", "later_by",
    )


_NONE: Mapping[str, int] = {"cases": 0, "differ": 0, "missed": 0, "stricter": 0}


def _led(who: Actor, unit: str) -> QuerySet[Comparison]:
    rows = Comparison.objects.filter(
        within(who, Right.LEAD_CHECKS, "unit__"), at__gte=clock.now() - LOOKED_BACK,
    )
    if not unit:
        return rows
    path = unit_for(who, unit, Right.LEAD_CHECKS).path
    return rows.filter(unit__path__gte=path, unit__path__lt=after_subtree(path))


def _sided(rows: QuerySet[Comparison], mine: str, other: str) -> dict[int, Mapping[str, int]]:
    """By person who stands on that side."""
    missed = Q(**{f"{mine}_says": HELD_ON, f"{other}_says": FAILED_ON})
    stricter = Q(**{f"{mine}_says": FAILED_ON, f"{other}_says": HELD_ON})
    counted = rows.values(f"{mine}_by").annotate(
        cases=Count("pk"), differ=Count("pk", filter=Q(agrees=False)), missed=Count("pk", filter=missed),
        stricter=Count("pk", filter=stricter),
    )
    return {row[f"{mine}_by"]: row for row in counted}


def _added(sides: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    listed = list(sides)
    return {name: sum(side[name] for side in listed) for name in _NONE}


def _person(person: int, name: str, told: Mapping[str, int]) -> Agreement:
    return Agreement(
        str(person), name, name, wilson(told["differ"], told["cases"]), told["missed"], told["stricter"],
    )


def _card(who: Actor, row: Comparison, catalogue: Catalogue) -> ComparisonCard:
    outlet = row.unit.outlet
    zh, en = titles(row.requirement.key, catalogue)
    return ComparisonCard(
        id=row.pk, requirement=row.requirement.key, title_zh=zh, title_en=en, subject=row.subject.label,
        outlet=outlet.code, outlet_zh=outlet.name_zh, outlet_en=outlet.name_en, agrees=row.agrees,
        earlier=Side(
            row.earlier.walk.kind, row.earlier.walk_id, name_for(who, row.earlier_by, row.unit.path),
            row.earlier_by_id, row.earlier_says, row.earlier.answered_at,
        ),
        later=Side(
            row.later.walk.kind, row.later.walk_id, name_for(who, row.later_by, row.unit.path), row.later_by_id,
            row.later_says, row.at,
        ),
    )
