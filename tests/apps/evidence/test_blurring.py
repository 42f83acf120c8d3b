"""Parts of a photo made unreadable: for everybody, on every way to it; the original is never seen quietly."""

import io

import pytest
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from tests.apps.evidence.scene import Scene, camera_exif, jpeg
from wangdian.apps.evidence.actions.blur_photo import BlurPhoto
from wangdian.apps.evidence.actions.look_at_original import LookAtOriginal
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Photo, PhotoBlur
from wangdian.apps.evidence.queries_photos import photo_card, photo_file, thumbnail_file, thumbnails_of
from wangdian.apps.evidence.refusals import PhotoRemoved
from wangdian.apps.evidence.shelf import photo_bytes
from wangdian.apps.journal.models import AuditEntry
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotAllowed, NotFound

FACE = (0.25, 0.25, 0.5, 0.5)


def chequered() -> bytes:
    """A picture of fine squares, which cannot be read any more where it was made unreadable."""
    image = Image.new("L", (80, 80))
    image.putdata([255 * ((x + y) % 2) for y in range(80) for x in range(80)])
    out = io.BytesIO()
    image.resize((320, 320), Image.Resampling.NEAREST).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def spread(data: bytes, part: tuple[float, float, float, float]) -> int:
    """How far apart the darkest and the brightest lie within a part, its rim left out."""
    with Image.open(io.BytesIO(data)) as image:
        (width, height), (left, top, w, h) = image.size, part
        inside = (left + w * 0.1) * width, (top + h * 0.1) * height, (left + w * 0.9) * width, (top + h * 0.9) * height
        low, high = image.convert("L").crop(tuple(map(int, inside))).getextrema()
    return high - low


@pytest.fixture
def photo(scene: Scene) -> Photo:
    return keep_photo(scene.cast.near(Role.LOBBY_MANAGER), scene.cast.outlet.unit, chequered())


def test_everybody_sees_it_unreadable_from_then_on(scene: Scene, photo: Photo) -> None:
    viewer = scene.cast.near(Role.HEAD_OFFICE)
    assert spread(photo_file(viewer, photo.sha256)[1], FACE) > 200
    assert BlurPhoto(who=scene.cast.near(Role.OUTLET_MANAGER), sha256=photo.sha256, parts=[FACE]).do() == 1
    small = thumbnails_of(viewer, [photo.sha256])[photo.sha256]
    for data in (photo_file(viewer, photo.sha256)[1], thumbnail_file(viewer, photo.sha256)[1], small):
        assert spread(data, FACE) < 130
        assert spread(data, (0.0, 0.0, 0.2, 0.2)) > 200, "what was not marked stays as it was"
    assert photo_bytes(photo.sha256) == chequered(), "the bytes under the seal never change"
    assert photo_card(viewer, photo.sha256).seal_holds


def test_a_further_part_is_added_to_those_before(scene: Scene, photo: Photo) -> None:
    who, corner = scene.cast.near(Role.INSPECTOR), (0.8, 0.8, 0.2, 0.2)
    BlurPhoto(who=who, sha256=photo.sha256, parts=[FACE]).do()
    assert BlurPhoto(who=who, sha256=photo.sha256, parts=[corner]).do() == 2
    data = photo_file(who, photo.sha256)[1]
    assert (spread(data, FACE) < 130, spread(data, corner) < 130) == (True, True)
    assert photo_card(who, photo.sha256).blurred == 2


def test_what_the_camera_wrote_is_not_in_what_is_shown(scene: Scene) -> None:
    who = scene.cast.near(Role.OUTLET_MANAGER)
    photo = keep_photo(who, scene.cast.outlet.unit, jpeg(exif=camera_exif()))
    BlurPhoto(who=who, sha256=photo.sha256, parts=[(0.0, 0.0, 0.5, 0.5)]).do()
    with Image.open(io.BytesIO(photo_file(who, photo.sha256)[1])) as image:
        assert image.size == (240, 320), "upright, as the rectangle was drawn"
        assert not dict(image.getexif())


def test_each_look_at_the_original_is_recorded(scene: Scene, photo: Photo) -> None:
    BlurPhoto(who=scene.cast.near(Role.OUTLET_MANAGER), sha256=photo.sha256, parts=[FACE]).do()
    for role in (Role.AUDITOR, Role.HEAD_OFFICE):
        who = scene.cast.near(role)
        assert LookAtOriginal(who=who, sha256=photo.sha256).do() == ("image/jpeg", chequered())
    seen = AuditEntry.objects.filter(verb="evidence.look_at_original")
    assert list(seen.order_by("seq").values_list("actor_id", flat=True)) == [
        scene.cast.near(Role.AUDITOR).id, scene.cast.near(Role.HEAD_OFFICE).id,
    ]


def test_who_holds_no_such_right_sees_no_original(scene: Scene, photo: Photo) -> None:
    BlurPhoto(who=scene.cast.near(Role.OUTLET_MANAGER), sha256=photo.sha256, parts=[FACE]).do()
    for role in (Role.OUTLET_MANAGER, Role.BRANCH_MANAGER, Role.INSPECTOR, Role.LOBBY_MANAGER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            LookAtOriginal(who=scene.cast.near(role), sha256=photo.sha256).do()
    with pytest.raises(NotFound):
        LookAtOriginal(who=scene.cast.far(Role.AUDITOR), sha256=photo.sha256).do()
    assert not AuditEntry.objects.filter(verb="evidence.look_at_original").exists()


@pytest.mark.parametrize("parts", [
    [], [(0.9, 0.1, 0.2, 0.2)], [(-0.1, 0.1, 0.2, 0.2)], [(0.1, 0.1, 0.001, 0.2)], [FACE] * 41,
    [(float("nan"), 0.1, 0.2, 0.2)],
])
def test_what_is_no_part_of_the_picture_changes_nothing(scene: Scene, photo: Photo, parts: list[object]) -> None:
    with pytest.raises(Invalid):
        BlurPhoto(who=scene.cast.near(Role.OUTLET_MANAGER), sha256=photo.sha256, parts=parts).do()
    assert not PhotoBlur.objects.exists()
    assert photo_file(scene.cast.near(Role.OUTLET_MANAGER), photo.sha256)[1] == chequered()


def test_a_photo_whose_time_is_over_is_neither_blurred_nor_looked_at(scene: Scene, photo: Photo) -> None:
    Photo.objects.update(removed_at=clock.now(), removed_as="walk")
    with pytest.raises(PhotoRemoved):
        BlurPhoto(who=scene.cast.near(Role.OUTLET_MANAGER), sha256=photo.sha256, parts=[FACE]).do()
    with pytest.raises(PhotoRemoved):
        LookAtOriginal(who=scene.cast.near(Role.AUDITOR), sha256=photo.sha256).do()
    assert thumbnails_of(scene.cast.near(Role.AUDITOR), [photo.sha256]) == {}


def test_a_blurred_photo_costs_one_query_as_any_other(
    scene: Scene, photo: Photo, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    who = scene.cast.near(Role.OUTLET_MANAGER)
    BlurPhoto(who=who, sha256=photo.sha256, parts=[FACE]).do()
    for question in (photo_file, thumbnail_file):
        with django_assert_max_num_queries(1):
            question(who, photo.sha256)
    with django_assert_max_num_queries(4):
        photo_card(who, photo.sha256)
