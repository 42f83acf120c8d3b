"""The screens of draws, agreement and calibration: what they show, what they do, and to whom."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.apps.evidence.scene import Scene, jpeg, set_scene, set_shelf, sha
from tests.cast import Cast
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import CalibrationAnswer, CalibrationItem, CalibrationSet, Walk
from wangdian.apps.journal.actions.answer_once import answer_of
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.reports.actions import draw_checks
from wangdian.apps.reports.actions.call_off_draw import CallOffDraw
from wangdian.apps.reports.models import Draw, DrawnOutlet
from wangdian.domain.rights import RIGHTS, SYSTEM, Right, Role
from wangdian.foundation import clock

DRAW = {
    "nonce": "0b8f8f0e-8d0e-4a43-9e57-3f6f4b7a9d11",
    "unit": "HQ", "kind": "spot", "size": "2", "share": "50", "starts_on": "2026-11-18", "days": "14",
    "window_days": "90", "seed": "", "weight_score": "40", "weight_age": "25", "weight_repeats": "15",
    "weight_faults": "10", "weight_complaints": "5", "weight_season": "10",
}

ADDRESSES = ("/", "/walks/?state=planned", "/walks/", "/outlets/N001/", "/inbox/", "/walk/api/today", "/plans/")


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    set_shelf(tmp_path / "shelf")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return set_scene(cast, folder, settings)


def page(client: Client, cast: Cast, role: Role, address: str) -> tuple[int, str]:
    client.force_login(cast.person(role))
    answer = client.get(address, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_draw_is_looked_at_made_read_and_verified(cast: Cast, client: Client) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    assert "柳巷网点" in client.post("/checks/draws/look/", DRAW).content.decode()
    assert not Draw.objects.exists()
    made = client.post("/checks/draws/new/", DRAW)
    draw = Draw.objects.get()
    assert made["Location"] == f"/checks/draws/{draw.pk}/"
    words = client.get(made["Location"]).content.decode()
    for outlet in DrawnOutlet.objects.select_related("outlet"):
        assert outlet.outlet.name_zh in words
    assert draw.seed in words
    assert "重抽结果相同" in client.post(f"/checks/draws/{draw.pk}/again/", follow=True).content.decode()
    client.post(f"/checks/draws/{draw.pk}/call-off/")
    draw.refresh_from_db()
    assert draw.called_off_at is not None
    assert not Walk.objects.exists()


def test_what_was_typed_wrong_is_said_and_nothing_is_drawn(cast: Cast, client: Client) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    assert client.post("/checks/draws/new/", DRAW | {"size": "0"}).status_code == 200
    assert "problem" in client.post("/checks/draws/new/", DRAW | {"starts_on": "2026-11-01"}).content.decode()
    assert not Draw.objects.exists()


def test_the_same_form_sent_twice_draws_once(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    one = client.post("/checks/draws/new/", DRAW | {"size": "1"})
    assert client.post("/checks/draws/new/", DRAW | {"size": "1"})["Location"] == one["Location"]
    asked = iter([None])
    monkeypatch.setattr(draw_checks, "answer_of", lambda who, key: next(asked, answer_of(who, key)))
    assert client.post("/checks/draws/new/", DRAW | {"size": "1"})["Location"] == one["Location"], "both at once"
    assert (Draw.objects.count(), Walk.objects.count()) == (1, 1)
    put_right = client.post("/checks/draws/new/", DRAW | {"size": "2"})
    assert put_right["Location"] != one["Location"]
    page_of_form = client.get("/checks/draws/new/").content.decode()
    assert 'name="nonce"' in page_of_form
    assert DRAW["nonce"] not in page_of_form


def test_a_draw_that_was_refused_may_be_sent_again(cast: Cast, client: Client) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    client.post("/checks/draws/new/", DRAW | {"size": "3"})
    assert client.post("/checks/draws/new/", DRAW).status_code == 409
    CallOffDraw(who=cast.near(Role.HEAD_OFFICE), draw_id=Draw.objects.get().pk).do()
    assert client.post("/checks/draws/new/", DRAW).status_code == 302
    assert Draw.objects.count() == 2


def test_the_last_day_of_a_draw_is_the_last_that_counts(cast: Cast, client: Client) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    words = client.post("/checks/draws/new/", DRAW, follow=True).content.decode()
    assert "2026-11-18 – 2026-12-01" in words
    assert "2026-12-02" not in words


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", ["/checks/draws/new/", "/checks/calibration/new/"])
def test_who_may_not_lead_checks_gets_no_form_to_fill_in(
    cast: Cast, client: Client, role: Role, address: str,
) -> None:
    may = Right.LEAD_CHECKS in RIGHTS[role]
    client.force_login(cast.person(role))
    assert client.get(address).status_code == (200 if may else 403)
    assert may or client.post(address, DRAW).status_code == 403
    assert may or client.post("/checks/draws/look/", DRAW).status_code == 403
    assert not Draw.objects.exists()


def test_a_look_shows_ten_and_folds_the_others(cast: Cast, client: Client) -> None:
    for n in range(11):
        MakeOutlet(
            who=SYSTEM, parent_code="B2", code=f"W{n:03}", name_zh=f"网点{n}", name_en="", kind="light",
            opened_on=NOON.date(),
        ).do()
    client.force_login(cast.person(Role.HEAD_OFFICE))
    look = client.post("/checks/draws/look/", DRAW)
    first, others = look.content.decode().split("<details>")
    assert (first.count("<tr>") - 1, others.count("<tr>") - 1) == (10, 4)
    assert "其余 4 个网点" in others


def test_a_draw_is_no_page_for_the_outlet_and_its_branch(cast: Cast, client: Client) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    client.post("/checks/draws/new/", DRAW)
    draw = Draw.objects.get()
    for role in (Role.OUTLET_MANAGER, Role.LOBBY_MANAGER, Role.BRANCH_MANAGER, Role.INSPECTOR, Role.AUDITOR):
        assert page(client, cast, role, f"/checks/draws/{draw.pk}/")[0] == 404, role
        assert f"/checks/draws/{draw.pk}/" not in page(client, cast, role, "/checks/draws/")[1], role
        client.force_login(cast.person(role))
        assert client.post(f"/checks/draws/{draw.pk}/call-off/").status_code == 404, role
    draw.refresh_from_db()
    assert draw.called_off_at is None


@pytest.mark.parametrize("role", [Role.OUTLET_MANAGER, Role.LOBBY_MANAGER, Role.BRANCH_MANAGER])
def test_no_page_tells_the_outlet_of_a_drawn_walk(cast: Cast, client: Client, role: Role) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    client.post("/checks/draws/new/", DRAW | {"size": "3"})
    walks = [str(pk) for pk in Walk.objects.values_list("pk", flat=True)]
    assert len(walks) == 3
    for address in ADDRESSES:
        code, words = page(client, cast, role, address)
        assert not any(walk in words for walk in walks), address
        assert code == 200, address
    for walk in walks:
        assert page(client, cast, role, f"/walks/{walk}/")[0] == 404


def test_an_inspector_lands_on_their_own_comparisons_and_a_leader_on_draws(scene: Scene, client: Client) -> None:
    cast = scene.cast
    scene.send(cast.near(Role.LOBBY_MANAGER), scene.said("ok"))
    settle()
    with clock.standing_at(NOON + timedelta(days=1)):
        scene.send(cast.near(Role.INSPECTOR), scene.said("fail"), kind="spot")
        settle()
        own = page(client, cast, Role.INSPECTOR, "/checks/")[1]
        assert "我的检查" in own
        assert "Test near-lobby_manager" not in own
        assert "抽取的检查" in page(client, cast, Role.BRANCH_MANAGER, "/checks/")[1]
        led = page(client, cast, Role.BRANCH_MANAGER, "/checks/agreement/?unit=B1")[1]
        assert "Test near-lobby_manager" in led
        assert "次数太少" in led
        assert "东门网点" in page(client, cast, Role.BRANCH_MANAGER, "/checks/agreement/?by=outlet")[1]
        behind = page(client, cast, Role.INSPECTOR, "/checks/agreement/pairs/")[1]
        assert "不一致" in behind
        assert "Test near-lobby_manager" not in behind
        assert page(client, cast, Role.INSPECTOR, "/checks/agreement/pairs/?person=x")[0] == 422


def test_a_set_is_made_opened_judged_and_told(scene: Scene, client: Client) -> None:
    cast, lobby = scene.cast, scene.cast.near(Role.LOBBY_MANAGER)
    for shade in (60, 160):
        data = jpeg(shade)
        keep_photo(lobby, cast.outlet.unit, data)
        scene.send(lobby, scene.said("ok", photos=[{"slot": 1, "sha256": sha(data), "size": len(data)}]))
    client.force_login(cast.person(Role.HEAD_OFFICE))
    client.post("/checks/calibration/new/", {"title": "门头", "unit": "HQ"})
    made = CalibrationSet.objects.get()
    choosing = f"/checks/calibration/{made.pk}/photos/"
    shown = client.get(choosing)
    assert "东门网点" in shown.content.decode()
    for photo, _verdict in shown.context["photos"]:
        client.post(choosing, {"answer": str(photo.answer), "slot": "1", "reference": "fails", "why": "脏"})
    assert CalibrationItem.objects.count() == 2
    card = f"/checks/calibration/{made.pk}/"
    assert "problem" in client.post(card, {}).content.decode()
    client.post(card, {"no_customers": "on"})
    judging = f"{card}judge/"
    client.force_login(cast.person(Role.INSPECTOR))
    for _ in range(2):
        words = client.get(judging)
        assert "东门网点" not in words.content.decode()
        item = words.context["photo"].item
        picture = client.get(f"/checks/calibration/items/{item}/photo/")
        assert picture["Content-Type"] == "image/jpeg"
        client.post(judging, {"item": str(item), "says": "holds"})
    assert CalibrationAnswer.objects.count() == 2
    told = client.get(judging).content.decode()
    assert "0 / 2" in told
    client.force_login(cast.person(Role.HEAD_OFFICE))
    assert "Test near-inspector" in client.get(card).content.decode()
    client.post(f"{card}close/")
    made.refresh_from_db()
    assert made.state == "closed"


def test_pages_of_a_set_are_hidden_from_those_whom_it_does_not_concern(scene: Scene, client: Client) -> None:
    client.force_login(scene.cast.person(Role.HEAD_OFFICE))
    client.post("/checks/calibration/new/", {"title": "门头", "unit": "B1"})
    made = CalibrationSet.objects.get()
    for role in (Role.INSPECTOR, Role.LOBBY_MANAGER, Role.AUDITOR):
        assert page(client, scene.cast, role, f"/checks/calibration/{made.pk}/")[0] == 404, role
        assert page(client, scene.cast, role, f"/checks/calibration/{made.pk}/judge/")[0] == 404, role
        client.force_login(scene.cast.person(role))
        assert client.post(f"/checks/calibration/{made.pk}/", {"no_customers": "on"}).status_code == 404
    made.refresh_from_db()
    assert made.state == "draft"
