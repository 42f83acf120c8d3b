"""Questions about forms have a bound, whatever the number of outlets, walks and things."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from tests.apps.evidence.scene import Scene
from wangdian.apps.evidence.models import Walk
from wangdian.apps.evidence.queries_forms import form_of_walk, form_to_read, form_without_plan, forms_for
from wangdian.apps.evidence.queries_today import walks_due
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import NotAllowed, NotFound


@pytest.fixture
def walks(scene: Scene) -> list[UUID]:
    inspector, now = scene.cast.person(Role.INSPECTOR), clock.now()
    return [
        Walk.objects.create(
            id=UUID(int=number + 1), kind="spot", outlet=outlet, state="started", walker=inspector, started_at=now,
            due_from=now - timedelta(hours=1), due_until=now + timedelta(hours=number + 1),
        ).pk
        for number, outlet in enumerate([scene.cast.outlet, scene.cast.sister] * 10)
    ]


def test_forms_come_soonest_first_and_then_those_without_a_plan(
    scene: Scene, walks: list[UUID], django_assert_max_num_queries: Callable[..., object],
) -> None:
    who = scene.cast.near(Role.INSPECTOR)
    with django_assert_max_num_queries(25):
        found = forms_for(who)
    assert [one.walk for one in found if one.walk] == walks
    assert {(one.place.code, one.kind) for one in found if not one.walk} == {
        (code, kind) for code in ("N001", "N002") for kind in ("opening", "self", "recheck", "spot")
    }
    with django_assert_max_num_queries(25):
        there = forms_for(who, "N002")
    assert {one.place.code for one in there} == {"N002"}
    with django_assert_max_num_queries(2):
        assert [one.walk for one in walks_due(who, "N002")] == walks[1::2]


def test_one_form_is_asked_for_with_a_bound(
    scene: Scene, walks: list[UUID], django_assert_max_num_queries: Callable[..., object],
) -> None:
    who = scene.cast.near(Role.INSPECTOR)
    with django_assert_max_num_queries(15):
        assert form_of_walk(who, walks[0]).kind == "spot"
    with django_assert_max_num_queries(20):
        assert form_without_plan(who, "N001", "recheck").walk is None
    with django_assert_max_num_queries(21):
        assert form_to_read(who, "N001", "self").place.code == "N001"


def test_a_form_is_for_those_who_may_walk_it(scene: Scene, walks: list[UUID]) -> None:
    with pytest.raises(NotAllowed):
        form_of_walk(scene.cast.near(Role.LOBBY_MANAGER), walks[0])
    with pytest.raises(NotAllowed):
        form_without_plan(scene.cast.near(Role.LOBBY_MANAGER), "N001", "spot")
    for stranger in (scene.cast.far(Role.INSPECTOR), scene.cast.near(Role.VENDOR)):
        with pytest.raises(NotFound):
            form_of_walk(stranger, walks[0])
        with pytest.raises(NotFound):
            form_to_read(stranger, "N001", "self")
