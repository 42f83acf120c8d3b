"""A row of a spreadsheet makes a plan, changes the one of its name at its place, and says what is wrong with it."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from wangdian.apps.evidence.actions.stop_plan import StopPlan
from wangdian.apps.evidence.models import Plan
from wangdian.apps.evidence.queries_plans import plan_named
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM
from wangdian.entrypoints.forms.plan_rows import PlanRow
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.foundation.errors import Invalid

ROW = dict(IMPORTS["plans"].example)


def form(**changed: str) -> PlanRow:
    return PlanRow(ROW | changed)


def made(**changed: str) -> Plan:
    row = form(**changed)
    assert row.is_valid(), row.errors
    return Plan.objects.get(pk=row.verb(SYSTEM).do())


def test_a_row_makes_a_plan(cast: Cast) -> None:
    LoadPacks(who=SYSTEM).do()
    plan = made(outlet_kinds="轻型网点、community", packs="fire，security")
    assert (plan.name, plan.unit.code, plan.due_minutes) == ("每周自查", "B1", 480)
    assert (plan.outlet_kinds, plan.packs) == (["community", "light"], ["fire", "security"])


def test_the_same_row_says_nothing_new_and_another_changes_the_plan(cast: Cast) -> None:
    plan = made()
    spec = IMPORTS["plans"]
    assert spec.current is not None
    there = spec.current(SYSTEM, ROW)
    assert there is not None
    same, other, walk = form(), form(due_minutes="60"), form(kind="recheck", role="inspector")
    assert same.is_valid()
    assert other.is_valid()
    assert walk.is_valid()
    assert there.verb(same, SYSTEM) is None
    verb = there.verb(other, SYSTEM)
    assert verb is not None
    verb.do()
    plan.refresh_from_db()
    assert plan.due_minutes == 60
    with pytest.raises(Invalid, match="kind"):
        there.verb(walk, SYSTEM)
    StopPlan(who=SYSTEM, plan_id=plan.pk).do()
    assert spec.current(SYSTEM, ROW) is None


@pytest.mark.parametrize(("changed", "field"), [
    ({"packs": "fire, nothing"}, "packs"), ({"kind": "party"}, "kind"), ({"due_minutes": "0"}, "due_minutes"),
    ({"outlet_kinds": "palace"}, "outlet_kinds"), ({"starts_on": "some day"}, "starts_on"),
])
def test_what_is_wrong_is_said_of_its_column(cast: Cast, changed: dict[str, Any], field: str) -> None:
    LoadPacks(who=SYSTEM).do()
    assert list(form(**changed).errors) == [field]
    assert not Plan.objects.exists()


def test_a_plan_is_found_by_its_name_in_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = made()
    for number in range(3):
        made(title=f"计划 {number}")
    with django_assert_num_queries(1):
        found = plan_named(SYSTEM, "B1", plan.name)
    assert found is not None
    assert found.id == plan.pk
