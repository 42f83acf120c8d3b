"""ODK Collect's side played by its own rules, against a real server on a socket."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PIL import Image

from tests.entrypoints.openrosa.collect import Blank, Collect, FilledIn, message
from tests.journeys.served import Served

TOKEN = """
import django; django.setup()
from datetime import timedelta
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.make_token import MakeToken
from wangdian.apps.people.models import Person
from wangdian.foundation import clock
who = actor_for(Person.objects.get(login="near-lobby_manager").pk)
print(MakeToken(who=who, title="Collect", until=clock.today() + timedelta(days=3), read_only=False).do())
"""
REFERRING = """
import django; django.setup()
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.models import AnswerPhoto
from wangdian.domain.rights import SYSTEM
shown = AnswerPhoto.objects.exclude(photo=None).select_related("answer", "photo").first()
print(SetReferencePhoto(who=SYSTEM, subject_id=shown.answer.subject_id, sha256=shown.photo.sha256).do())
"""
TABLES = ("answer", "answerphoto", "photo", "namedmedia", "walk")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("bank"))
    served.found()
    served.start()
    yield served
    served.kill()


@pytest.fixture(scope="module")
def collect(served: Served) -> Collect:
    return Collect(f"{served.address}/openrosa", "near-lobby_manager", printed(served, TOKEN))


def printed(served: Served, program: str) -> str:
    """What a program prints that runs beside the server."""
    done = subprocess.run([sys.executable, "-c", program], env=served.env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def photo(edge: int = 200) -> bytes:
    """Noise, so that it is as large as it looks: 2,200 pixels are some six million bytes."""
    out = io.BytesIO()
    Image.frombytes("RGB", (edge, edge), os.urandom(edge * edge * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()


def walked(blank: Blank, photos: dict[str, bytes], instance: str = "") -> FilledIn:
    """Everything is in order, but the first questions with a reason are not, one for each photo."""
    now = datetime.now().astimezone()
    fields = blank.fields()
    says = [asked for asked, part in fields if part == "says"]
    measured = {asked for asked, part in fields if part.startswith("v_")}
    pictured = [asked for asked, part in fields if part == "photo1" and asked not in measured]
    told = {f"{asked}_says": "ok" for asked in says if asked not in measured}
    told["walk_note"] = "走完了"
    for asked, name in zip(pictured, photos, strict=False):
        told |= {f"{asked}_says": "fail", f"{asked}_note": "看照片", f"{asked}_photo1": name}
    began, ended = (now - timedelta(minutes=9)).isoformat(), now.isoformat()
    return FilledIn((filled := blank.filled(told, began, ended, instance)).instance, filled.xml, dict(photos))


def counts(served: Served) -> dict[str, int]:
    return {table: served.count(f"select count(*) from evidence_{table}") for table in TABLES} | {
        "audit": served.count("select count(*) from journal_auditentry"),
    }


def test_a_walk_that_is_due_is_fetched_filled_in_and_sent_in_parts_cut_resumed_and_repeated(
    served: Served, collect: Collect,
) -> None:
    walk = served.told["walks"]["开门检查"]
    blank = collect.fetch(f"walk-{walk}")
    assert "开门检查" in blank.name
    filled = walked(blank, {"1700000000001.jpg": photo(2200), "1700000000002.jpg": photo(2200)})
    address, most = collect.where()
    (first, more), (second, no_more) = collect.posts(filled, most)
    assert (more, no_more) == (True, False)
    key = walk.replace("-", "")

    answer = collect.ask("POST", address, **collect.parts(filled, first, True))
    assert answer.status_code == 201, answer.text
    collect.cut(filled, second)
    assert served.rows("select state from evidence_walk where id = ?", key) == [("started",)]
    missing = "select file_name from evidence_namedmedia where walk_id = ? and photo_id is null"
    assert served.rows(missing, key) == [("1700000000002.jpg",)]

    assert [one.status_code for one in collect.send(filled)] == [201, 201]
    assert served.rows("select state, note from evidence_walk where id = ?", key) == [("finished", "走完了")]
    assert served.rows(missing, key) == []
    asked = {one for one, part in blank.fields() if part == "says"}
    assert 0 < served.count("select count(*) from evidence_answer where walk_id = ?", key) <= len(asked)
    assert served.count(
        "select count(*) from evidence_answerphoto p join evidence_answer a on a.id = p.answer_id "
        "where a.walk_id = ? and a.says = 'fail' and p.photo_id is not null", key,
    ) == 2

    before = counts(served)
    assert [one.status_code for one in collect.send(filled)] == [201, 201]
    assert counts(served) == before


def test_a_walk_without_a_plan_gets_one_id_from_the_form_s_own_number(served: Served, collect: Collect) -> None:
    blank = collect.fetch("new-self-N001")
    filled = walked(blank, {"1700000000011.jpg": photo()})
    before = counts(served)
    for _again in range(2):
        (answer,) = collect.send(filled)
        assert answer.status_code == 201, answer.text
        after = counts(served)
        assert after["walk"] == before["walk"] + 1
        assert after["photo"] == before["photo"] + 1
    other = walked(blank, {})
    assert collect.send(other)[-1].status_code == 201
    assert counts(served)["walk"] == before["walk"] + 2


def test_a_photo_that_never_comes_leaves_its_answer_waiting_and_says_so(served: Served, collect: Collect) -> None:
    blank = collect.fetch("new-self-N001")
    filled = walked(blank, {"1700000000021.jpg": photo()})
    lost = FilledIn(filled.instance, filled.xml, {})
    (answer,) = collect.send(lost)
    assert answer.status_code == 201
    assert "1700000000021.jpg" in message(answer)
    (answer,) = collect.send(filled)
    assert answer.status_code == 201
    assert "1700000000021.jpg" not in message(answer)


def test_how_it_should_look_comes_along_with_the_form(served: Served, collect: Collect) -> None:
    before = collect.fetch("new-self-N001")
    (answer,) = collect.send(walked(before, {"1700000000031.jpg": photo()}))
    assert answer.status_code == 201
    name = f"{printed(served, REFERRING)}.jpg"
    blank = collect.fetch("new-self-N001")
    assert (before.media, set(blank.media), blank.version != before.version) == ({}, {name}, True)
    assert Image.open(io.BytesIO(blank.media[name])).format == "JPEG"
    assert f"jr://images/{name}" in blank.xml.decode()


def test_below_an_outlet_s_address_stand_its_forms_alone(served: Served, collect: Collect) -> None:
    there = Collect(f"{collect.server}/at/N001", collect.login, collect.token)
    forms = there.blanks()
    assert f"walk-{served.told['walks']['消防自查']}" in forms
    assert {name for name in forms if name.startswith("new-")} == {"new-opening-N001", "new-self-N001"}
    assert there.where()[0].endswith("/openrosa/at/N001/submission")
