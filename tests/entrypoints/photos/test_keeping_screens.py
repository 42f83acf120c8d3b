"""The pages on which photos are kept by kind, held, made unreadable and looked at as they came."""

import json
from datetime import timedelta

import pytest

from tests.apps.evidence.scene import Scene, jpeg, sha
from tests.entrypoints.walk.conftest import Phone, phone_of
from wangdian.apps.evidence.actions.set_photo_rule import SetPhotoRule
from wangdian.apps.evidence.models import PhotoBlur, PhotoHold, PhotoRule
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.work.photo_keeping import remove_photos
from wangdian.domain.rights import Role
from wangdian.foundation import clock

PARTS = json.dumps([[0.1, 0.1, 0.5, 0.5]])


def sent(phone: Phone, address: str, **form: str) -> int:
    return phone.client.post(address, form, headers={"X-CSRFToken": phone.csrf}).status_code


def test_head_office_decides_by_kind_and_takes_a_decision_back(scene: Scene) -> None:
    desk = phone_of(scene.cast, Role.HEAD_OFFICE)
    page = desk.get("/photos/keeping/").content.decode()
    assert "本行确定之前一直保存" in page
    assert "第一百八十八条" in page
    assert sent(desk, "/photos/keeping/kinds/walk/", days="400") == 302
    assert PhotoRule.objects.get().days == 400
    assert 'value="400"' in desk.get("/photos/keeping/").content.decode()
    assert sent(desk, "/photos/keeping/kinds/walk/", days="4.5") == 422
    assert sent(desk, "/photos/keeping/kinds/walk/", days="") == 302
    assert not PhotoRule.objects.exists()


def test_what_the_coming_night_removes_is_shown_before(phone: Phone, scene: Scene) -> None:
    phone.upload(jpeg())
    desk = phone_of(scene.cast, Role.HEAD_OFFICE)
    sent(desk, "/photos/keeping/kinds/loose/", days="30")
    with clock.standing_at(clock.now() + timedelta(days=31)):
        SetPhotoRule(who=scene.cast.near(Role.HEAD_OFFICE), kind="sheet", days=30).do()
        again = phone_of(scene.cast, Role.HEAD_OFFICE)
        assert again.get("/photos/keeping/").context["tonight"].of_kind == {"loose": 1}
        assert sent(again, "/photos/keeping/holds/", unit=scene.cast.east.code, why="法院调取") == 302
        page = again.get("/photos/keeping/")
        assert (page.context["tonight"].photos, page.context["tonight"].held) == (0, 1)
        assert "法院调取" in page.content.decode()
        assert sent(again, f"/photos/keeping/lift/{PhotoHold.objects.get().pk}/") == 302
        assert again.get("/photos/keeping/").context["tonight"].photos == 1


@pytest.mark.parametrize("role", [Role.BRANCH_MANAGER, Role.OUTLET_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_decides_or_holds(scene: Scene, role: Role) -> None:
    other = phone_of(scene.cast, role)
    assert other.get("/photos/keeping/").status_code == 403
    assert sent(other, "/photos/keeping/kinds/walk/", days="400") == 403
    assert sent(other, "/photos/keeping/holds/", unit=scene.cast.east.code, why="x") in {403, 404}
    assert not PhotoRule.objects.exists()
    assert not PhotoHold.objects.exists()


def test_a_removed_photo_says_so_wherever_it_was_shown(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    SetPhotoRule(who=scene.cast.near(Role.HEAD_OFFICE), kind="loose", days=30).do()
    with clock.standing_at(clock.now() + timedelta(days=31)):
        remove_photos()
        again = phone_of(scene.cast, Role.LOBBY_MANAGER)
        for name in (f"{sha(data)}.jpg", f"{sha(data)}/small.jpg"):
            picture = again.get(f"/photos/{name}")
            assert (picture.status_code, picture.headers["Content-Type"]) == (410, "image/svg+xml")
            assert "到期清除" in picture.content.decode()
        page = again.get(f"/photos/{sha(data)}/").content.decode()
        assert "2026-12-19" in page
        assert sha(data) in page


def test_a_browser_that_has_it_is_not_sent_it_again_until_it_is_shown_otherwise(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    address = f"/photos/{sha(data)}.jpg"
    first = phone.get(address)
    known = {"If-None-Match": first.headers["ETag"]}
    assert (phone.get(address, **known).status_code, phone.get(address, **known).content) == (304, b"")
    manager = phone_of(scene.cast, Role.OUTLET_MANAGER)
    assert sent(manager, f"/photos/{sha(data)}/blur/", parts=PARTS) == 302
    shown = phone.get(address, **known)
    assert shown.status_code == 200
    assert shown.content != data


def test_only_who_may_makes_parts_unreadable_and_sees_the_original(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    blur, original = f"/photos/{sha(data)}/blur/", f"/photos/{sha(data)}/original/"
    for role, side, status in (
        (Role.LOBBY_MANAGER, "near", 403), (Role.AUDITOR, "near", 403), (Role.OUTLET_MANAGER, "far", 404),
    ):
        assert sent(phone_of(scene.cast, role, side), blur, parts=PARTS) == status
    manager = phone_of(scene.cast, Role.OUTLET_MANAGER)
    for wrong in ("", "cake", "[[0.1]]", "[[0.9,0.9,0.9,0.9]]"):
        assert sent(manager, blur, parts=wrong) == 422
    assert not PhotoBlur.objects.exists()
    assert "data-blur-form" in manager.get(f"/photos/{sha(data)}/").content.decode()
    assert sent(manager, blur, parts=PARTS) == 302
    assert sent(manager, original) == 403
    auditor = phone_of(scene.cast, Role.AUDITOR)
    assert original in auditor.get(f"/photos/{sha(data)}/").content.decode()
    answer = auditor.client.post(original, headers={"X-CSRFToken": auditor.csrf})
    assert (answer.content, answer.headers["Cache-Control"]) == (data, "no-store")
    assert AuditEntry.objects.filter(verb="evidence.look_at_original").count() == 1
