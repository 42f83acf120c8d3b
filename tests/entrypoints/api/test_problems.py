"""Every refusal of the API has one shape and the right status, and odd input never becomes an error of ours."""

import base64
import json
import re
from typing import get_args

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from pydantic_core.core_schema import ErrorType

from tests.apps.work.conftest import scene
from tests.apps.work.scene import Scene
from tests.cast import Cast
from tests.entrypoints.api.calling import Caller
from wangdian.apps.evidence.refusals import BadPhoto, OtherWalk
from wangdian.apps.people.models import Person, Unit
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.rights import Role
from wangdian.domain.steps import IllegalStep
from wangdian.entrypoints.api.api import api
from wangdian.entrypoints.api.unfit import EXACTLY, FAMILIES
from wangdian.entrypoints.web.middleware import ShowRefusals
from wangdian.foundation.errors import Refused

__all__ = ["scene"]


@pytest.fixture
def boss(cast: Cast) -> Caller:
    return Caller(cast.near(Role.ADMINISTRATOR))


def unit(**changed: object) -> dict[str, object]:
    return {"parent_code": "B1", "kind": "sub_branch", "code": "S1", "name_zh": "南门分理处"} | changed


def shape(answer: object, status: int, kind: str) -> list[str]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "why", "problems"}
    assert body["type"] == kind
    assert body["why"]
    return [problem["field"] for problem in body["problems"]]


def test_what_is_absent_and_what_is_hidden_look_alike(cast: Cast) -> None:
    caller = Caller(cast.near(Role.OUTLET_MANAGER))
    hidden, absent = caller.get("/units/B2"), caller.get("/units/B999")
    shape(hidden, 404, "not_found")
    assert hidden.content == absent.content


def test_wrong_input_names_every_field_at_once(boss: Caller) -> None:
    assert shape(boss.post("/units", unit(kind="palace", code="?")), 422, "invalid") == ["code", "kind"]
    assert shape(boss.post("/units", {"kind": 7}), 422, "invalid") == ["parent_code", "kind", "code", "name_zh"]
    assert shape(boss.get("/people", limit="many"), 422, "invalid") == ["limit"]


def test_a_clash_is_told(cast: Cast, boss: Caller) -> None:
    person = cast.person(Role.ENGINEER)
    assert boss.post(f"/people/{person.pk}/close").status_code == 200
    shape(boss.post(f"/people/{person.pk}/close"), 409, "clash")


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"\xff\xfe", b'{"code": NaN}', b'{"code": "a\\u0000b"}', b'{"code": "\\ud800"}',
        b'{"code": 99999999999999999999999}', b"[" * 100_000, b'{"a":' * 40 + b"1" + b"}" * 40,
    ],
)
def test_a_body_that_cannot_be_kept_is_unreadable(boss: Caller, body: bytes) -> None:
    shape(boss.post("/units", body), 400, "unreadable")
    assert not Unit.objects.filter(code="S1").exists()


@pytest.mark.parametrize("path", ["/people/99999999999999999999", "/people/-99999999999999999999", "/units/a%00b"])
def test_an_endless_number_or_nul_in_the_address_is_not_found(boss: Caller, path: str) -> None:
    shape(boss.get(path), 404, "not_found")


@pytest.mark.parametrize(
    "query", [{"search": "a\x00"}, {"after": "9" * 30}, {"limit": "9" * 30}, {"actor": "-" + "9" * 19}],
)
def test_odd_text_in_the_query_is_unreadable(boss: Caller, query: dict[str, str]) -> None:
    shape(boss.get("/people", **query), 400, "unreadable")


@pytest.mark.parametrize("after", ["x", "WzEsMl0", "W251bGxd", "W3siYSI6MX1d"])
def test_a_page_key_that_is_not_ours_is_refused(boss: Caller, after: str) -> None:
    assert shape(boss.get("/people", after=after), 422, "invalid") == ["after"]


def test_large_numbers_are_taken_as_long_as_a_row_could_have_them(boss: Caller) -> None:
    shape(boss.get(f"/people/{10**18 - 1}"), 404, "not_found")
    assert boss.get("/people", limit=str(10**18 - 1)).status_code == 200


def test_what_never_reaches_an_operation_has_the_same_shape(boss: Caller) -> None:
    shape(boss.get("/nothing/here"), 404, "not_found")
    answer = boss.send("PATCH", "/units")
    shape(answer, 405, "wrong_method")
    assert "POST" in answer.headers["Allow"]


def test_a_body_too_large_is_refused(boss: Caller) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        shape(boss.post("/units", unit(name_zh="门" * 2000)), 413, "too_large")


ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")


def test_the_sentence_is_in_the_callers_language(cast: Cast, boss: Caller) -> None:
    boss.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert boss.get("/units/B999").json()["why"] == "There is nothing here, or it is not yours to see."
    assert boss.get("/nothing/here").json()["why"] == "Absent, or hidden from who asks."
    assert boss.post("/units", {}).json()["problems"][0] == {"field": "parent_code", "why": "This is missing."}


def test_a_chinese_caller_reads_no_english(cast: Cast, boss: Caller) -> None:
    reader = Caller(cast.near(Role.ADMINISTRATOR), read_only=True)
    clicker = Client(enforce_csrf_checks=True)
    clicker.force_login(cast.person(Role.ADMINISTRATOR))
    answers = [
        boss.post("/units", {"kind": 7, "code": None}), boss.get("/people", limit="many"),
        boss.post("/people/1/grants", {"role": "x", "unit_code": "B1", "until": "soon"}),
        boss.get("/people", after="x"), boss.post("/units", b"{"), boss.get("/units/B999"), boss.get("/nothing/here"),
        boss.send("PATCH", "/units"), reader.post("/vendors", {"code": "V900", "title": "Made-up Lifts"}),
        clicker.post("/api/v1/vendors", {}, "application/json"), Client().get("/api/v1/people"),
    ]
    words = [json.dumps(answer.json(), ensure_ascii=False) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 400, 404, 404, 405, 403, 403, 401]
    assert [text for text in words if ENGLISH.search(text)] == []


def test_every_kind_of_misfit_has_its_sentence() -> None:
    """What pydantic can find wrong with our shapes: a kind that we name by mistake would never be told."""
    known = {*get_args(ErrorType), "base64_decode"}
    assert [kind for kind in EXACTLY if kind not in known] == []
    assert [name for name in FAMILIES if not any(kind.split("_")[0] == name for kind in known)] == []


@pytest.mark.parametrize(
    ("error", "status"),
    [(BadPhoto("animated"), 422), (PackRefused([]), 422), (IllegalStep("Taken."), 409), (OtherWalk(), 409)],
)
def test_a_refusal_has_the_status_of_its_class(db: None, error: Refused, status: int) -> None:
    """On a page and in the API alike, for a subclass too."""
    request = RequestFactory().get("/outlets/")
    request.user = AnonymousUser()
    page = ShowRefusals(lambda _request: HttpResponse()).process_exception(request, error)
    assert page.status_code == api.on_exception(request, error).status_code == status


def test_a_bad_photo_is_wrong_input_and_no_clash(scene: Scene) -> None:
    order = scene.working(scene.found())
    body = {"data": base64.b64encode(b"no photo at all").decode(), "moment": "after"}
    answer = Caller(scene.who(Role.ENGINEER)).post(f"/orders/{order.number}/photos", body)
    assert shape(answer, 422, "invalid") == ["photo"]


def test_personal_values_never_stand_in_an_answer_to_those_who_may_not_see_them(cast: Cast) -> None:
    Person.objects.update(phone="13800000000")
    for role in (Role.AUDITOR, Role.LOBBY_MANAGER, Role.ENGINEER, Role.INSPECTOR, Role.VENDOR):
        listed = Caller(cast.near(role)).get("/people").json()["items"]
        assert [person["id"] for person in listed] == [cast.person(role).pk]
