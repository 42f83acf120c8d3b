"""Keeps how checks agree, by person and by outlet below each unit: sums that follow what is compared and grows old.

A comparison that is part of the sums says so itself, so that sums and comparisons can never drift apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from wangdian.apps.people.models import Unit
from wangdian.apps.reports.models import Comparison, OutletAgreement, PersonAgreement
from wangdian.domain.rights import upwards
from wangdian.foundation import clock

LOOKED_BACK = timedelta(days=90)
PART = 500
"""Comparisons that are taken in or out in one transaction."""
HOLDS, FAILS = "holds", "fails"
PERSON_SUMS = ("cases", "differ", "missed", "stricter")
OUTLET_SUMS = ("cases", "differ")
Key = tuple[int, int]
"""A unit, and a person or an outlet's own unit."""


class Case(NamedTuple):
    """What the sums need of a comparison."""

    home: int
    path: str
    earlier_by: int
    later_by: int
    earlier_says: str
    later_says: str
    agrees: bool


CASE_FIELDS = ("unit_id", "unit__path", "earlier_by_id", "later_by_id", "earlier_says", "later_says", "agrees")


def cases_of(rows: QuerySet[Comparison]) -> list[Case]:
    """1 query."""
    return [Case(*fields) for fields in rows.values_list(*CASE_FIELDS)]


def take_in(cases: Collection[Case]) -> None:
    """At most 7 queries."""
    _count(cases, 1)


def take_out(cases: Collection[Case]) -> None:
    """At most 7 queries."""
    _count(cases, -1)


def follow_agreement() -> int:
    """Takes out of the sums what has grown older than 90 days, and in what is younger and not counted yet; returns how
    many comparisons that were. The cost follows these alone."""
    since = clock.now() - LOOKED_BACK
    old = Comparison.objects.filter(counts=True, at__lt=since)
    new = Comparison.objects.filter(counts=False, at__gte=since)
    return _turn(old, counts=False) + _turn(new, counts=True)


def _turn(rows: QuerySet[Comparison], *, counts: bool) -> int:
    done = 0
    while turned := _turn_part(rows, counts=counts):
        done += turned
    return done


@transaction.atomic
def _turn_part(rows: QuerySet[Comparison], *, counts: bool) -> int:
    ids = list(rows.select_for_update().order_by("at").values_list("pk", flat=True)[:PART])
    part = Comparison.objects.filter(pk__in=ids)
    _count(cases_of(part), 1 if counts else -1)
    part.update(counts=counts)
    return len(ids)


def _count(cases: Collection[Case], sign: int) -> None:
    if not cases:
        return
    over = _units_over({case.path for case in cases})
    people: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(PERSON_SUMS, 0))
    outlets: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(OUTLET_SUMS, 0))
    for case in cases:
        for unit in over[case.path]:
            _add(outlets[unit, case.home], {"cases": sign, "differ": sign * (not case.agrees)})
            for person, told in _sides(case):
                _add(people[unit, person], {name: sign * n for name, n in told.items()})
    _write(PersonAgreement, "person", people, PERSON_SUMS)
    _write(OutletAgreement, "home", outlets, OUTLET_SUMS)


def _sides(case: Case) -> Iterable[tuple[int, dict[str, int]]]:
    """What the comparison says of each of the two people."""
    both = ((case.earlier_by, case.earlier_says, case.later_says), (case.later_by, case.later_says, case.earlier_says))
    for person, mine, other in both:
        yield person, {
            "cases": 1, "differ": int(not case.agrees), "missed": int((mine, other) == (HOLDS, FAILS)),
            "stricter": int((mine, other) == (FAILS, HOLDS)),
        }


def _add(total: dict[str, int], some: Mapping[str, int]) -> None:
    for name, n in some.items():
        total[name] += n


def _units_over(paths: Collection[str]) -> dict[str, list[int]]:
    """By path the units from the whole bank down to itself. 1 query."""
    parts = {path: upwards(path) for path in paths}
    wanted = {one for there in parts.values() for one in there}
    units = dict(Unit.objects.filter(path__in=wanted).values_list("path", "pk"))
    return {path: [units[one] for one in there] for path, there in parts.items()}


def _write(model: Any, of: str, changes: Mapping[Key, Mapping[str, int]], sums: tuple[str, ...]) -> None:
    """Adds to the rows, made where there are none and locked in the same order by everybody. 3 queries."""
    keys = sorted(changes)
    model.objects.bulk_create([model(**{"unit_id": u, f"{of}_id": w}) for u, w in keys], ignore_conflicts=True)
    rows = model.objects.select_for_update().filter(
        **{"unit_id__in": {unit for unit, _who in keys}, f"{of}_id__in": {who for _unit, who in keys}},
    ).order_by("unit_id", f"{of}_id")
    changed = []
    for row in rows:
        change = changes.get((row.unit_id, getattr(row, f"{of}_id")))
        if change is not None:
            for name in sums:
                setattr(row, name, getattr(row, name) + change[name])
            changed.append(row)
    model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["unit", of], update_fields=sums)
