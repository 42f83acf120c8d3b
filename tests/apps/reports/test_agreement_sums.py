"""How checks agree is kept as sums that follow what is compared, and costs the same however much was compared."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, Q

from tests.apps.reports.given import requirement
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.evidence.models import Answer, Walk
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.reports.agreed import PERSON_SUMS, follow_agreement
from wangdian.apps.reports.agreement_queries import (
    agreement_by_outlet,
    agreement_by_person,
    comparisons_page,
    own_agreement,
)
from wangdian.apps.reports.comparing import compare_answers
from wangdian.apps.reports.models import Comparison, OutletAgreement, PersonAgreement
from wangdian.domain.rights import SYSTEM, Actor, Grant, Role
from wangdian.foundation import clock

READ = re.compile(r"^\s*SELECT", re.IGNORECASE)
SAYS = {"holds": "ok", "fails": "fail", "not_applicable": "na"}


class Checks:
    """Walks of a bank in which anybody says anything about one requirement at any outlet."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.dice, self.cast, self.made = random.Random(seed), cast, 0
        self.row = requirement("AA-01")
        self.people = [
            Person.objects.create(login=f"checker-{n}", name=f"Test {n}", made_at=NOON) for n in range(4)
        ]

    def happen(self, times: int, days: int) -> None:
        """So many checks, each received and compared at once, some days back."""
        for _turn in range(times):
            self._one(NOON - timedelta(days=self.dice.uniform(0, days)))

    def _one(self, at: Any) -> None:
        self.made += 1
        outlet = self.dice.choice([self.cast.outlet, self.cast.sister, self.cast.far_outlet])
        verdict, kind = self.dice.choice(list(SAYS)), self.dice.choice(["self", "recheck", "spot"])
        walk = Walk.objects.create(id=UUID(int=self.made), kind=kind, outlet=outlet, state="finished", started_at=at)
        answer = Answer.objects.create(
            id=UUID(int=self.made), walk=walk, requirement=self.row, edition_id=self.row.current_id,
            subject=outlet.subject, author=self.dice.choice(self.people), says=SAYS[verdict], answered_at=at,
            received_at=at, verdict=verdict,
        )
        compare_answers(str(walk.pk), [str(answer.pk)])


def counted_from_scratch() -> dict[tuple[str, int], tuple[int, ...]]:
    """By the path of a unit and a person, out of the comparisons of the last 90 days alone."""
    found: dict[tuple[str, int], list[int]] = {}
    rows = Comparison.objects.filter(at__gte=clock.now() - timedelta(days=90)).select_related("unit")
    for row in rows:
        for unit in Unit.objects.all():
            if not row.unit.path.startswith(unit.path):
                continue
            both = ((row.earlier_by_id, row.earlier_says, row.later_says),
                    (row.later_by_id, row.later_says, row.earlier_says))
            for person, mine, other in both:
                sums = found.setdefault((unit.path, person), [0, 0, 0, 0])
                sums[0] += 1
                sums[1] += not row.agrees
                sums[2] += (mine, other) == ("holds", "fails")
                sums[3] += (mine, other) == ("fails", "holds")
    return {key: tuple(sums) for key, sums in found.items()}


def kept() -> dict[tuple[str, int], tuple[int, ...]]:
    rows = PersonAgreement.objects.filter(cases__gt=0).select_related("unit")
    return {(row.unit.path, row.person_id): tuple(getattr(row, name) for name in PERSON_SUMS) for row in rows}


def outlets_agree() -> bool:
    rows = Comparison.objects.filter(at__gte=clock.now() - timedelta(days=90)).order_by()
    scratch = {
        (home, cases, differ)
        for home, cases, differ in rows.values_list("unit_id").annotate(n=Count("pk"), d=Count("pk", ~Q(agrees=True)))
    }
    sums = OutletAgreement.objects.filter(unit__parent=None, cases__gt=0)
    return set(sums.values_list("home_id", "cases", "differ")) == scratch


@pytest.mark.parametrize("seed", range(4))
def test_the_sums_are_what_counting_everything_gives(cast: Cast, seed: int) -> None:
    checks = Checks(cast, seed)
    checks.happen(60, days=30)
    assert Comparison.objects.count() > 10
    assert kept() == counted_from_scratch()
    assert outlets_agree()


def test_what_grows_older_than_ninety_days_leaves_and_what_came_late_joins(cast: Cast) -> None:
    checks = Checks(cast, 7)
    checks.happen(80, days=89)
    before = kept()
    for days in (30, 60, 100):
        with clock.standing_at(NOON + timedelta(days=days)):
            follow_agreement()
            assert kept() == counted_from_scratch()
            assert outlets_agree()
            assert follow_agreement() == 0
    assert before
    assert kept() == {}
    assert follow_agreement() == Comparison.objects.count()
    assert kept() == before


def test_comparisons_of_before_there_were_sums_are_taken_in(cast: Cast) -> None:
    Checks(cast, 3).happen(60, days=30)
    before = kept()
    PersonAgreement.objects.all().delete()
    OutletAgreement.objects.all().delete()
    Comparison.objects.update(counts=False)
    assert follow_agreement() == Comparison.objects.count()
    assert kept() == before
    assert outlets_agree()


def test_what_is_compared_only_after_ninety_days_never_joins(cast: Cast) -> None:
    with clock.standing_at(NOON + timedelta(days=150)):
        Checks(cast, 5).happen(60, days=10)
        assert Comparison.objects.exists()
        assert not Comparison.objects.filter(counts=True).exists()
        assert kept() == {}


def test_who_leads_in_two_places_sees_the_sum_of_both_and_each_alone(cast: Cast) -> None:
    Checks(cast, 11).happen(80, days=30)
    both = Actor(id=cast.near(Role.BRANCH_MANAGER).id, grants=tuple(
        Grant(Role.BRANCH_MANAGER, outlet.unit.path[:-5]) for outlet in (cast.outlet, cast.far_outlet)
    ))
    whole = {one.key: one for one in agreement_by_person(SYSTEM)}
    assert {one.key: one for one in agreement_by_person(both)} == whole
    parts = [{one.key: one for one in agreement_by_person(both, unit)} for unit in ("B1", "B2")]
    for key, one in whole.items():
        assert one.differs.cases == sum(part[key].differs.cases for part in parts if key in part)
        assert one.missed == sum(part[key].missed for part in parts if key in part)
    assert {one.key for one in agreement_by_outlet(both, "B2")} <= {"N101"}
    cases = [one.differs.cases for one in agreement_by_outlet(both)]
    assert cases == sorted(cases, reverse=True)


@contextmanager
def reading() -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def fetched(asked: list[tuple[str, Any]]) -> int:
    total = 0
    for sql, params in asked:
        if READ.match(sql):
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                total += len(cursor.fetchall())
    return total


def costs(who: Actor) -> list[tuple[int, int]]:
    """Queries and rows of each question."""
    questions: list[Callable[[], object]] = [
        lambda: agreement_by_person(who), lambda: agreement_by_outlet(who), lambda: own_agreement(who),
        lambda: agreement_by_person(who, "B1"), lambda: comparisons_page(who, limit=5),
    ]
    told = []
    for ask in questions:
        with reading() as asked:
            ask()
        told.append((len(asked), fetched(asked)))
    return told


def test_five_times_as_many_comparisons_cost_no_more_to_tell(cast: Cast) -> None:
    checks = Checks(cast, 2)
    checks.happen(60, days=30)
    comparisons_page(SYSTEM)  # the catalogue is read once a process
    few, small = Comparison.objects.count(), costs(SYSTEM)
    checks.happen(240, days=30)
    assert Comparison.objects.count() > 4 * few
    assert costs(SYSTEM) == small


def test_one_more_comparison_costs_the_same_among_many(cast: Cast) -> None:
    checks, told = Checks(cast, 4), []
    outlet: Outlet = cast.outlet
    for times in (20, 150):
        checks.happen(times, days=6)
        row = Comparison.objects.filter(unit=outlet.unit).select_related("later").order_by("-at", "-pk")[0]
        with reading() as asked:
            compare_answers(str(row.later.walk_id), [str(row.later_id)])
        told.append(len(asked))
    assert told[0] == told[1]
    assert kept() == counted_from_scratch()
