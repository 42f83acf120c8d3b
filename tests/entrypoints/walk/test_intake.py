"""Walks and faults as a phone sends them: what comes back, and that bad input loses nothing but itself."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.apps.evidence.scene import Scene, jpeg, later, sha
from tests.entrypoints.walk.conftest import Phone, phone_of
from tests.settle import settle
from wangdian.apps.evidence.models import Answer, FaultReport, Walk
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.domain.rights import Role


def answered(scene: Scene, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": str(uuid4()), "requirement": "IN-01", "edition": 1, "subject": scene.hall.pk, "says": "ok", "values": {},
        "reason": "", "note": "", "compared_with": None, "answered_at": later(-3).isoformat(), "photos": [],
    }
    return plain | changed


def body(phone: Phone, *answers: Any, **changed: Any) -> dict[str, Any]:
    plain = {
        "person": phone.person, "outlet": "N001", "kind": "self", "started_at": later(-5).isoformat(),
        "finished_at": None, "note": "", "signature": None, "answers": list(answers),
    }
    return plain | changed


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Walk, Answer, FaultReport, AuditEntry, OutboxRow))


def test_a_walk_is_sent_photo_and_all(phone: Phone, scene: Scene) -> None:
    data, address = jpeg(), f"/walk/api/walks/{uuid4()}"
    failed = answered(
        scene, says="fail", reason="dirty", photos=[{"slot": 1, "sha256": sha(data), "size": len(data)}],
    )
    sent = phone.post(address, body(phone, failed)).json()
    assert (sent["state"], sent["kept"], sent["refused"], sent["awaited"]) == (
        "started", [failed["id"]], [], [sha(data)],
    )
    assert phone.upload(data).status_code == 204
    done = phone.post(address, body(phone, failed, finished_at=later(-1).isoformat())).json()
    assert (done["state"], done["kept"], done["awaited"]) == ("finished", [failed["id"]], [])
    settle()
    again = rows()
    assert phone.post(address, body(phone, failed, finished_at=later(-1).isoformat())).json()["kept"] == [failed["id"]]
    assert rows() == again


@pytest.mark.parametrize("broken", [
    7, None, [], "x", {}, {"id": "no id"}, {"says": "maybe"}, {"subject": "hall"}, {"subject": 2**70},
    {"answered_at": "2026-11-18T08:00:00"}, {"photos": [{"slot": 1, "sha256": "../../etc/passwd", "size": 3}]},
    {"photos": [{"slot": 1, "sha256": "a" * 64, "size": 3}] * 2}, {"note": "x" * 501}, {"note": "\x00"},
    {"values": {"a": 3}},
])
def test_an_answer_that_cannot_be_read_loses_only_itself(phone: Phone, scene: Scene, broken: Any) -> None:
    good = answered(scene)
    bad = answered(scene, **broken) if isinstance(broken, dict) and broken else broken
    sent = phone.post(f"/walk/api/walks/{uuid4()}", body(phone, bad, good)).json()
    assert sent["kept"] == [good["id"]]
    assert [one["code"] for one in sent["refused"]] == ["bad_answer"]
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("changed", [
    {"started_at": "yesterday"}, {"kind": "dance"}, {"answers": "none"}, {"outlet": "x" * 30}, {"signature": 5},
    {"answers": [{}] * 1001}, {"person": "me"},
])
def test_a_walk_that_cannot_be_read_changes_nothing(phone: Phone, changed: dict[str, Any]) -> None:
    before = rows()
    answer = phone.post(f"/walk/api/walks/{uuid4()}", body(phone, **changed))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert rows() == before


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\xff"])
def test_what_is_no_walk_at_all_is_a_clear_error(phone: Phone, text: str) -> None:
    answer = phone.client.post(
        f"/walk/api/walks/{uuid4()}", text, content_type="application/json", headers={"X-CSRFToken": phone.csrf},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")


def test_what_one_person_gathered_is_not_sent_by_another(phone: Phone, scene: Scene) -> None:
    colleague = phone_of(scene.cast, Role.OUTLET_MANAGER)
    before = rows()
    answer = colleague.post(f"/walk/api/walks/{uuid4()}", body(phone, answered(scene)))
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "other_person")
    assert rows() == before


@pytest.mark.parametrize(("role", "side", "kind", "status", "code"), [
    (Role.LOBBY_MANAGER, "near", "spot", 403, "not_allowed"),
    (Role.ENGINEER, "near", "self", 403, "not_allowed"),
    (Role.AUDITOR, "near", "self", 403, "not_allowed"),
    (Role.LOBBY_MANAGER, "far", "self", 404, "not_found"),
    (Role.VENDOR, "near", "self", 404, "not_found"),
])
def test_who_may_not_walk_there_changes_nothing(
    scene: Scene, role: Role, side: str, kind: str, status: int, code: str,
) -> None:
    other = phone_of(scene.cast, role, side)
    before = rows()
    answer = other.post(f"/walk/api/walks/{uuid4()}", body(other, answered(scene), kind=kind))
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert rows() == before


def test_without_a_login_or_a_token_it_is_said_so_and_nothing_happens(phone: Phone, scene: Scene) -> None:
    before, address = rows(), f"/walk/api/walks/{uuid4()}"
    stranger = Phone(Client(enforce_csrf_checks=True), phone.person)
    assert stranger.post(address, body(phone, answered(scene))).json()["error"]["code"] == "login"
    phone.csrf = ""
    answer = phone.post(address, body(phone, answered(scene)))
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    assert rows() == before


def test_errors_speak_the_persons_language(phone: Phone, scene: Scene) -> None:
    person = scene.cast.person(Role.LOBBY_MANAGER)
    person.language = "en"
    person.save()
    answer = phone.post(f"/walk/api/walks/{uuid4()}", body(phone, kind="spot", answers=[]))
    assert answer.json()["error"]["message"] == "Your role may not do this here."


def fault(phone: Phone, **changed: Any) -> dict[str, Any]:
    plain = {"person": phone.person, "subject": None, "tag": None, "note": "", "reported_at": later(-1).isoformat()}
    return plain | {"photo": None} | changed


def test_a_fault_is_reported_once_however_often_it_is_sent(phone: Phone, scene: Scene) -> None:
    address, data = f"/walk/api/faults/{uuid4()}", jpeg()
    told = fault(phone, subject=scene.ramp.pk, photo={"slot": 1, "sha256": sha(data), "size": len(data)})
    first = phone.post(address, told)
    assert (first.status_code, first.json()["outlet"], first.json()["awaited"]) == (200, "N001", [sha(data)])
    before = rows()
    assert phone.post(address, told).json() == first.json()
    assert rows() == before
    phone.upload(data)
    assert phone.post(address, told).json()["awaited"] == []
    assert FaultReport.objects.get().photo.sha256 == sha(data)


def test_a_fault_finds_its_place_by_the_tag(phone: Phone, scene: Scene) -> None:
    phone.post(f"/walk/api/faults/{uuid4()}", fault(phone, tag=scene.ramp.tag.lower()))
    assert FaultReport.objects.get().subject_id == scene.ramp.pk


def test_a_fault_needs_a_place_that_one_may_see(phone: Phone, scene: Scene) -> None:
    before = rows()
    for given, status in (
        ({}, 400), ({"subject": scene.hall.pk, "tag": "X"}, 400), ({"subject": scene.far_hall.pk}, 404),
        ({"tag": scene.far_hall.tag}, 404), ({"subject": 10**9}, 404), ({"subject": 10**30}, 400),
    ):
        assert phone.post(f"/walk/api/faults/{uuid4()}", fault(phone, **given)).status_code == status
    assert rows() == before


def test_another_persons_fault_is_not_touched(phone: Phone, scene: Scene) -> None:
    address = f"/walk/api/faults/{uuid4()}"
    phone.post(address, fault(phone, subject=scene.hall.pk))
    colleague = phone_of(scene.cast, Role.OUTLET_MANAGER)
    before = rows()
    answer = colleague.post(address, fault(colleague, subject=scene.hall.pk, note="mine"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "id_taken")
    assert rows() == before
    assert FaultReport.objects.get().note == ""


def test_an_auditor_reports_nothing(scene: Scene) -> None:
    auditor = phone_of(scene.cast, Role.AUDITOR)
    before = rows()
    answer = auditor.post(f"/walk/api/faults/{uuid4()}", fault(auditor, subject=scene.hall.pk))
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")
    assert rows() == before
