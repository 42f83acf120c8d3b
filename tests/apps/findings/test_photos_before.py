"""The earlier photo of what stands: to be laid over the camera when somebody looks again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from tests.apps.findings.scene import answer, load_standards, walk, zone
from tests.cast import Cast
from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.said import PhotoNamed
from wangdian.apps.evidence.shelf import Shelf, furnish
from wangdian.apps.findings.queries_photos import photos_before
from wangdian.apps.outlets.models import Subject
from wangdian.domain.photo_ways import Came
from wangdian.domain.rights import Role
from wangdian.foundation import clock

PLATE, OTHER = "OUT-02", "OUT-16"
Seen = Callable[..., str]


@pytest.fixture
def door(cast: Cast, tmp_path: Path) -> Subject:
    furnish(Shelf(photos=DiskBlobs(tmp_path / "photos"), half_sent=DiskHalfSent(tmp_path / "half")))
    load_standards()
    return zone(cast.outlet, "outdoor")


@pytest.fixture
def seen(cast: Cast, door: Subject) -> Seen:
    """Somebody sees it on a walk, with a photo; returns the photo's hash."""
    def see(shade: int, says: str = "fail", key: str = PLATE) -> str:
        out = BytesIO()
        Image.new("RGB", (64, 48), (shade, 120, 200)).save(out, "JPEG", comment=f"shade {shade}")
        who = cast.near(Role.LOBBY_MANAGER)
        photo = keep_photo(who, cast.outlet.unit, out.getvalue())
        named = PhotoNamed(slot=1, sha256=photo.sha256, size=photo.size, came=Came.LIVE)
        said = answer(key, door, says, reason="dirty" if says == "fail" else "")
        walk(who, cast.outlet, said.model_copy(update={"photos": (named,)}))
        return photo.sha256
    return see


def test_the_last_photo_of_what_stands_comes_along(
    cast: Cast, door: Subject, seen: Seen, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    seen(10)
    with clock.standing_at(clock.now().replace(hour=14)):
        latest = seen(20)
    who = cast.near(Role.LOBBY_MANAGER)
    with django_assert_max_num_queries(1):
        assert photos_before(who, [cast.outlet.pk]) == {(PLATE, door.pk): latest}


def test_what_holds_again_has_no_photo_to_lie_over(cast: Cast, seen: Seen) -> None:
    seen(10)
    with clock.standing_at(clock.now().replace(hour=15)):
        seen(20, says="ok")
        assert photos_before(cast.near(Role.INSPECTOR), [cast.outlet.pk]) == {}


def test_nobody_elsewhere_is_given_it(cast: Cast, seen: Seen) -> None:
    seen(10)
    assert photos_before(cast.far(Role.BRANCH_MANAGER), [cast.outlet.pk]) == {}
    assert photos_before(cast.near(Role.BRANCH_MANAGER), [cast.far_outlet.pk]) == {}
