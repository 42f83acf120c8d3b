"""Who may call the API: tokens that live, within what they and their owners may; sessions with their CSRF token."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.api.calling import Caller
from wangdian.apps.people.actions.revoke_token import RevokeToken
from wangdian.apps.people.models import ApiToken, Person, Vendor
from wangdian.domain.rights import Role
from wangdian.foundation import clock

VENDOR = {"code": "V900", "title": "Made-up Lifts"}


def test_a_token_calls_with_its_owners_rights(cast: Cast) -> None:
    assert Caller(cast.near(Role.ADMINISTRATOR)).post("/vendors", VENDOR).status_code == 201
    answer = Caller(cast.near(Role.ENGINEER)).post("/vendors", VENDOR | {"code": "V901"})
    assert answer.status_code == 403
    assert answer.json()["type"] == "not_allowed"
    assert not Vendor.objects.filter(code="V901").exists()


def test_only_the_hash_of_a_token_is_kept(cast: Cast) -> None:
    caller = Caller(cast.near(Role.ENGINEER))
    row = ApiToken.objects.values().get()
    assert caller.secret not in str(row)
    assert row["start"] == caller.secret[:8]


def test_a_read_only_token_changes_nothing(cast: Cast) -> None:
    caller = Caller(cast.near(Role.ADMINISTRATOR), read_only=True)
    assert caller.get("/vendors").status_code == 200
    for key in ("", "k1"):
        assert caller.post("/vendors", VENDOR, key).status_code == 403
    assert not Vendor.objects.filter(code="V900").exists()


def test_a_token_ends_with_its_day(cast: Cast) -> None:
    caller = Caller(cast.near(Role.AUDITOR), until_days=1)
    midnight = NOON.replace(hour=0) + timedelta(days=2)
    with clock.standing_at(midnight - timedelta(seconds=1)):
        assert caller.get("/audit").status_code == 200
    with clock.standing_at(midnight):
        assert caller.get("/audit").status_code == 401


def test_a_revoked_token_and_that_of_a_closed_account_are_unknown(cast: Cast) -> None:
    revoked, closed = Caller(cast.near(Role.AUDITOR)), Caller(cast.near(Role.ENGINEER))
    RevokeToken(who=cast.near(Role.AUDITOR), token_id=ApiToken.objects.get(person=cast.person(Role.AUDITOR)).pk).do()
    Person.objects.filter(pk=cast.person(Role.ENGINEER).pk).update(is_active=False)
    for caller in (revoked, closed):
        answer = caller.get("/inbox")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wd_nonsense"}, {"Authorization": "Basic eA=="}])
def test_a_stranger_is_asked_who_calls(cast: Cast, headers: dict[str, str]) -> None:
    client = Client(headers=headers, enforce_csrf_checks=True)
    for answer in (client.get("/api/v1/people"), client.post("/api/v1/vendors", VENDOR, "application/json")):
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["type"] == "unknown_caller"


def test_the_use_of_a_token_is_written_down_once_a_day(cast: Cast, django_assert_num_queries: object) -> None:
    caller = Caller(cast.near(Role.ENGINEER))
    with django_assert_num_queries(4):
        caller.get("/inbox")
    with django_assert_num_queries(3):
        caller.get("/inbox")
    assert ApiToken.objects.get().last_used_on == NOON.date()


def test_a_session_changes_things_with_its_csrf_token_alone(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person(Role.ADMINISTRATOR))
    assert client.get("/api/v1/vendors").status_code == 200
    answer = client.post("/api/v1/vendors", VENDOR, "application/json")
    assert answer.status_code == 403
    assert not Vendor.objects.filter(code="V900").exists()
    client.get("/account/")
    token = client.cookies["csrftoken"].value
    answer = client.post("/api/v1/vendors", VENDOR, "application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201
