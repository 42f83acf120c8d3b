"""Inspectors judge the same photos apart from each other; leaders see how far they agree."""

import io
from uuid import UUID

import pytest
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from tests.apps.evidence.scene import Scene, camera_exif, jpeg, sha
from tests.cast import Cast
from wangdian.apps.evidence.actions.add_calibration_item import AddCalibrationItem
from wangdian.apps.evidence.actions.close_calibration_set import CloseCalibrationSet
from wangdian.apps.evidence.actions.judge_calibration_item import JudgeCalibrationItem
from wangdian.apps.evidence.actions.make_calibration_set import MakeCalibrationSet
from wangdian.apps.evidence.actions.open_calibration_set import OpenCalibrationSet
from wangdian.apps.evidence.actions.remove_calibration_item import RemoveCalibrationItem
from wangdian.apps.evidence.calibration_queries import (
    calibration_photo,
    calibration_sets,
    next_to_judge,
    own_result,
    photos_to_take_in,
    set_read,
)
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import CalibrationAnswer, CalibrationItem, CalibrationSet
from wangdian.domain.rights import Actor, Role
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound


def leader(cast: Cast) -> Actor:
    return cast.near(Role.HEAD_OFFICE)


def answered(scene: Scene, shade: int) -> UUID:
    """An answer with a photo that the camera wrote upon."""
    data = jpeg(shade, exif=camera_exif())
    who = scene.cast.near(Role.LOBBY_MANAGER)
    keep_photo(who, scene.cast.outlet.unit, data)
    said = scene.said("ok", photos=[{"slot": 1, "sha256": sha(data), "size": len(data)}])
    scene.send(who, said)
    return said.id


def drafted(scene: Scene, unit: str = "HQ", references: tuple[str, ...] = ("holds", "fails", "holds")) -> int:
    who = leader(scene.cast)
    made = MakeCalibrationSet(who=who, unit=unit, title="门头照片").do()
    for shade, reference in enumerate(references):
        AddCalibrationItem(
            who=who, set_id=made, answer=answered(scene, 40 + shade * 30), reference=reference, why="招牌有破损",
        ).do()
    return made


def opened(scene: Scene, unit: str = "HQ") -> int:
    made = drafted(scene, unit)
    OpenCalibrationSet(who=leader(scene.cast), set_id=made, no_customers=True).do()
    return made


def judge_all(who: Actor, set_id: int, says: str = "holds") -> None:
    while (item := next_to_judge(who, set_id)) is not None:
        JudgeCalibrationItem(who=who, set_id=set_id, item_id=item.item, says=says).do()


def test_who_judges_is_told_the_requirement_and_nothing_of_the_place(scene: Scene) -> None:
    set_id = opened(scene)
    shown = next_to_judge(scene.cast.near(Role.INSPECTOR), set_id)
    assert shown is not None
    assert (shown.at, shown.photos, shown.requirement) == (1, 3, "IN-01")
    for secret in ("N001", "东门", "holds", "fails", "招牌有破损", "lobby"):
        assert secret not in repr(shown)


def test_the_photo_comes_without_what_the_camera_wrote(scene: Scene) -> None:
    set_id = opened(scene)
    shown = next_to_judge(scene.cast.near(Role.INSPECTOR), set_id)
    assert shown is not None
    data = calibration_photo(scene.cast.near(Role.INSPECTOR), shown.item)
    assert not Image.open(io.BytesIO(data)).getexif()
    assert b"Invented" not in data
    assert b"2026:11:18" not in data


def test_all_judged_shows_ones_own_words_beside_the_reference_and_not_before(scene: Scene) -> None:
    set_id, who = opened(scene), scene.cast.near(Role.INSPECTOR)
    with pytest.raises(NotFound):
        own_result(who, set_id)
    judge_all(who, set_id)
    told = own_result(who, set_id)
    assert (told.agrees.hits, told.agrees.cases) == (2, 3)
    assert {(one.reference, one.said) for one in told.items} == {("holds", "holds"), ("fails", "holds")}
    assert next_to_judge(who, set_id) is None


def test_the_first_word_counts(scene: Scene) -> None:
    set_id, who = opened(scene), scene.cast.near(Role.INSPECTOR)
    item = CalibrationItem.objects.filter(set=set_id).earliest("pk")
    for _ in range(2):
        JudgeCalibrationItem(who=who, set_id=set_id, item_id=item.pk, says="holds").do()
    with pytest.raises(Clash):
        JudgeCalibrationItem(who=who, set_id=set_id, item_id=item.pk, says="fails").do()
    assert [a.says for a in CalibrationAnswer.objects.all()] == ["holds"]


def test_a_leader_sees_each_judge_the_agreement_among_them_and_what_is_disputed(scene: Scene) -> None:
    set_id, cast = opened(scene), scene.cast
    items = list(CalibrationItem.objects.filter(set=set_id).order_by("pk"))
    for who, words in ((cast.near(Role.INSPECTOR), "hff"), (cast.near(Role.BRANCH_MANAGER), "hfh")):
        for item, word in zip(items, words, strict=True):
            says = {"h": "holds", "f": "fails"}[word]
            JudgeCalibrationItem(who=who, set_id=set_id, item_id=item.pk, says=says).do()
    told = set_read(leader(cast), set_id)
    assert {one.name: one.agrees.hits for one in told.judges} == {
        "Test near-inspector": 2, "Test near-branch_manager": 3,
    }
    assert told.among is not None
    assert told.among.value == pytest.approx(1 / 3)
    assert (told.items[0].item, told.items[0].split) == (items[2].pk, 1)


def test_the_maker_knows_the_answers_and_is_not_asked(scene: Scene) -> None:
    set_id = opened(scene)
    with pytest.raises(NotFound):
        next_to_judge(leader(scene.cast), set_id)
    assert not CalibrationAnswer.objects.exists()


def test_no_set_opens_before_its_maker_says_that_no_photo_shows_a_customer(scene: Scene) -> None:
    set_id = drafted(scene)
    with pytest.raises(Invalid):
        OpenCalibrationSet(who=leader(scene.cast), set_id=set_id, no_customers=False).do()
    assert CalibrationSet.objects.get().state == "draft"
    with pytest.raises(NotFound):
        next_to_judge(scene.cast.near(Role.INSPECTOR), set_id)
    with pytest.raises(NotFound):
        calibration_photo(scene.cast.near(Role.INSPECTOR), CalibrationItem.objects.earliest("pk").pk)


def test_a_single_photo_is_no_set(scene: Scene) -> None:
    set_id = drafted(scene, references=("holds",))
    with pytest.raises(Invalid):
        OpenCalibrationSet(who=leader(scene.cast), set_id=set_id, no_customers=True).do()


def test_what_was_opened_is_changed_no_more(scene: Scene) -> None:
    set_id, more = opened(scene), answered(scene, 200)
    item = CalibrationItem.objects.filter(set=set_id).earliest("pk")
    with pytest.raises(Clash):
        AddCalibrationItem(who=leader(scene.cast), set_id=set_id, answer=more, reference="holds").do()
    with pytest.raises(Clash):
        RemoveCalibrationItem(who=leader(scene.cast), set_id=set_id, item_id=item.pk).do()
    assert CalibrationItem.objects.filter(set=set_id).count() == 3


def test_a_photo_is_taken_in_once_and_can_be_taken_out(scene: Scene) -> None:
    who, made, answer = leader(scene.cast), drafted(scene, references=()), answered(scene, 120)
    item = AddCalibrationItem(who=who, set_id=made, answer=answer, reference="fails").do()
    with pytest.raises(Clash):
        AddCalibrationItem(who=who, set_id=made, answer=answer, reference="holds").do()
    with pytest.raises(Invalid):
        AddCalibrationItem(who=who, set_id=made, answer=answer, reference="unknown").do()
    RemoveCalibrationItem(who=who, set_id=made, item_id=item).do()
    with pytest.raises(NotFound):
        RemoveCalibrationItem(who=who, set_id=made, item_id=item).do()


def test_a_branch_takes_no_photo_of_another_branch(scene: Scene) -> None:
    answer = answered(scene, 70)
    who = scene.cast.far(Role.BRANCH_MANAGER)
    made = MakeCalibrationSet(who=who, unit="B2", title="西城").do()
    with pytest.raises(NotFound):
        AddCalibrationItem(who=who, set_id=made, answer=answer, reference="holds").do()
    assert photos_to_take_in(who, made).items == ()
    assert not CalibrationItem.objects.exists()


def test_a_set_of_a_branch_is_for_those_who_check_there(scene: Scene) -> None:
    set_id, cast = opened(scene, "B1"), scene.cast
    for role in Role:
        asked = role in {Role.INSPECTOR, Role.BRANCH_MANAGER}
        leads = role in {Role.HEAD_OFFICE, Role.BRANCH_MANAGER}
        assert bool(calibration_sets(cast.near(role)).items) is (asked or leads), role
        assert calibration_sets(cast.far(role)).items == (), role
    with pytest.raises(NotFound):
        next_to_judge(cast.far(Role.INSPECTOR), set_id)
    with pytest.raises(NotFound):
        set_read(cast.near(Role.INSPECTOR), set_id)


def test_a_set_of_the_head_office_is_for_all_who_check(scene: Scene) -> None:
    set_id = opened(scene)
    assert next_to_judge(scene.cast.far(Role.INSPECTOR), set_id) is not None


def test_an_inspector_makes_no_set(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        MakeCalibrationSet(who=scene.cast.near(Role.INSPECTOR), unit="B1", title="自己的").do()
    assert not CalibrationSet.objects.exists()


def test_a_closed_set_is_judged_no_more_and_shows_what_one_said(scene: Scene) -> None:
    set_id, who = opened(scene), scene.cast.near(Role.INSPECTOR)
    item = CalibrationItem.objects.filter(set=set_id).earliest("pk")
    JudgeCalibrationItem(who=who, set_id=set_id, item_id=item.pk, says="unknown").do()
    CloseCalibrationSet(who=leader(scene.cast), set_id=set_id).do()
    with pytest.raises(Clash):
        JudgeCalibrationItem(who=who, set_id=set_id, item_id=item.pk + 1, says="holds").do()
    with pytest.raises(Clash):
        CloseCalibrationSet(who=leader(scene.cast), set_id=set_id).do()
    assert next_to_judge(who, set_id) is None
    assert own_result(who, set_id).agrees.cases == 1


def test_everybody_is_shown_the_photos_in_an_order_of_their_own(scene: Scene) -> None:
    set_id, orders = opened(scene), set()
    for who in (scene.cast.near(Role.INSPECTOR), scene.cast.far(Role.INSPECTOR), scene.cast.near(Role.BRANCH_MANAGER)):
        judge_all(who, set_id)
        said = CalibrationAnswer.objects.filter(person=who.id).order_by("pk")
        orders.add(tuple(said.values_list("item_id", flat=True)))
    assert len(orders) > 1


def test_questions_about_calibration_have_their_budgets(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    set_id, who = opened(scene), scene.cast.near(Role.INSPECTOR)
    lead = leader(scene.cast)
    with django_assert_max_num_queries(3):
        shown = next_to_judge(who, set_id)
    assert shown is not None
    with django_assert_max_num_queries(1):
        calibration_photo(who, shown.item)
    judge_all(who, set_id)
    with django_assert_max_num_queries(3):
        own_result(who, set_id)
    with django_assert_max_num_queries(5):
        set_read(lead, set_id)
    with django_assert_max_num_queries(3):
        calibration_sets(lead)
    with django_assert_max_num_queries(2):
        photos_to_take_in(lead, set_id, requirement="IN-01")
