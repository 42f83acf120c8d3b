"""The screens of day sheets: printing, bringing home, and entering what was written."""

import re
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.evidence.paper import jpeg, page
from tests.apps.evidence.scene import Scene
from tests.entrypoints.things.screens import client_of
from wangdian.apps.evidence.models import Answer, PaperSheet, Walk
from wangdian.apps.evidence.sheets import ADDRESS
from wangdian.domain.rights import Role
from wangdian.entrypoints.web.qr import drawing_of

NOON = "2026-11-18T11:30"


@pytest.fixture
def walk(scene: Scene) -> UUID:
    number = uuid4()
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), walk=number)
    return number


@pytest.fixture
def client(scene: Scene) -> Client:
    return client_of(scene.cast, Role.LOBBY_MANAGER)


def bring(client: Client, data: bytes) -> object:
    return client.post("/paper/", {"picture": SimpleUploadedFile("a.jpg", data, "image/jpeg")})


def typed(client: Client, walk: UUID, **more: str) -> dict[str, str]:
    nonce = re.search(r'name="nonce" value="([^"]+)"', client.get(f"/paper/{walk}/").content.decode())
    assert nonce is not None
    return {"nonce": nonce[1], "walked_at": NOON, **more}


def test_the_sheet_holds_every_question_and_the_code_of_its_walk(
    client: Client, scene: Scene, walk: UUID, settings: object,
) -> None:
    settings.PUBLIC_URL = "https://bank.example"
    printed = client.get(f"/paper/print/?walk={walk}").content.decode()
    assert printed.count('<td class="n">') == 3
    address = f"https://bank.example/paper/{walk}/"
    assert ADDRESS.fullmatch(address)
    assert drawing_of(address).path in printed
    assert str(walk) in client.get("/paper/").content.decode()
    assert drawing_of(address).path in client.get("/paper/print/").content.decode()


def test_a_sheet_of_another_outlet_is_not_printed(scene: Scene, walk: UUID) -> None:
    far = client_of(scene.cast, Role.LOBBY_MANAGER, near=False)
    assert far.get(f"/paper/print/?walk={walk}").status_code == 404
    assert far.get(f"/paper/{walk}/").status_code == 404
    assert client_of(scene.cast, Role.ENGINEER).get("/paper/").status_code == 403


def test_a_photographed_sheet_opens_the_desk_of_its_walk(client: Client, walk: UUID) -> None:
    answer = bring(client, jpeg(page(f"http://old.name/paper/{walk}/")))
    assert (answer.status_code, answer["Location"]) == (302, f"/paper/{walk}/")
    sha = PaperSheet.objects.get().photo.sha256
    assert f"/photos/{sha}" in client.get(f"/paper/{walk}/").content.decode()


def test_what_is_no_sheet_of_ones_own_is_said_and_not_stored(client: Client, scene: Scene, walk: UUID) -> None:
    for data, said in (
        (jpeg(page()), "No QR code can be read"),
        (jpeg(page("https://somewhere.example/")), "not that of a day sheet"),
        (jpeg(page(f"https://bank.example/paper/{uuid4()}/")), "not one of yours"),
        (b"no picture", "not a whole JPEG"),
    ):
        answer = bring(client, data)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not PaperSheet.objects.exists()


def test_what_was_written_is_entered_and_ends_the_walk(client: Client, scene: Scene, walk: UUID) -> None:
    form = typed(client, walk, over="on", **{
        f"IN-01:{scene.hall.pk}.says": "fail", f"IN-01:{scene.hall.pk}.reason": "dirty",
        f"IN-01:{scene.hall.pk}.note": "门口",
        f"RMP-01:{scene.ramp.pk}.value.rise": "100", f"RMP-01:{scene.ramp.pk}.value.run": "1300",
    })
    assert client.post(f"/paper/{walk}/", form)["Location"] == f"/walks/{walk}/"
    kept = {answer.requirement.key: answer for answer in Answer.objects.filter(walk=walk)}
    assert (kept["IN-01"].says, kept["IN-01"].reason, kept["IN-01"].note) == ("fail", "dirty", "门口")
    assert (kept["RMP-01"].says, kept["RMP-01"].values) == ("val", {"rise": "100", "run": "1300"})
    assert kept["RMP-01"].verdict == "holds"
    assert "BRD-01" not in kept
    done = Walk.objects.get(pk=walk)
    assert (done.state, done.answered, done.failed) == ("finished", 2, 1)
    client.post(f"/paper/{walk}/", form)
    assert Answer.objects.filter(walk=walk).count() == 2


def test_a_figure_that_cannot_be_is_marked_and_the_rest_is_stored(client: Client, scene: Scene, walk: UUID) -> None:
    form = typed(client, walk, **{
        f"IN-01:{scene.hall.pk}.says": "ok", f"RMP-01:{scene.ramp.pk}.value.rise": "about 100",
        f"RMP-01:{scene.ramp.pk}.value.run": "1300",
    })
    answer = client.post(f"/paper/{walk}/", form)
    assert answer.status_code == 422
    assert "about 100" in answer.content.decode()
    assert [one.requirement.key for one in Answer.objects.filter(walk=walk)] == ["IN-01"]
    assert Walk.objects.get(pk=walk).state == "started"
    form[f"RMP-01:{scene.ramp.pk}.value.rise"] = "100"
    assert client.post(f"/paper/{walk}/", form).status_code == 302
    assert Answer.objects.filter(walk=walk).count() == 2


def test_an_empty_form_stores_nothing(client: Client, walk: UUID) -> None:
    answer = client.post(f"/paper/{walk}/", typed(client, walk))
    assert answer.status_code == 422
    assert "Nothing was entered yet." in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_moment_that_cannot_be_is_refused(scene: Scene, client: Client, walk: UUID) -> None:
    form = typed(client, walk, **{f"IN-01:{scene.hall.pk}.says": "ok"})
    for wrong in ("0001-01-01T00:00", "9999-12-31T23:59"):
        answer = client.post(f"/paper/{walk}/", form | {"walked_at": wrong})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["walked_at"])
    assert not Answer.objects.exists()


def test_nobody_else_enters_answers(scene: Scene, client: Client, walk: UUID) -> None:
    form = typed(client, walk, **{f"IN-01:{scene.hall.pk}.says": "ok"})
    assert client_of(scene.cast, Role.LOBBY_MANAGER, near=False).post(f"/paper/{walk}/", form).status_code == 404
    assert not Answer.objects.exists()
