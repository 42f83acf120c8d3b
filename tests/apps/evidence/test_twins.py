"""A photo that was used before becomes a question to a person, and to nobody else than may see it."""

from uuid import uuid4

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.evidence.paper import jpeg, page
from tests.apps.evidence.scene import Scene
from tests.cast import Cast
from tests.roles.examples_twins import kept, question
from tests.settle import settle
from tests.twins.copies import brightened, cropped, encoded_again, saved
from tests.twins.scenes import moved, room, shot
from wangdian.apps.evidence.actions.bring_sheet import BringSheet
from wangdian.apps.evidence.actions.decide_twin import DecideTwin
from wangdian.apps.evidence.gallery import Gallery
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import PaperSheet, Photo, PhotoPrint, TwinQuestion
from wangdian.apps.evidence.queries_twins import open_twins, twin_card, twins_page
from wangdian.apps.evidence.shelf import photo_key, shelf, thumbnail_key
from wangdian.apps.evidence.twins import catch_up, look_for_twins, take_prints
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound

PLACE = room(51_000)
FIRST = shot(PLACE, 51_000, long_side=640)
LUCK = np.random.default_rng(51_000)


def keep(cast: Cast, unit: Unit, data: bytes) -> Photo:
    return keep_photo(cast.near(Role.LOBBY_MANAGER), unit, data)


def look() -> int:
    """With a gallery of the test's own: the process's would remember other tests' photos."""
    return look_for_twins(seconds=600, gallery=Gallery())


def pairs() -> set[tuple[int, int]]:
    return set(TwinQuestion.objects.values_list("photo_id", "earlier_id"))


def named(scene: Scene, photo: Photo, **given: object) -> None:
    """A walk of the scene's outlet shows that photo."""
    shown = [{"slot": 1, "sha256": photo.sha256, "size": photo.size}]
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(photos=shown), **given)


def test_a_brightened_copy_at_another_outlet_is_asked_about(cast: Cast) -> None:
    first = keep(cast, cast.far_outlet.unit, saved(FIRST))
    again = keep(cast, cast.outlet.unit, brightened(LUCK, FIRST))
    assert look() == 2
    asked = TwinQuestion.objects.get()
    assert (asked.photo_id, asked.earlier_id, asked.state, asked.same_bytes) == (again.pk, first.pk, "asked", False)
    assert asked.lies_exactly > 0.8
    assert asked.apart < 0.2


def test_an_honest_new_shot_is_not_asked_about(cast: Cast) -> None:
    keep(cast, cast.outlet.unit, saved(FIRST))
    keep(cast, cast.outlet.unit, saved(shot(PLACE, 51_001, moved(PLACE.pose, 51_001), 640)))
    assert look() == 2
    assert pairs() == set()


def test_two_day_sheets_of_one_form_are_not_asked_about(scene: Scene) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    for number in (uuid4(), uuid4()):
        scene.send(who, scene.said(), walk=number)
        BringSheet(who=who, data=jpeg(page(f"https://bank.example/paper/{number}/"))).do()
    assert PaperSheet.objects.count() == 2
    assert (look(), pairs()) == (0, set())


def test_looking_twice_asks_once(cast: Cast) -> None:
    keep(cast, cast.outlet.unit, saved(FIRST))
    keep(cast, cast.outlet.unit, cropped(LUCK, FIRST))
    assert look() == 2
    assert look() == 0
    PhotoPrint.objects.update(compared=False)
    assert look() == 2
    assert TwinQuestion.objects.count() == 1


def test_photos_from_before_there_were_fingerprints_are_looked_at_too(cast: Cast) -> None:
    keep(cast, cast.outlet.unit, saved(FIRST))
    keep(cast, cast.outlet.unit, cropped(LUCK, FIRST))
    assert take_prints(newest=1) == 1
    assert catch_up() == 2
    assert PhotoPrint.objects.filter(compared=True).count() == 2
    assert len(pairs()) == 1


def test_a_copy_within_one_walk_is_no_question(scene: Scene) -> None:
    unit = scene.cast.outlet.unit
    one, two = keep(scene.cast, unit, saved(FIRST)), keep(scene.cast, unit, cropped(LUCK, FIRST))
    shown = [{"slot": n, "sha256": p.sha256, "size": p.size} for n, p in ((1, one), (2, two))]
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(photos=shown))
    settle()
    look()
    assert pairs() == set()


def test_the_same_bytes_in_a_second_walk_are_asked_about_and_in_the_same_walk_are_not(scene: Scene) -> None:
    photo = keep(scene.cast, scene.cast.outlet.unit, saved(FIRST))
    named(scene, photo)
    settle()
    first = photo.in_answers.get().answer.walk_id
    named(scene, photo, walk=first)
    settle()
    assert pairs() == set()
    named(scene, photo)
    settle()
    asked = TwinQuestion.objects.get()
    assert (asked.photo_id, asked.earlier_id, asked.same_bytes) == (photo.pk, photo.pk, True)
    assert asked.walk_id != first
    look()
    assert TwinQuestion.objects.count() == 1


def test_the_same_bytes_at_another_outlet_are_asked_about(cast: Cast) -> None:
    first = keep(cast, cast.far_outlet.unit, saved(FIRST))
    again = keep(cast, cast.outlet.unit, saved(FIRST))
    look()
    assert pairs() == {(again.pk, first.pk)}
    assert TwinQuestion.objects.get().same_bytes


def test_a_photo_whose_picture_is_gone_stops_nothing(cast: Cast) -> None:
    photo = kept(cast.outlet.unit, "teal")
    assert shelf().photos.has(thumbnail_key(photo.sha256))
    Photo.objects.create(
        sha256="0" * 64, size=1, width=1, height=1, mime="image/jpeg", received_at=photo.received_at, seal="",
        sender=photo.sender, unit=photo.unit,
    )
    assert look() == 2
    assert pairs() == set()


def over(photo: Photo) -> None:
    """Its time is over: the row and the fingerprint stay, the picture goes."""
    Photo.objects.filter(pk=photo.pk).update(removed_at=clock.now(), removed_as="walk")
    for key in (photo_key, thumbnail_key):
        shelf().photos.drop(key(photo.sha256))


def test_a_copy_of_a_photo_whose_time_is_over_is_asked_about_by_its_fingerprint(cast: Cast) -> None:
    first = keep(cast, cast.outlet.unit, saved(FIRST))
    look()
    over(first)
    again = keep(cast, cast.sister.unit, encoded_again(LUCK, FIRST))
    keep(cast, cast.outlet.unit, saved(shot(PLACE, 51_001, moved(PLACE.pose, 51_001), 640)))
    look()
    assert pairs() == {(again.pk, first.pk)}
    card = twin_card(cast.near(Role.BRANCH_MANAGER), TwinQuestion.objects.get().pk)
    assert (card.by_print, card.same_bytes, card.may_decide) == (True, False, True)
    assert card.earlier is not None
    assert (card.earlier.removed_at is not None, card.earlier.outlet) == (True, cast.outlet.code)
    assert card.photo.removed_at is None


def test_a_copy_whose_picture_is_there_is_shown_rather_than_one_that_is_gone(cast: Cast) -> None:
    gone, stays = (keep(cast, cast.outlet.unit, saved(FIRST, quality)) for quality in (90, 80))
    look()
    TwinQuestion.objects.all().delete()
    over(gone)
    again = keep(cast, cast.sister.unit, brightened(LUCK, FIRST))
    look()
    assert pairs() == {(again.pk, stays.pk)}


def asked_of(cast: Cast, earlier: Outlet) -> TwinQuestion:
    asked = question(kept(cast.outlet.unit, "teal"), kept(earlier.unit, "navy"))
    return TwinQuestion.objects.get(pk=asked)


@pytest.mark.parametrize("says", ["same", "other"])
def test_an_inspector_decides_once_and_it_is_on_record(cast: Cast, says: str) -> None:
    asked, who = asked_of(cast, cast.sister), cast.near(Role.INSPECTOR)
    DecideTwin(who=who, question_id=asked.pk, says=says).do()
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by_id) == (says, who.id)
    assert AuditEntry.objects.filter(verb="evidence.decide_twin", detail={"says": says}).count() == 1
    with pytest.raises(Clash):
        DecideTwin(who=who, question_id=asked.pk, says="other").do()
    asked.refresh_from_db()
    assert asked.state == says


def test_nobody_decides_about_a_picture_that_is_hidden_from_them(cast: Cast) -> None:
    asked, who = asked_of(cast, cast.far_outlet), cast.near(Role.INSPECTOR)
    with pytest.raises(NotAllowed):
        DecideTwin(who=who, question_id=asked.pk, says="same").do()
    asked.refresh_from_db()
    assert asked.state == "asked"
    card = twin_card(who, asked.pk)
    assert card.earlier is None
    assert not card.may_decide
    assert twin_card(cast.near(Role.HEAD_OFFICE), asked.pk).earlier is not None


def test_who_sent_the_photo_does_not_judge_it(cast: Cast) -> None:
    sent = kept(cast.outlet.unit, "teal", cast.person(Role.INSPECTOR))
    asked = question(sent, kept(cast.outlet.unit, "navy"))
    with pytest.raises(NotAllowed):
        DecideTwin(who=cast.near(Role.INSPECTOR), question_id=asked, says="other").do()
    assert TwinQuestion.objects.get(pk=asked).state == "asked"


def test_strangers_and_those_who_were_walked_see_no_question(cast: Cast) -> None:
    asked = asked_of(cast, cast.sister)
    for who in (cast.far(Role.INSPECTOR), cast.near(Role.LOBBY_MANAGER), cast.near(Role.VENDOR)):
        assert twins_page(who).items == ()
        with pytest.raises(NotFound):
            twin_card(who, asked.pk)
    with pytest.raises(NotFound):
        DecideTwin(who=cast.far(Role.INSPECTOR), question_id=asked.pk, says="same").do()


def test_an_unknown_answer_is_refused(cast: Cast) -> None:
    asked = asked_of(cast, cast.sister)
    with pytest.raises(Invalid):
        DecideTwin(who=cast.near(Role.INSPECTOR), question_id=asked.pk, says="guilty").do()
    assert TwinQuestion.objects.get(pk=asked.pk).state == "asked"


def test_questions_cost_the_same_however_many_there_are(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    cast, who = scene.cast, scene.cast.near(Role.HEAD_OFFICE)
    earlier = kept(cast.far_outlet.unit, "navy")
    for colour in ("teal", "red", "green", "blue", "black", "white"):
        photo = kept(cast.outlet.unit, colour)
        named(scene, photo)
        asked = question(photo, earlier)
    with django_assert_max_num_queries(5):
        cards = twins_page(who).items
    assert len(cards) == 6
    assert all(card.photo.requirement == "IN-01" and card.photo.walk for card in cards)
    with django_assert_max_num_queries(6):
        twin_card(who, asked)
    with django_assert_max_num_queries(1):
        assert open_twins(who) == 6


def test_the_gallery_holds_every_print_once(cast: Cast) -> None:
    for colour in ("teal", "navy"):
        kept(cast.outlet.unit, colour)
    photo = keep(cast, cast.outlet.unit, saved(FIRST))
    take_prints()
    gallery = Gallery()
    gallery.top_up()
    held = gallery.size
    gallery.top_up()
    assert gallery.size == held >= 1
    row = PhotoPrint.objects.get(photo=photo)
    assert bytes(row.whole)
    assert PhotoPrint.objects.exclude(photo=photo).filter(whole=b"").count() == 2
