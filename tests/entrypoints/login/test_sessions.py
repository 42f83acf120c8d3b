"""Sessions end in time, are few, and end for others when a password changes; newcomers choose their own first."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.api.calling import Caller
from wangdian.apps.people.models import Person, WebSession
from wangdian.domain.rights import Role
from wangdian.foundation import clock

PASSWORD, NEW = "plum-river-42", "quiet-lamp-77"


@pytest.fixture(autouse=True)
def passwords(cast: Cast) -> None:
    for role in (Role.ENGINEER, Role.AUDITOR, Role.ADMINISTRATOR):
        person = cast.person(role)
        person.set_password(PASSWORD)
        person.save()


def logged_in(cast: Cast, role: Role) -> Client:
    client = Client()
    response = client.post("/login/", {"username": cast.person(role).login, "password": PASSWORD})
    assert response.status_code == 302
    return client


def status_at(client: Client, after: timedelta, address: str = "/account/") -> int:
    with clock.standing_at(NOON + after):
        return client.get(address).status_code


def test_a_session_ends_twelve_hours_after_its_login_however_busy(cast: Cast) -> None:
    client = logged_in(cast, Role.ENGINEER)
    for hours in range(1, 12):
        assert status_at(client, timedelta(hours=hours)) == 200
    assert status_at(client, timedelta(hours=12)) == 302
    assert WebSession.objects.filter(person=cast.person(Role.ENGINEER)).count() == 0


def test_an_idle_session_at_a_desk_ends_after_an_hour(cast: Cast) -> None:
    client = logged_in(cast, Role.AUDITOR)
    assert status_at(client, timedelta(minutes=59)) == 200
    assert status_at(client, timedelta(minutes=118)) == 200
    assert status_at(client, timedelta(minutes=178)) == 302


def test_who_walks_with_a_phone_may_be_idle_for_longer(cast: Cast) -> None:
    client = logged_in(cast, Role.ENGINEER)
    assert status_at(client, timedelta(hours=5)) == 200


def test_the_sixth_login_ends_the_oldest(cast: Cast) -> None:
    clients = []
    for number in range(6):
        with clock.standing_at(NOON + timedelta(minutes=number)):
            clients.append(logged_in(cast, Role.ENGINEER))
    assert WebSession.objects.filter(person=cast.person(Role.ENGINEER)).count() == 5
    assert [client.get("/account/").status_code for client in clients] == [302, 200, 200, 200, 200, 200]


def test_a_changed_password_ends_other_sessions_and_renews_this_one(cast: Cast) -> None:
    here, there = logged_in(cast, Role.ENGINEER), logged_in(cast, Role.ENGINEER)
    before = here.cookies["sessionid"].value
    response = here.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert response.url == "/account/"
    assert here.cookies["sessionid"].value != before
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    assert Person.objects.get(pk=cast.person(Role.ENGINEER).pk).check_password(NEW)


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("wrong-word-1", NEW, NEW), (PASSWORD, NEW, "other-lamp-78"), (PASSWORD, "short", "short"),
     (PASSWORD, "12345678901", "12345678901"), (PASSWORD, PASSWORD, PASSWORD), (PASSWORD, "x" * 300, "x" * 300)],
)
def test_a_bad_new_password_changes_nothing(cast: Cast, old: str, new: str, again: str) -> None:
    client = logged_in(cast, Role.ENGINEER)
    before = Person.objects.get(pk=cast.person(Role.ENGINEER).pk).password
    page = client.post("/account/password/", {"old": old, "new": new, "again": again})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert Person.objects.get(pk=cast.person(Role.ENGINEER).pk).password == before


def test_guessing_the_present_password_is_locked_like_the_login(cast: Cast) -> None:
    client = logged_in(cast, Role.ENGINEER)
    guess = {"old": "wrong-word-1", "new": NEW, "again": NEW}
    statuses = [client.post("/account/password/", guess).status_code for _ in range(5)]
    assert statuses[-1] == 429


def test_a_newcomer_chooses_a_password_before_anything_else(cast: Cast) -> None:
    Person.objects.filter(pk=cast.person(Role.ENGINEER).pk).update(must_change_password=True)
    client = logged_in(cast, Role.ENGINEER)
    assert client.get("/outlets/").url == "/account/password/"
    assert client.post("/account/tokens/new/", {}).url == "/account/password/"
    assert client.get("/api/v1/outlets").status_code == 403
    client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert client.get("/outlets/").status_code == 200


def token_of(cast: Cast, role: Role) -> Caller:
    caller = Caller(cast.near(role))
    assert caller.get("/inbox").status_code == 200
    return caller


@pytest.mark.parametrize(("ticked", "status"), [({"end_tokens": "on"}, 401), ({}, 200)])
def test_a_changed_password_ends_the_own_tokens_unless_the_box_is_unticked(
    cast: Cast, ticked: dict[str, str], status: int,
) -> None:
    token, client = token_of(cast, Role.ENGINEER), logged_in(cast, Role.ENGINEER)
    box = client.get("/account/password/").context["form"]["end_tokens"]
    assert box.value() is True
    client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW, **ticked})
    assert Person.objects.get(pk=cast.person(Role.ENGINEER).pk).check_password(NEW)
    assert token.get("/inbox").status_code == status


def test_who_has_no_token_is_not_asked_about_tokens(cast: Cast) -> None:
    assert "end_tokens" not in logged_in(cast, Role.ENGINEER).get("/account/password/").context["form"].fields


@pytest.mark.parametrize("act", ["sessions/end/", "password/", "close/"])
def test_what_an_administrator_ends_ends_tokens_and_sessions_of_that_person_alone(cast: Cast, act: str) -> None:
    token, other, client = token_of(cast, Role.ENGINEER), token_of(cast, Role.AUDITOR), logged_in(cast, Role.ENGINEER)
    logged_in(cast, Role.ADMINISTRATOR).post(f"/people/{cast.person(Role.ENGINEER).pk}/{act}")
    assert token.get("/inbox").status_code == 401
    assert client.get("/account/").status_code == 302
    assert other.get("/inbox").status_code == 200


def test_no_token_is_taken_before_a_one_time_password_is_changed(cast: Cast) -> None:
    token = token_of(cast, Role.ENGINEER)
    Person.objects.filter(pk=cast.person(Role.ENGINEER).pk).update(must_change_password=True)
    assert token.get("/inbox").status_code == 401


def test_a_closed_account_is_out_at_once(cast: Cast) -> None:
    client, boss = logged_in(cast, Role.ENGINEER), logged_in(cast, Role.ADMINISTRATOR)
    assert boss.post(f"/people/{cast.person(Role.ENGINEER).pk}/close/").status_code == 302
    assert client.get("/account/").status_code == 302


def test_own_other_sessions_are_ended_from_the_account(cast: Cast) -> None:
    here, there = logged_in(cast, Role.ENGINEER), logged_in(cast, Role.ENGINEER)
    assert here.post("/account/sessions/end/").status_code == 302
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)


@pytest.mark.parametrize(
    ("headers", "status"), [({"HX-Request": "true"}, 401), ({"Accept": "application/json"}, 401), ({}, 302)],
)
def test_a_part_of_a_page_is_told_that_the_login_is_over(cast: Cast, headers: dict[str, str], status: int) -> None:
    assert Client(headers=headers).get("/outlets/").status_code == status
