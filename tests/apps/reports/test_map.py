"""The map: where outlets are and how they stand, for whoever may see them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.jobs import score_outlets, score_today
from wangdian.apps.reports.map_queries import Box, in_view, pins, unplaced
from wangdian.apps.reports.overview_cards import Wanted
from wangdian.apps.reports.overview_queries import fitting, lines_of
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound

ALL = Wanted()


def put(outlet: Outlet, north: str, east: str) -> None:
    Outlet.objects.filter(pk=outlet.pk).update(latitude=Decimal(north), longitude=Decimal(east))


@pytest.fixture
def placed(cast: Cast) -> Cast:
    """N001 fails, N101 holds; N002 has no place."""
    put(cast.outlet, "31.2", "121.5")
    put(cast.far_outlet, "39.9", "116.4")
    found(requirement("AA-01"), cast.outlet)
    stands(requirement("AA-02"), cast.far_outlet, "holds")
    return cast


def test_every_placed_outlet_is_a_pin_that_says_how_it_stands(placed: Cast) -> None:
    assert pins(placed.near(Role.HEAD_OFFICE), ALL) == [
        ("N001", 31.2, 121.5, "fails"), ("N101", 39.9, 116.4, "holds"),
    ]


def test_pins_keep_to_the_subtree_and_to_the_filters(placed: Cast) -> None:
    branch = placed.near(Role.BRANCH_MANAGER)
    assert [pin[0] for pin in pins(branch, ALL)] == ["N001"]
    assert pins(branch, Wanted(state="holds")) == []
    with pytest.raises(NotFound):
        pins(branch, Wanted(unit="B2"))
    head = placed.near(Role.HEAD_OFFICE)
    assert [pin[0] for pin in pins(head, Wanted(state="holds"))] == ["N101"]
    assert [pin[0] for pin in pins(head, Wanted(unit="B2"))] == ["N101"]


def test_a_closed_outlet_is_not_on_the_map(placed: Cast) -> None:
    CloseOutlet(who=SYSTEM, code="N001", closed_on=clock.today()).do()
    assert [pin[0] for pin in pins(SYSTEM, ALL)] == ["N101"]
    assert [one.code for one in unplaced(SYSTEM, ALL)] == ["N002"]


def test_a_pin_follows_the_last_count_and_is_looked_at_itself_where_there_was_none(placed: Cast) -> None:
    score_outlets([placed.outlet.pk])
    Finding.objects.update(state="closed", closed_at=NOON)
    assert [pin[3] for pin in pins(SYSTEM, ALL)] == ["fails", "holds"], "the one is kept, of the other nothing"
    score_outlets([placed.outlet.pk])
    assert [pin[3] for pin in pins(SYSTEM, ALL)] == ["unknown", "holds"]
    assert [pin[0] for pin in pins(SYSTEM, Wanted(state="unknown"))] == ["N001"]


def test_a_new_day_begins_with_how_the_last_one_ended(placed: Cast) -> None:
    score_today()
    with clock.standing_at(NOON + timedelta(days=1)):
        Finding.objects.update(state="closed", closed_at=NOON)
        score_outlets([placed.far_outlet.pk])
        assert [pin[3] for pin in pins(SYSTEM, ALL)] == ["fails", "holds"]


def test_the_list_beside_holds_what_is_in_view_and_the_failing_first(placed: Cast) -> None:
    put(placed.sister, "39.8", "116.3")
    assert [line.code for line in in_view(SYSTEM, ALL, None)] == ["N001", "N002", "N101"]
    north = Box(west=116, south=39, east=117, north=40)
    assert [line.code for line in in_view(SYSTEM, ALL, north)] == ["N002", "N101"]
    assert [line.code for line in in_view(SYSTEM, ALL, None, limit=1)] == ["N001"]


def test_who_has_no_place_is_named(placed: Cast) -> None:
    assert [one.code for one in unplaced(placed.near(Role.BRANCH_MANAGER), ALL)] == ["N002"]
    assert unplaced(placed.far(Role.BRANCH_MANAGER), ALL) == []
    put(placed.outlet, "31.2", "121.5")
    Outlet.objects.filter(code="N001").update(longitude=None)
    assert [one.code for one in unplaced(SYSTEM, ALL, limit=0)] == ["N001"]


def test_the_map_asks_as_much_of_many_as_of_few(
    placed: Cast, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3):
        pins(SYSTEM, ALL)
    with django_assert_num_queries(4):
        pins(SYSTEM, Wanted(unit="B1"))
    with django_assert_num_queries(1):
        unplaced(SYSTEM, ALL)
    in_view(SYSTEM, ALL, None)  # reads the catalogue once for all
    with django_assert_num_queries(5):
        in_view(SYSTEM, ALL, None)
    shown = list(Outlet.objects.filter(fitting(SYSTEM, ALL, "")).select_related("unit__parent"))
    with django_assert_num_queries(3):
        assert len(lines_of(shown, None)) == 3
    score_today()
    with django_assert_num_queries(3):
        pins(SYSTEM, ALL)
