"""Camera-only items: what was picked from the album is refused by name, the rest is kept, each with how it came."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import translation

from tests.apps.evidence.scene import Scene, camera_exif, jpeg, set_scene, sha
from tests.cast import Cast
from wangdian.apps.evidence.actions.send_form import FileNamed, SendForm
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Answer, AnswerPhoto
from wangdian.apps.evidence.queries_walks import walk_read
from wangdian.domain.rights import Role
from wangdian.foundation import clock


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    """A hall whose photo is taken there and then."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return set_scene(cast, folder, settings, evidence={"photo": "always", "camera": True})


def named(data: bytes, **how: str) -> list[dict[str, object]]:
    return [{"slot": 1, "sha256": sha(data), "size": len(data), **how}]


@pytest.mark.parametrize("how", [{"came": "file"}, {}], ids=["from the album", "by a program that does not say"])
def test_a_photo_that_was_picked_is_refused_by_the_name_of_its_item(scene: Scene, how: dict[str, str]) -> None:
    who, good = scene.cast.near(Role.LOBBY_MANAGER), scene.said("ok", "BRD-01")
    with translation.override("zh-hans"):
        sent = scene.send(who, scene.said(photos=named(jpeg(), **how)), good)
    (refused,) = sent.refused
    assert refused.code == "not_taken_there"
    assert "大厅整洁" in refused.message
    assert sent.kept == (good.id,)
    assert list(Answer.objects.values_list("pk", flat=True)) == [good.id]
    assert not AnswerPhoto.objects.exists()


def test_the_same_answer_with_a_photo_taken_there_is_kept(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    scene.send(who, scene.said("fail", photos=named(jpeg(1), came="file")), walk=walk)
    again = scene.said("fail", photos=named(jpeg(2), came="live"))
    assert scene.send(who, again, walk=walk).kept == (again.id,)
    assert list(AnswerPhoto.objects.values_list("came", flat=True)) == ["live"]


def test_an_item_that_does_not_ask_takes_a_photo_from_the_album_and_says_so(scene: Scene) -> None:
    said = scene.said("fail", "BRD-01", photos=named(jpeg(), came="file"))
    assert scene.send(scene.cast.near(Role.LOBBY_MANAGER), said).kept == (said.id,)
    assert AnswerPhoto.objects.get().came == "file"


def test_no_page_may_speak_as_another_program(scene: Scene) -> None:
    with pytest.raises(ValueError, match="came"):
        scene.said(photos=named(jpeg(), came="program"))


def test_what_another_program_sends_is_kept_and_marked(scene: Scene) -> None:
    who, said = scene.cast.near(Role.LOBBY_MANAGER), scene.said()
    SendForm(
        who=who, walk_id=uuid4(), outlet="N001", kind="self", started_at=clock.now(), answers=[said],
        named=[FileNamed(said.id, 1, "1.jpg")], files={"1.jpg": jpeg()},
    ).do()
    assert AnswerPhoto.objects.get().came == "program"


def test_what_the_camera_wrote_may_speak_against_how_it_is_said_to_have_come(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    plain, written = jpeg(1), jpeg(2, exif=camera_exif("2025:03:01 10:00:00"))
    for data in (plain, written):
        keep_photo(who, scene.cast.outlet.unit, data)
    scene.send(
        who, scene.said("fail", photos=named(plain, came="live")),
        scene.said("fail", "BRD-01", photos=named(written, came="live")), walk=walk,
    )
    found = walk_read(who, walk)
    doubted = {answer.requirement: answer.photos[0].doubted for zone in found.zones for answer in zone.answers}
    assert doubted == {"IN-01": False, "BRD-01": True}
