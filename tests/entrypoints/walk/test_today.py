"""What a phone takes along: its walks, its places with all that is asked, and the shell around them."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.apps.evidence.scene import Scene, jpeg, later, sha
from tests.entrypoints.walk.conftest import Phone, phone_of
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.jobs import plan_walks
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock


def planned(**changed: object) -> None:
    plain = {
        "title": "班前检查", "kind": "opening", "unit": "HQ", "rule": "FREQ=DAILY;BYHOUR=8", "role": "lobby_manager",
        "starts_on": date(2026, 11, 1), "due_minutes": 60,
    }
    MakePlan(who=SYSTEM, **(plain | changed)).do()
    plan_walks()


def test_a_lobby_manager_takes_the_own_outlet_along_with_everything_asked_there(phone: Phone, scene: Scene) -> None:
    body = phone.today()
    place, = body["places"]
    assert (place["outlet"]["code"], place["kinds"], place["may_report"]) == ("N001", ["opening", "self"], True)
    outlet, hall = place["zones"]
    assert [item["requirement"] for item in outlet["items"]] == ["BRD-01", "RMP-01"]
    assert [(item["requirement"], item["subject"]) for item in hall["items"]] == [("IN-01", scene.hall.pk)]
    assert {s["id"]: s["zone"] for s in place["subjects"]}[scene.ramp.pk] == scene.outlet.pk
    assert set(body["requirements"]) == {"BRD-01/1", "IN-01/1", "RMP-01/1"}
    assert body["person"]["id"] == phone.person


def test_what_judging_as_typed_needs_comes_along(phone: Phone) -> None:
    ramp = phone.today()["requirements"]["RMP-01/1"]
    assert ramp["check"] == "measured"
    assert ramp["values"][0] == {
        "name": "rise", "zh": "高", "en": "rise", "unit": "mm", "unit_shown": "mm", "optional": False, "min": None,
        "max": "750", "by_variant": [],
    }
    rule, = ramp["rules"]
    assert (rule["rule"], rule["over"], rule["under"], rule["max"]) == ("ratio", "rise", "run", "1/12")
    assert ramp["photo"] == {"when": "always", "count": 1, "beside_reference": False, "camera": False}
    assert ramp["reasons"] == [{"code": "missing", "zh": "没有", "en": "missing"}]


def test_what_the_board_must_say_is_shown_with_its_question(phone: Phone) -> None:
    board, _ramp = phone.today()["places"][0]["zones"][0]["items"]
    assert "09:00–12:00" in board["expected"]["zh"]
    assert "Personal banking" in board["expected"]["en"]


def test_the_reference_photo_is_named(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    manager = scene.cast.near(Role.OUTLET_MANAGER)
    SetReferencePhoto(who=manager, subject_id=scene.hall.pk, sha256=sha(data)).do()
    hall = phone.today()["places"][0]["zones"][1]
    assert hall["items"][0]["reference"] == sha(data)


def test_planned_walks_are_there_for_the_role_that_walks_them(phone: Phone, scene: Scene) -> None:
    planned()
    walk, = phone.today()["walks"]
    assert (walk["outlet"], walk["kind"], walk["plan"], walk["state"]) == ("N001", "opening", "班前检查", "planned")
    assert walk["due_from"] == "2026-11-19T08:00:00+08:00"
    assert phone_of(scene.cast, Role.OUTLET_MANAGER).today()["walks"] == []
    far = phone_of(scene.cast, Role.LOBBY_MANAGER, "far").today()
    assert [w["outlet"] for w in far["walks"]] == ["N101"]


def test_a_walk_names_what_a_colleague_has_answered(phone: Phone, scene: Scene) -> None:
    planned()
    walk, = phone.today()["walks"]
    with clock.standing_at(later(60 * 21)):
        scene.send(scene.cast.near(Role.OUTLET_MANAGER), scene.said(), walk=walk["walk"], kind="opening")
        again, _tomorrow = phone_of(scene.cast, Role.LOBBY_MANAGER).today()["walks"]
    assert (again["state"], again["answered"]) == ("started", [f"IN-01/{scene.hall.pk}"])


def test_nothing_new_is_not_sent_again(phone: Phone) -> None:
    first = phone.get("/walk/api/today")
    again = phone.get("/walk/api/today", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["X-CSRFToken"]
    MakeZone(who=SYSTEM, outlet_code="N001", kind="vip", zone_name="贵宾室").do()
    assert phone.get("/walk/api/today", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_place_is_found_by_name_and_by_tag(scene: Scene) -> None:
    inspector = phone_of(scene.cast, Role.INSPECTOR)
    found = inspector.get("/walk/api/places?q=dongmen").json()["places"]
    assert [place["code"] for place in found] == ["N001"]
    place = inspector.get("/walk/api/places/N001").json()
    assert place["place"]["kinds"] == ["opening", "self", "recheck", "spot"]
    assert set(place["requirements"]) == {"BRD-01/1", "IN-01/1", "RMP-01/1"}
    assert inspector.get(f"/walk/api/tags/{scene.ramp.tag}").json() == {"outlet": "N001", "subject": scene.ramp.pk}


def test_places_of_another_branch_are_not_there(scene: Scene) -> None:
    stranger = phone_of(scene.cast, Role.INSPECTOR, "far")
    assert [p["outlet"]["code"] for p in stranger.today()["places"]] == ["N101"]
    for address in ("/walk/api/places/N001", f"/walk/api/tags/{scene.ramp.tag}"):
        assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.VENDOR])
def test_who_neither_walks_nor_reports_takes_no_place_along(scene: Scene, role: Role) -> None:
    body = phone_of(scene.cast, role).today()
    assert (body["places"], body["walks"], body["requirements"]) == ([], [], {})


def test_today_costs_as_many_questions_for_many_zones_as_for_few(
    phone: Phone, django_assert_max_num_queries: object,
) -> None:
    planned(rule="FREQ=DAILY;BYHOUR=8,10,14")
    for n in range(12):
        MakeZone(who=SYSTEM, outlet_code="N001", kind="hall", zone_name=f"大堂 {n}").do()
    with django_assert_max_num_queries(32):
        body = phone.today()
    assert sum(len(zone["items"]) for zone in body["places"][0]["zones"]) == 15


def test_the_worker_and_the_manifest_need_no_login(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "sw.js").write_text("self.addEventListener('fetch', () => {});")
    (folder / "walk.js").write_text("1")
    (folder / "manifest.webmanifest").write_text("{}")
    monkeypatch.setattr("wangdian.entrypoints.web.walk.shell.BUILT", tmp_path)
    monkeypatch.setattr("wangdian.entrypoints.web.walk.shell.PAGE", folder / "walk.js")
    worker = Client().get("/walk/sw.js")
    assert (worker.headers["Service-Worker-Allowed"], worker.headers["Content-Type"]) == (
        "/walk/", "text/javascript; charset=utf-8",
    )
    assert b'"/static/walk/walk.js"' in worker.content.splitlines()[0]
    assert b"sw.js" not in worker.content.splitlines()[0]
    (folder / "walk.js").write_text("2")
    assert Client().get("/walk/sw.js").content != worker.content
    assert Client().get("/walk/manifest.webmanifest").headers["Content-Type"] == "application/manifest+json"


def test_the_page_asks_for_a_login_and_the_data_says_so_in_json() -> None:
    assert Client().get("/walk/").status_code == 302
    answer = Client().get("/walk/api/today")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "login")


def test_a_month_ahead_is_not_shown_yet(phone: Phone, scene: Scene) -> None:
    planned(rule="FREQ=MONTHLY;BYMONTHDAY=28;BYHOUR=9", days="any")
    assert phone.today()["walks"] == []
    with clock.standing_at(later(60 * 24 * 9) + timedelta(hours=1)):
        assert len(phone_of(scene.cast, Role.LOBBY_MANAGER).today()["walks"]) == 1
