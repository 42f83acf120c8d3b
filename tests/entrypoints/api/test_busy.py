"""Whoever waits too long for other writers is told to try again, on screens and in the API, and nothing is done."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests.cast import Cast
from tests.entrypoints.api.calling import Caller
from wangdian.apps.people.actions import add_vendor
from wangdian.apps.people.models import Vendor
from wangdian.apps.people.sessions import SessionStore
from wangdian.domain.rights import Role

VENDOR = {"code": "V9", "title": "Made-up Lifts"}


class Raising:
    """Stands where the verb checks a code."""

    def __init__(self, said: str) -> None:
        self.said = said

    def fullmatch(self, _text: str) -> Any:
        raise OperationalError(self.said)


@pytest.fixture(params=["database is locked", "database table is locked: people_vendor", "deadlock detected"])
def waited(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_vendor, "CODE", Raising(request.param))


@pytest.mark.usefixtures("waited")
@pytest.mark.parametrize("key", ["", "key-1"])
def test_a_caller_is_told_to_try_again(cast: Cast, key: str) -> None:
    answer = Caller(cast.near(Role.ADMINISTRATOR)).post("/vendors", VENDOR, key)
    assert (answer.status_code, answer.json()["type"], answer.headers["Retry-After"]) == (503, "busy", "5")
    assert not Vendor.objects.filter(code="V9").exists()


def test_the_same_key_is_done_once_the_others_are(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = Caller(cast.near(Role.ADMINISTRATOR))
    with monkeypatch.context() as patched:
        patched.setattr(add_vendor, "CODE", Raising("database is locked"))
        assert caller.post("/vendors", VENDOR, "key-1").status_code == 503
    assert caller.post("/vendors", VENDOR, "key-1").status_code == 201
    assert Vendor.objects.filter(code="V9").count() == 1


def administrator(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.person(Role.ADMINISTRATOR))
    return client


@pytest.mark.usefixtures("waited")
def test_a_screen_says_to_try_again(cast: Cast) -> None:
    client = administrator(cast)
    client.cookies["django_language"] = "en"
    answer = client.post("/people/vendors/new/", VENDOR)
    assert answer.status_code == 503
    assert not Vendor.objects.filter(code="V9").exists()


def test_a_session_that_cannot_be_written_is_no_fault(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_store: SessionStore, must_create: bool = False) -> None:
        raise OperationalError("database is locked")

    client = administrator(cast)
    monkeypatch.setattr(SessionStore, "save", locked)
    assert client.get("/").status_code == 503


def test_another_fault_of_the_database_stays_a_fault(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_vendor, "CODE", Raising("no such table: people_vendor"))
    assert administrator(cast).post("/people/vendors/new/", VENDOR).status_code == 500
    assert Caller(cast.near(Role.ADMINISTRATOR)).post("/vendors", VENDOR).status_code == 500
    assert not Vendor.objects.filter(code="V9").exists()
