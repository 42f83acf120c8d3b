"""Photos and walks on the screen: who may see which, what is said of them, and that nothing in them runs."""

from uuid import uuid4

import pytest

from tests.apps.evidence.scene import Scene, jpeg, later, sha
from tests.entrypoints.walk.conftest import Phone, phone_of
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.models import Photo, ReferencePhoto
from wangdian.domain.rights import Role
from wangdian.foundation import clock


def test_a_photo_comes_back_as_it_was_and_nothing_in_it_runs(phone: Phone) -> None:
    data = jpeg()
    phone.upload(data)
    answer = phone.get(f"/photos/{sha(data)}.jpg")
    assert answer.content == data
    assert {name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/jpeg", "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    small = phone.get(f"/photos/{sha(data)}/small.jpg")
    assert small.content.startswith(b"\xff\xd8\xff")
    assert small.headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(("role", "side", "status"), [
    (Role.OUTLET_MANAGER, "near", 200), (Role.AUDITOR, "near", 200), (Role.BRANCH_MANAGER, "near", 200),
    (Role.LOBBY_MANAGER, "far", 404), (Role.BRANCH_MANAGER, "far", 404), (Role.VENDOR, "near", 404),
])
def test_only_who_may_see_the_place_sees_its_photos(
    phone: Phone, scene: Scene, role: Role, side: str, status: int,
) -> None:
    data = jpeg()
    phone.upload(data)
    other = phone_of(scene.cast, role, side)
    for address in (f"/photos/{sha(data)}.jpg", f"/photos/{sha(data)}/small.jpg", f"/photos/{sha(data)}/"):
        assert other.get(address).status_code == status


def test_what_is_no_hash_is_no_address(phone: Phone) -> None:
    for name in ("..%2f..%2fetc%2fpasswd", "a" * 63, "A" * 64, "a" * 64):
        assert phone.get(f"/photos/{name}.jpg").status_code == 404


def test_a_photo_that_was_shown_before_and_a_broken_seal_are_said(phone: Phone, scene: Scene) -> None:
    data, who = jpeg(), scene.cast.near(Role.LOBBY_MANAGER)
    phone.upload(data)
    named = [{"slot": 1, "sha256": sha(data), "size": len(data)}]
    first, second = uuid4(), uuid4()
    scene.send(who, scene.said("fail", photos=named), walk=first, started_at=later(-300))
    scene.send(who, scene.said("fail", photos=named), walk=second, started_at=later(-5))
    assert "之前的巡检" in phone.get(f"/walks/{second}/").content.decode()
    assert "之前的巡检" not in phone.get(f"/walks/{first}/").content.decode()
    page = phone.get(f"/photos/{sha(data)}/")
    assert page.context["photo"].elsewhere
    assert page.context["photo"].seal_holds
    Photo.objects.update(received_at=later(-600))
    assert not phone.get(f"/photos/{sha(data)}/").context["photo"].seal_holds


def test_a_photo_becomes_the_reference_of_what_it_shows(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    named = [{"slot": 1, "sha256": sha(data), "size": len(data)}]
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said("fail", photos=named))
    card, address = f"/photos/{sha(data)}/", f"/photos/{sha(data)}/reference/{scene.hall.pk}/"
    assert address in phone.get(card).content.decode()
    for role, side, status in (
        (Role.AUDITOR, "near", 403), (Role.INSPECTOR, "near", 403), (Role.OUTLET_MANAGER, "far", 404),
    ):
        other = phone_of(scene.cast, role, side)
        assert other.client.post(address, headers={"X-CSRFToken": other.csrf}).status_code == status
        assert not ReferencePhoto.objects.exists()
    assert phone.client.post(address, headers={"X-CSRFToken": phone.csrf}).status_code == 302
    assert ReferencePhoto.objects.get().subject_id == scene.hall.pk
    assert address not in phone.get(card).content.decode()


def test_a_walk_shows_its_answers_by_zone_with_what_is_on_its_way(phone: Phone, scene: Scene) -> None:
    who, walk, here, away = scene.cast.near(Role.LOBBY_MANAGER), uuid4(), jpeg(1), jpeg(2)
    phone.upload(here)
    SetReferencePhoto(who=scene.cast.near(Role.OUTLET_MANAGER), subject_id=scene.hall.pk, sha256=sha(here)).do()
    photos = [{"slot": 1, "sha256": sha(here), "size": 9}, {"slot": 2, "sha256": sha(away), "size": 9}]
    scene.send(
        who, scene.said("fail", note="角落有水渍", photos=photos),
        scene.said("val", "RMP-01", values={"rise": "100", "run": "800"}), walk=walk, finished_at=clock.now(),
    )
    answer = phone.get(f"/walks/{walk}/")
    page = answer.content.decode()
    assert [name for name, _answers in answer.context["zones"]] == ["东门网点", "大堂"]
    for said in ("角落有水渍", "脏", "800", "1 张", sha(here)):
        assert said in page
    assert sha(away) not in page
    assert answer.context["awaited"] == 1
    assert "大堂" in phone.get("/walks/").content.decode() or "东门网点" in phone.get("/walks/").content.decode()


def test_names_of_colleagues_stay_hidden_from_an_auditor(phone: Phone, scene: Scene) -> None:
    walk = uuid4()
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(), walk=walk)
    name = scene.cast.person(Role.LOBBY_MANAGER).name
    assert name in phone_of(scene.cast, Role.OUTLET_MANAGER).get(f"/walks/{walk}/").content.decode()
    for address in (f"/walks/{walk}/", "/walks/"):
        assert name not in phone_of(scene.cast, Role.AUDITOR).get(address).content.decode()


def test_walks_of_another_branch_are_not_there(phone: Phone, scene: Scene) -> None:
    walk = uuid4()
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(), walk=walk)
    stranger = phone_of(scene.cast, Role.BRANCH_MANAGER, "far")
    assert stranger.get(f"/walks/{walk}/").status_code == 404
    assert str(walk) not in stranger.get("/walks/").content.decode()


def test_the_list_is_filtered_by_what_the_address_says(phone: Phone, scene: Scene) -> None:
    who, done, begun = scene.cast.near(Role.LOBBY_MANAGER), uuid4(), uuid4()
    scene.send(who, scene.said(), walk=done, kind="opening", finished_at=clock.now())
    scene.send(who, scene.said(), walk=begun, kind="self")

    def found(query: str) -> set[str]:
        page = phone.get(f"/walks/?{query}").content.decode()
        return {name for name, walk in (("done", done), ("begun", begun)) if str(walk) in page}

    assert found("") == {"done", "begun"}
    assert found("state=finished") == {"done"}
    assert found("kind=self") == {"begun"}
    assert found("outlet=N001") == {"done", "begun"}
    assert found("outlet=N002") == set()
    assert phone.get("/walks/?kind=dance").status_code == 422
