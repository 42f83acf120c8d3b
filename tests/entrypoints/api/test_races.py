"""Two who make the same thing at once: one is let through, the other is told, on screens and in the API."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.entrypoints.api.calling import Caller
from wangdian.apps.people.actions import add_vendor
from wangdian.apps.people.models import Vendor
from wangdian.domain.rights import Role

VENDOR = {"code": "V1", "title": "Made-up Lifts"}


@pytest.fixture(autouse=True)
def looked_a_moment_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check for a taken code finds it free, as it does for the slower of two."""
    class Blind:
        pattern = add_vendor.CODE

        def fullmatch(self, text: str) -> Any:
            monkeypatch.setattr(Vendor.objects, "filter", lambda **asked: Vendor.objects.none())
            return self.pattern.fullmatch(text)

    monkeypatch.setattr(add_vendor, "CODE", Blind())


@pytest.mark.parametrize("key", ["", "key-1"])
def test_the_slower_caller_is_told(cast: Cast, key: str) -> None:
    answer = Caller(cast.near(Role.ADMINISTRATOR)).post("/vendors", VENDOR, key)
    assert answer.status_code == 409
    assert answer.json()["type"] == "clash"
    assert Vendor.objects.get(code="V1") == cast.vendor


def test_the_slower_of_two_screens_is_told(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person(Role.ADMINISTRATOR))
    assert client.post("/people/vendors/new/", VENDOR).status_code == 409
    assert Vendor.objects.get(code="V1").name == cast.vendor.name
