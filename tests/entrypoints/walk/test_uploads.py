"""Photos on their way in: resumed at any byte, looked at, sealed, kept once, given to what waited for them."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from tests.apps.evidence.scene import Scene, camera_exif, jpeg, on_the_shelf, sha
from tests.entrypoints.walk.conftest import TUS, UPLOADS, Phone, phone_of
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.models import AnswerPhoto, FaultReport, Photo, PhotoExif, Upload, Walk
from wangdian.apps.evidence.seals import seal_holds
from wangdian.apps.evidence.shelf import photo_bytes, shelf, thumbnail_bytes
from wangdian.apps.journal.models import AuditEntry
from wangdian.domain.rights import Role
from wangdian.foundation import clock

PIECE = 1000


def test_a_photo_sent_in_pieces_is_kept_byte_for_byte(phone: Phone) -> None:
    data = jpeg(exif=camera_exif())
    begun = phone.begin(data)
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    location = begun.headers["Location"]
    for offset in range(0, len(data), PIECE):
        answer = phone.patch(location, offset, data[offset : offset + PIECE])
        assert answer.status_code == 204
    assert answer.headers["Upload-Offset"] == str(len(data))
    photo = Photo.objects.get(sha256=sha(data))
    assert photo_bytes(photo.sha256) == data
    assert thumbnail_bytes(photo.sha256).startswith(b"\xff\xd8\xff")
    assert (photo.size, photo.mime, photo.sender_id, photo.unit.code) == (len(data), "image/jpeg", phone.person, "N001")
    assert photo.exif.tags["make"] == "Invented Cameras"
    assert seal_holds(photo)


def test_a_seal_breaks_with_another_time_or_another_hash(phone: Phone) -> None:
    phone.upload(jpeg())
    photo = Photo.objects.get()
    photo.received_at = photo.received_at.replace(year=2025)
    assert not seal_holds(photo)
    photo.refresh_from_db()
    photo.sha256 = "0" * 64
    assert not seal_holds(photo)


@pytest.mark.parametrize("cut", [1, 2, 999, 4096, -1])
def test_an_upload_broken_at_any_byte_goes_on_there(phone: Phone, cut: int) -> None:
    data = jpeg()
    location = phone.begin(data).headers["Location"]
    cut = cut if cut > 0 else len(data) + cut
    phone.patch(location, 0, data[:cut])
    stands = phone.head(location)
    assert (stands.headers["Upload-Offset"], stands.headers["Upload-Length"]) == (str(cut), str(len(data)))
    again = phone.begin(data)
    assert (again.headers["Location"], again.headers["Upload-Offset"]) == (location, str(cut))
    assert phone.patch(location, cut, data[cut:]).status_code == 204
    assert photo_bytes(sha(data)) == data


def test_a_piece_for_another_place_is_refused_and_nothing_moves(phone: Phone) -> None:
    data = jpeg()
    location = phone.begin(data).headers["Location"]
    phone.patch(location, 0, data[:100])
    for offset in (0, 99, 101, len(data)):
        answer = phone.patch(location, offset, b"0123456789")
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "offset")
    assert phone.head(location).headers["Upload-Offset"] == "100"
    assert phone.patch(location, 100, data[100:]).status_code == 204


def test_a_server_that_died_before_the_photo_was_kept_asks_for_the_last_piece_again(
    phone: Phone, monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = jpeg()
    location = phone.begin(data).headers["Location"]
    phone.patch(location, 0, data[:500])

    class Dead(Exception):
        pass

    def die(*_given: object) -> None:
        raise Dead

    with monkeypatch.context() as broken:
        broken.setattr("wangdian.apps.evidence.keeping.announce", die)
        with pytest.raises(Dead):
            phone.patch(location, 500, data[500:])
    assert not Photo.objects.exists()
    assert phone.head(location).headers["Upload-Offset"] == "500"
    assert phone.patch(location, 500, data[500:]).status_code == 204
    assert Photo.objects.count() == AuditEntry.objects.filter(verb="evidence.keep_photo").count() == 1


def test_pieces_that_a_server_lost_are_asked_for_again(phone: Phone) -> None:
    data = jpeg()
    location = phone.begin(data).headers["Location"]
    phone.patch(location, 0, data[:500])
    shelf().half_sent.drop(location.rsplit("/", 1)[1])
    assert phone.patch(location, 500, data[500:]).status_code == 409
    assert phone.head(location).headers["Upload-Offset"] == "0"
    assert phone.patch(location, 0, data).status_code == 204


def test_bytes_that_are_not_those_of_the_hash_are_dropped(phone: Phone, shelf: Path) -> None:
    data, other = jpeg(1), jpeg(1)[:-200] + b"\x00" * 200
    location = phone.begin(data).headers["Location"]
    answer = phone.patch(location, 0, other)
    assert (answer.status_code, answer.json()["error"]["code"]) == (460, "hash_differs")
    assert (on_the_shelf(shelf), Photo.objects.count(), Upload.objects.count()) == ([], 0, 0)
    assert phone.head(location).status_code == 404
    assert phone.upload(data).status_code == 204


@pytest.mark.parametrize(("data", "status", "code"), [
    (b"just a note " * 50, 422, "not_a_photo"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "not_a_photo"),
    (jpeg()[:-300], 422, "not_a_photo"),
    (jpeg() + b"PK\x03\x04 and the rest of an archive", 422, "more_than_a_photo"),
], ids=["text", "svg", "truncated", "two things at once"])
def test_what_is_no_photo_is_refused_and_nothing_is_stored(
    phone: Phone, shelf: Path, data: bytes, status: int, code: str,
) -> None:
    answer = phone.upload(data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"]
    assert (on_the_shelf(shelf), Photo.objects.count(), Upload.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize(("size", "status"), [(8 * 1024 * 1024 + 1, 413), (0, 422)])
def test_a_size_that_no_photo_has_is_refused_at_once(phone: Phone, size: int, status: int) -> None:
    assert phone.begin(b"", name="a" * 64, size=size).status_code == status
    assert not Upload.objects.exists()


def test_more_bytes_than_were_told_are_refused(phone: Phone) -> None:
    data = jpeg()
    location = phone.begin(data, size=100).headers["Location"]
    assert phone.patch(location, 0, data).status_code == 413
    assert phone.head(location).headers["Upload-Offset"] == "0"


def test_a_photo_that_the_outlet_has_already_need_not_be_sent(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    colleague = phone_of(scene.cast, Role.OUTLET_MANAGER)
    begun = colleague.begin(data)
    assert begun.headers["Upload-Offset"] == str(len(data))
    assert colleague.head(begun.headers["Location"]).headers["Upload-Offset"] == str(len(data))
    assert Photo.objects.count() == 1


def test_knowing_the_hash_of_another_outlets_photo_brings_nothing(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    phone.upload(data)
    stranger = phone_of(scene.cast, Role.LOBBY_MANAGER, "far")
    assert stranger.begin(data, outlet="N101").headers["Upload-Offset"] == "0"
    assert Photo.objects.count() == 1
    assert stranger.upload(data, outlet="N101").status_code == 204
    assert sorted(Photo.objects.values_list("unit__code", flat=True)) == ["N001", "N101"]


def test_another_persons_upload_is_not_there(phone: Phone, scene: Scene) -> None:
    data = jpeg()
    location = phone.begin(data).headers["Location"]
    colleague = phone_of(scene.cast, Role.OUTLET_MANAGER)
    assert colleague.head(location).status_code == 404
    assert colleague.patch(location, 0, data).status_code == 404
    assert phone.head(location).headers["Upload-Offset"] == "0"
    assert not Photo.objects.exists()


@pytest.mark.parametrize(("role", "side", "status"), [
    (Role.AUDITOR, "near", 403), (Role.VENDOR, "near", 404), (Role.LOBBY_MANAGER, "far", 404),
    (Role.BRANCH_MANAGER, "far", 404),
])
def test_who_may_not_report_there_may_not_upload(scene: Scene, role: Role, side: str, status: int) -> None:
    assert phone_of(scene.cast, role, side).begin(jpeg()).status_code == status
    assert not Upload.objects.exists()


def test_without_a_login_or_a_token_nothing_comes_in(phone: Phone, scene: Scene) -> None:
    answer = Phone(Client(enforce_csrf_checks=True), 0).begin(jpeg())
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "login")
    phone.csrf = "wrong"
    answer = phone.begin(jpeg())
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    assert not Upload.objects.exists()


def test_tus_is_spoken_in_its_own_words(phone: Phone) -> None:
    options = phone.client.options(UPLOADS)
    assert (options.status_code, options.headers["Tus-Version"], options.headers["Tus-Extension"]) == (
        204, "1.0.0", "creation",
    )
    assert options.headers["Tus-Max-Size"] == str(8 * 1024 * 1024)
    data = jpeg()
    assert phone.client.post(UPLOADS, headers={"X-CSRFToken": phone.csrf, "Upload-Length": "1"}).status_code == 412
    location = phone.begin(data).headers["Location"]
    wrong = phone.client.patch(location, data, content_type="image/jpeg", headers={"X-CSRFToken": phone.csrf, **TUS})
    assert wrong.status_code == 415
    assert "no-store" in phone.head(location).headers["Cache-Control"]


@pytest.mark.parametrize("metadata", ["", "sha256", "sha256 !!!", "sha256 eA==", "outlet TjAwMQ=="])
def test_metadata_that_cannot_be_read_is_refused(phone: Phone, metadata: str) -> None:
    answer = phone.client.post(UPLOADS, headers={
        "X-CSRFToken": phone.csrf, "Upload-Length": "10", "Upload-Metadata": metadata, **TUS,
    })
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")


def test_a_photo_reaches_the_answer_the_fault_and_the_signature_that_wait_for_it(phone: Phone, scene: Scene) -> None:
    data, mark = jpeg(3), jpeg(4)
    who, walk, fault = scene.cast.near(Role.LOBBY_MANAGER), uuid4(), uuid4()
    answer = scene.said("fail", photos=[{"slot": 1, "sha256": sha(data), "size": len(data)}])
    assert set(scene.send(who, answer, walk=walk, signature=sha(mark)).awaited) == {sha(data), sha(mark)}
    report = ReportFault(
        who=who, fault_id=fault, reported_at=clock.now(), subject_id=scene.hall.pk, sha256=sha(data),
    )
    assert report.do().awaited == (sha(data),)
    phone.upload(data)
    phone.upload(mark)
    photo = Photo.objects.get(sha256=sha(data))
    assert AnswerPhoto.objects.get().photo_id == FaultReport.objects.get().photo_id == photo.pk
    assert Walk.objects.get(pk=walk).signature.sha256 == sha(mark)
    assert scene.send(who, answer, walk=walk, signature=sha(mark)).awaited == ()
    assert report.do().awaited == ()


def test_a_photo_that_came_first_is_linked_when_the_answer_names_it(phone: Phone, scene: Scene) -> None:
    data = jpeg(5)
    phone.upload(data)
    answer = scene.said("fail", photos=[{"slot": 2, "sha256": sha(data), "size": len(data)}])
    assert scene.send(scene.cast.near(Role.LOBBY_MANAGER), answer).awaited == ()
    assert AnswerPhoto.objects.get().photo.sha256 == sha(data)


def test_a_photo_without_its_own_time_takes_the_phones_word(phone: Phone) -> None:
    data = jpeg()
    location = phone.begin(data, taken_at="2026-11-18T08:20:00+08:00").headers["Location"]
    phone.patch(location, 0, data)
    assert PhotoExif.objects.get().taken_at == datetime(2026, 11, 18, 8, 20, tzinfo=clock.BANK_ZONE)
