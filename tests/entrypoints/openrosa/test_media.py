"""How things should look comes along with a form: listed in its manifest, named in it, given to who may walk there."""

import hashlib
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.apps.evidence.scene import Scene, jpeg, sha
from tests.entrypoints.openrosa.caller import HALL, Caller, filled, of
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.models import ReferencePhoto
from wangdian.apps.evidence.queries_photos import thumbnails_of
from wangdian.domain.rights import SYSTEM, Role

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


@pytest.fixture
def photo(scene: Scene) -> str:
    """The hash of how the hall should look, which was sent with an answer before."""
    xml = filled((of(scene), "fail"), (of(scene, "photo1"), "a.jpg"))
    assert Caller(scene.cast, Role.LOBBY_MANAGER).post(xml, {"a.jpg": jpeg(8)}).status_code == 201
    return str(SetReferencePhoto(who=SYSTEM, subject_id=scene.hall.pk, sha256=sha(jpeg(8))).do())


def local(address: str) -> str:
    return address.removeprefix("http://testserver/openrosa/")


def manifest_of(caller: Caller, form: str = HALL) -> str:
    """Where the list says that a form's files are told of; "" if it has none."""
    forms = ElementTree.fromstring(caller.get("formList").content)
    (entry,) = [one for one in forms if one.findtext(f"{LIST}formID") == form]
    return local(entry.findtext(f"{LIST}manifestUrl") or "")


def test_each_file_is_listed_with_its_sum_fetched_and_named_in_the_form(scene: Scene, photo: str) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER, read_only=True)
    told = caller.get(manifest_of(caller))
    assert told.headers["X-OpenRosa-Version"] == "1.0"
    (file,) = ElementTree.fromstring(told.content)
    assert file.findtext(f"{MANIFEST}filename") == f"{photo}.jpg"
    picture = caller.get(local(file.findtext(f"{MANIFEST}downloadUrl") or ""))
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")
    assert file.findtext(f"{MANIFEST}hash") == f"md5:{hashlib.md5(picture.content).hexdigest()}"
    form = caller.get(f"forms/{HALL}.xml").content.decode()
    assert form.count(f'<value form="image">jr://images/{photo}.jpg</value>') == 2


def test_the_files_of_a_form_are_one_question_and_only_those_one_may_see(
    scene: Scene, photo: str, django_assert_num_queries: Callable[..., object],
) -> None:
    near = scene.cast.near(Role.LOBBY_MANAGER)
    with django_assert_num_queries(1):
        assert set(thumbnails_of(near, [photo, "0" * 64])) == {photo}
    assert thumbnails_of(scene.cast.far(Role.LOBBY_MANAGER), [photo]) == {}


def test_a_form_that_shows_nothing_tells_of_no_files(scene: Scene, photo: str) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    assert manifest_of(caller)
    ReferencePhoto.objects.all().delete()
    assert manifest_of(caller) == ""
    assert list(ElementTree.fromstring(caller.get(f"forms/{HALL}/manifest.xml").content)) == []


def test_who_may_not_see_the_place_gets_neither_list_nor_file(scene: Scene, photo: str) -> None:
    stranger, nobody = Caller(scene.cast, Role.LOBBY_MANAGER, side="far"), Client()
    for address in (f"forms/{HALL}/manifest.xml", f"media/{photo}.jpg"):
        assert stranger.get(address).status_code == 404
        assert nobody.get(f"/openrosa/{address}").status_code == 401
    auditor = Caller(scene.cast, Role.AUDITOR)
    assert auditor.get(f"forms/{HALL}/manifest.xml").status_code == 403


@pytest.mark.parametrize("name", ["x.jpg", f"{'0' * 64}.jpg", f"{'A' * 64}.jpg", f"{'0' * 64}", f"{'0' * 64}.png"])
def test_a_file_that_is_none_of_ours_is_absent(scene: Scene, name: str) -> None:
    assert Caller(scene.cast, Role.LOBBY_MANAGER).get(f"media/{name}").status_code == 404
