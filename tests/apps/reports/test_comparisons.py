"""Checks of the same thing are held against each other as answers arrive, and told as rates with their confidence."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.evidence.scene import Scene, set_scene
from tests.cast import Cast
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.findings.models import Finding, FindingTurn
from wangdian.apps.reports.agreement_queries import (
    agreement_by_outlet,
    agreement_by_person,
    comparisons_page,
    own_agreement,
)
from wangdian.apps.reports.comparing import compare_answers
from wangdian.apps.reports.models import Comparison
from wangdian.domain.rights import Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound
from wangdian.foundation.ids import new_uuid


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    return set_scene(cast, tmp_path, settings)


def checked(scene: Scene, who: Actor, says: str, kind: str = "self", days: float = 0) -> None:
    with clock.standing_at(NOON + timedelta(days=days)):
        scene.send(who, scene.said(says), kind=kind)
        settle()


def lobby(scene: Scene) -> Actor:
    return scene.cast.near(Role.LOBBY_MANAGER)


def inspector(scene: Scene) -> Actor:
    return scene.cast.near(Role.INSPECTOR)


def test_a_spot_check_that_sees_what_the_self_check_did_not_is_kept_with_both(scene: Scene) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "fail", "spot", days=1)
    row = Comparison.objects.get()
    assert (row.earlier_says, row.later_says, row.agrees) == ("holds", "fails", False)
    assert (row.earlier_by_id, row.later_by_id) == (lobby(scene).id, inspector(scene).id)


def test_the_same_is_agreement_and_longer_apart_is_nothing(scene: Scene) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "ok", "spot", days=6)
    assert Comparison.objects.get().agrees
    checked(scene, inspector(scene), "fail", "recheck", days=20)
    assert Comparison.objects.count() == 1


def test_an_answer_that_comes_late_from_a_phone_is_put_in_its_place(scene: Scene) -> None:
    checked(scene, lobby(scene), "fail")
    checked(scene, inspector(scene), "ok", "spot", days=3)
    assert not Comparison.objects.get().agrees
    with clock.standing_at(NOON + timedelta(days=4)):
        late = scene.said("ok", answered_at=NOON + timedelta(days=2))
        scene.send(lobby(scene), late, kind="self", started_at=NOON + timedelta(days=2))
        settle()
    row = Comparison.objects.get()
    assert (row.earlier_id, row.agrees) == (late.id, True)


def test_a_later_answer_of_the_same_walk_takes_the_place_of_the_first(scene: Scene) -> None:
    checked(scene, lobby(scene), "fail")
    walk = new_uuid()
    with clock.standing_at(NOON + timedelta(hours=2)):
        scene.send(inspector(scene), scene.said("ok"), kind="spot", walk=walk)
        settle()
    assert not Comparison.objects.get().agrees
    with clock.standing_at(NOON + timedelta(hours=3)):
        scene.send(inspector(scene), scene.said("fail"), kind="spot", walk=walk)
        settle()
    assert Comparison.objects.get().agrees


def test_what_was_mended_between_is_no_disagreement(scene: Scene) -> None:
    checked(scene, lobby(scene), "fail")
    finding = Finding.objects.get(subject=scene.hall)
    FindingTurn.objects.create(finding=finding, at=NOON + timedelta(hours=5), became="mended")
    checked(scene, inspector(scene), "ok", "spot", days=1)
    assert not Comparison.objects.exists()


def test_comparing_twice_changes_nothing(scene: Scene) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "fail", "spot", days=1)
    row = Comparison.objects.select_related("later").get()
    assert compare_answers(str(row.later.walk_id), [str(row.later_id)]) == 1
    assert Comparison.objects.count() == 1
    assert compare_answers(str(row.later.walk_id), []) == 0


def test_rates_say_on_which_side_a_person_was(scene: Scene) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "fail", "spot", days=1)
    with clock.standing_at(NOON + timedelta(days=2)):
        told = {one.key: one for one in agreement_by_person(scene.cast.near(Role.HEAD_OFFICE))}
        outlets = agreement_by_outlet(scene.cast.near(Role.BRANCH_MANAGER), "B1")
        mine = own_agreement(inspector(scene))
    low, strict = told[str(lobby(scene).id)], told[str(inspector(scene).id)]
    assert (low.differs.hits, low.differs.cases, low.missed, low.stricter) == (1, 1, 1, 0)
    assert (strict.missed, strict.stricter) == (0, 1)
    assert low.differs.too_few
    assert [(one.key, one.differs.hits) for one in outlets] == [("N001", 1)]
    assert (mine.differs.cases, mine.stricter) == (1, 1)


def test_only_leaders_see_about_others_and_only_below_them(scene: Scene) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "fail", "spot", days=1)
    cast = scene.cast
    with clock.standing_at(NOON + timedelta(days=2)):
        for role in Role:
            leads = role in {Role.HEAD_OFFICE, Role.BRANCH_MANAGER}
            took_part = role in {Role.LOBBY_MANAGER, Role.INSPECTOR}
            assert bool(agreement_by_person(cast.near(role))) is leads, role
            assert bool(agreement_by_outlet(cast.near(role))) is leads, role
            assert bool(comparisons_page(cast.near(role)).items) is (leads or took_part), role
            assert comparisons_page(cast.far(role)).items == (), role
            assert agreement_by_person(cast.far(role)) == (), role
        with pytest.raises(NotFound):
            agreement_by_person(cast.far(Role.BRANCH_MANAGER), "B1")


def test_a_name_is_shown_only_to_those_who_may_see_colleagues(scene: Scene) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "fail", "spot", days=1)
    (own,) = comparisons_page(inspector(scene)).items
    assert own.earlier.by == ""
    assert own.later.by == "Test near-inspector"
    (led,) = comparisons_page(scene.cast.near(Role.BRANCH_MANAGER)).items
    assert led.earlier.by == "Test near-lobby_manager"


def test_questions_about_agreement_have_their_budgets(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    checked(scene, lobby(scene), "ok")
    checked(scene, inspector(scene), "fail", "spot", days=1)
    who, one = scene.cast.near(Role.HEAD_OFFICE), inspector(scene).id
    comparisons_page(who)  # the catalogue is read once a process
    with django_assert_max_num_queries(3):
        agreement_by_person(who, "B1")
    with django_assert_max_num_queries(3):
        agreement_by_outlet(who, "B1")
    with django_assert_max_num_queries(1):
        own_agreement(who)
    with django_assert_max_num_queries(2):
        comparisons_page(who, differing=True, outlet="N001", person=one)
    row = Comparison.objects.select_related("later").get()
    with django_assert_max_num_queries(24):  # what stood there is taken out of the sums and put in again
        compare_answers(str(row.later.walk_id), [str(row.later_id)])
