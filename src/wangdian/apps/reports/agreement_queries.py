"""Questions about how checks agree: by person, by outlet, one's own, and the pairs of answers behind every rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from wangdian.apps.evidence.names import name_for
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import ROOT, unit_for, within
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.reports.agreed import LOOKED_BACK, OUTLET_SUMS, PERSON_SUMS
from wangdian.apps.reports.models import Comparison, OutletAgreement, PersonAgreement
from wangdian.apps.reports.rankings import titles
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.domain.agreement import Rate, wilson
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

SHOWN = 200


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
    """Of the last 90 days, where `who` leads checks; those with the most cases first, 200 at most. 3 queries."""
    told = _most(PersonAgreement, "person_id", PERSON_SUMS, _led(who, unit))
    names = dict(Person.objects.filter(pk__in=told).values_list("pk", "name"))
    return tuple(_person(person, names.get(person, ""), sums) for person, sums in told.items())


def agreement_by_outlet(who: Actor, unit: str = "") -> tuple[Agreement, ...]:
    """The same by outlet. 3 queries."""
    told = _most(OutletAgreement, "home_id", OUTLET_SUMS, _led(who, unit))
    outlets = {outlet.unit_id: outlet for outlet in Outlet.objects.filter(unit_id__in=told)}
    return tuple(
        Agreement(
            outlets[home].code, outlets[home].name_zh, outlets[home].name_en, wilson(sums["differ"], sums["cases"]),
            0, 0,
        )
        for home, sums in told.items() if home in outlets
    )


def own_agreement(who: Actor) -> Agreement:
    """How one's own checks agree with others'. 1 query."""
    kept = PersonAgreement.objects.filter(unit__path=ROOT, person=who.id).values(*PERSON_SUMS).first()
    return _person(who.id, "", kept or dict.fromkeys(PERSON_SUMS, 0))


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


def _led(who: Actor, unit: str) -> tuple[int, ...]:
    """The units below which it is counted: the one that is named, or the highest where `who` leads checks. 1 query."""
    if unit:
        return (unit_for(who, unit, Right.LEAD_CHECKS).pk,)
    paths = [path or ROOT for path in who.roots(Right.LEAD_CHECKS)]
    return tuple(Unit.objects.filter(path__in=paths).values_list("pk", flat=True))


def _most(model: Any, of: str, names: tuple[str, ...], units: tuple[int, ...]) -> dict[int, Mapping[str, int]]:
    """The sums of those with the most cases. 1 query; below a single unit it reads what is shown, by index."""
    rows = model.objects.filter(unit_id__in=units, cases__gt=0)
    if len(units) == 1:
        found = rows.values(of, *names)
    else:
        found = rows.values(of).annotate(**{f"all_{name}": Sum(name) for name in names})
    plain = "" if len(units) == 1 else "all_"
    listed = found.order_by(f"-{plain}cases", of)[:SHOWN]
    return {row[of]: {name: row[plain + name] for name in names} for row in listed}


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
