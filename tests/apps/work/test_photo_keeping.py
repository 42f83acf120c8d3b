"""Photos whose time is over lose their bytes and nothing else; what is still needed or held loses nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.findings.scene import answer, walk
from tests.apps.work.scene import Scene, fresh, picture
from tests.settle import settle
from wangdian.apps.evidence.actions.hold_photos import HoldPhotos
from wangdian.apps.evidence.actions.lift_hold import LiftHold
from wangdian.apps.evidence.actions.set_photo_rule import SetPhotoRule
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.keeping import book_photo, keep_photo, seen, shelve
from wangdian.apps.evidence.models import Photo, TwinQuestion
from wangdian.apps.evidence.queries_keeping import holds_standing, photo_rules, rule_cards
from wangdian.apps.evidence.queries_photos import photo_card, photo_file, thumbnail_file
from wangdian.apps.evidence.refusals import PhotoRemoved
from wangdian.apps.evidence.said import PhotoNamed
from wangdian.apps.evidence.shelf import photo_key, shelf, thumbnail_key
from wangdian.apps.journal.chain import verify_chain
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.models import Unit
from wangdian.apps.work import photo_keeping
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.apps.work.photo_keeping import CHUNK, Night, removable, remove_at_night, remove_photos
from wangdian.domain.photo_keeping import Kind
from wangdian.domain.photo_ways import Came
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotAllowed


def kept(scene: Scene, shade: int, unit: Unit | None = None) -> Photo:
    return keep_photo(scene.who(Role.LOBBY_MANAGER), unit or scene.outlet.unit, picture(shade))


def walked(scene: Scene, photo: Photo, says: str = "ok") -> None:
    named = PhotoNamed(slot=1, sha256=photo.sha256, size=photo.size, came=Came.LIVE)
    said = answer("OUT-02", scene.door, says, reason="dirty" if says == "fail" else "")
    walk(scene.who(Role.LOBBY_MANAGER), scene.outlet, said.model_copy(update={"photos": (named,)}))


def decided(scene: Scene, **days: int | None) -> None:
    for kind, n in days.items():
        SetPhotoRule(who=scene.who(Role.HEAD_OFFICE), kind=kind, days=n).do()


def in_days(days: int) -> datetime:
    return clock.now() + timedelta(days=days)


def here(photo: Photo) -> bool:
    return shelf().photos.has(photo_key(photo.sha256)) and shelf().photos.has(thumbnail_key(photo.sha256))


def test_a_passing_photo_goes_when_its_days_are_over_and_its_row_stays(scene: Scene) -> None:
    photo = kept(scene, 1)
    walked(scene, photo)
    decided(scene, walk=100)
    with clock.standing_at(in_days(99)):
        assert remove_photos().photos == 0
        assert here(photo)
    with clock.standing_at(in_days(101)):
        assert removable().of_kind == {"walk": 1}
        assert here(photo), "a dry run removes nothing"
        assert remove_photos().of_kind == {"walk": 1}
        card = photo_card(scene.who(Role.OUTLET_MANAGER), photo.sha256)
        assert (card.removed_as, card.seal_holds, card.walks != ()) == ("walk", True, True)
        for question in (photo_file, thumbnail_file):
            with pytest.raises(PhotoRemoved):
                question(scene.who(Role.OUTLET_MANAGER), photo.sha256)
        assert remove_photos().photos == 0
    assert not shelf().photos.has(photo_key(photo.sha256))
    assert not shelf().photos.has(thumbnail_key(photo.sha256))
    entry = AuditEntry.objects.get(verb="work.remove_photos")
    assert entry.detail == {"kind": "walk", "photos": [photo.pk]}
    assert verify_chain().whole


def test_nothing_goes_while_the_bank_has_not_decided(scene: Scene) -> None:
    walked(scene, kept(scene, 1))
    with clock.standing_at(in_days(10_000)):
        assert (removable().photos, remove_photos().photos) == (0, 0)
        decided(scene, finding=100)
        assert remove_photos().photos == 0
        decided(scene, walk=100)
        decided(scene, walk=None)
        assert remove_photos().photos == 0


def test_photos_of_what_stands_stay_and_go_only_after_it_was_closed(scene: Scene) -> None:
    photo = kept(scene, 1)
    walked(scene, photo, "fail")
    decided(scene, walk=30, finding=30, loose=30)
    order = WorkOrder.objects.get()
    with clock.standing_at(in_days(400)):
        assert remove_photos().photos == 0
        scene.mended(order, shade=7)
        VerifyOrder(who=scene.who(Role.INSPECTOR), number=order.number, passed=True).do()
        settle()
        assert fresh(order).ended_at is not None
        assert remove_photos().photos == 0
    with clock.standing_at(in_days(431)):
        assert remove_photos().of_kind == {"finding": 2}


def test_a_reference_and_an_open_photo_question_keep_their_photos(scene: Scene) -> None:
    shown, one, other = kept(scene, 1), kept(scene, 2), kept(scene, 3)
    for photo in (shown, one, other):
        walked(scene, photo)
    SetReferencePhoto(who=SYSTEM, subject_id=scene.door.pk, sha256=shown.sha256).do()
    asked = TwinQuestion.objects.create(
        photo=other, earlier=one, same_bytes=False, lies_exactly=0.9, apart=0.1, alike=0.9, asked_at=clock.now(),
    )
    decided(scene, walk=30)
    with clock.standing_at(in_days(60)):
        assert remove_photos().photos == 0
        TwinQuestion.objects.filter(pk=asked.pk).update(state="other")
        assert remove_photos().of_kind == {"walk": 2}
        assert here(shown)


def test_a_hold_keeps_all_photos_below_it_until_it_is_lifted(scene: Scene) -> None:
    photo = kept(scene, 1)
    decided(scene, loose=30)
    who = scene.who(Role.HEAD_OFFICE)
    hold = HoldPhotos(who=who, unit=scene.cast.east.code, why="法院调取").do()
    with clock.standing_at(in_days(60)):
        found = remove_photos()
        assert (found.photos, found.held, here(photo)) == (0, 1, True)
        LiftHold(who=who, hold_id=hold).do()
        assert remove_photos().of_kind == {"loose": 1}


def test_the_same_bytes_of_another_unit_keep_the_file(scene: Scene) -> None:
    photo = kept(scene, 1)
    decided(scene, loose=30)
    with clock.standing_at(in_days(40)):
        twin = keep_photo(scene.who(Role.HEAD_OFFICE), scene.cast.far_outlet.unit, picture(1))
        assert twin.pk != photo.pk
        assert remove_photos().photos == 1
        assert here(photo)
        assert photo_file(scene.cast.far(Role.OUTLET_MANAGER), photo.sha256)[1] == picture(1)


def test_a_photo_that_comes_again_after_its_time_is_kept_again(scene: Scene) -> None:
    photo = kept(scene, 1)
    decided(scene, loose=30)
    with clock.standing_at(in_days(40)):
        remove_photos()
        assert kept(scene, 1).pk == photo.pk
        assert here(photo)
        assert photo_file(scene.who(Role.OUTLET_MANAGER), photo.sha256)[1] == picture(1)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["the same unit", "another unit"])
@pytest.mark.parametrize("booked_first", [True, False], ids=["booked before the drop", "booked after the drop"])
def test_bytes_that_come_again_between_the_decision_and_the_drop_stay(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, booked_first: bool, elsewhere: bool,
) -> None:
    photo, drop = kept(scene, 1), photo_keeping._drop
    decided(scene, loose=30)
    unit = scene.cast.far_outlet.unit if elsewhere else scene.outlet.unit

    def meanwhile(hashes: Sequence[str]) -> None:
        if hashes:
            again = seen(picture(1))
            shelve(again)
            acts = [lambda: book_photo(scene.who(Role.LOBBY_MANAGER), unit, again), lambda: drop(hashes)]
            for act in acts if booked_first else reversed(acts):
                act()

    monkeypatch.setattr(photo_keeping, "_drop", meanwhile)
    with clock.standing_at(in_days(40)):
        assert remove_photos().photos == 1
        assert here(photo)
        assert Photo.objects.filter(sha256=photo.sha256, unit=unit, removed_at=None).exists()


def test_bytes_that_a_broken_run_left_go_with_the_next(scene: Scene) -> None:
    photo = kept(scene, 1)
    decided(scene, loose=30)
    with clock.standing_at(in_days(40)):
        remove_photos()
        shelf().photos.put(photo_key(photo.sha256), picture(1))
        remove_photos()
    assert not shelf().photos.has(photo_key(photo.sha256))


def test_the_courier_removes_at_night_alone_a_little_at_a_time_and_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wangdian.apps.work.photo_keeping.CHUNK", 2)
    photos = [kept(scene, n) for n in range(5)]
    decided(scene, loose=30)
    noon, night = in_days(60), Night()
    assert noon.astimezone(clock.BANK_ZONE).hour == 12
    with clock.standing_at(noon):
        assert remove_at_night(night) == 0
    with clock.standing_at(noon + timedelta(hours=14)):
        removed = [remove_at_night(night, seconds=0) for _ in range(5)]
    assert removed == [2, 2, 1, 0, 0]
    assert night.done
    assert not any(here(photo) for photo in photos)


def test_a_slip_of_the_hand_and_a_branch_decide_nothing(scene: Scene) -> None:
    for days in (0, 29, 40_000):
        with pytest.raises(Invalid):
            decided(scene, walk=days)
    with pytest.raises(Invalid):
        decided(scene, cake=100)
    with pytest.raises(NotAllowed):
        SetPhotoRule(who=scene.who(Role.BRANCH_MANAGER), kind="walk", days=100).do()
    with pytest.raises(Invalid):
        HoldPhotos(who=scene.who(Role.HEAD_OFFICE), unit=scene.cast.east.code, why=" ").do()
    assert (photo_rules(), holds_standing(SYSTEM)) == ({}, ())


def test_questions_about_keeping_keep_their_budget(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(30):
        kept(scene, n)
    decided(scene, loose=30, walk=60)
    who = scene.who(Role.HEAD_OFFICE)
    HoldPhotos(who=who, unit=scene.cast.east.code, why="审计").do()
    for budget, question in (
        (1, photo_rules), (1, rule_cards), (1, lambda: holds_standing(who)),
    ):
        with django_assert_max_num_queries(budget):
            question()
    assert photo_rules() == {Kind.LOOSE: 30, Kind.WALK: 60}
    assert CHUNK > 30
    with clock.standing_at(in_days(60)), django_assert_max_num_queries(18):
        assert removable().held == 30
