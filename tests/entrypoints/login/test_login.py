"""Login: the door opens for a right password alone, says nothing of who exists, and shuts after five wrong tries."""

import json
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.models import Person, WebSession
from wangdian.domain.rights import Role

PASSWORD = "plum-river-42"


@pytest.fixture
def engineer(cast: Cast) -> Person:
    person = cast.person(Role.ENGINEER)
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(client: Client, login: str, password: str, **more: str) -> object:
    return client.post("/login/", {"username": login, "password": password, **more})


def words_of(response: object) -> str:
    return response.content.decode()


def test_a_right_password_opens_and_is_recorded(engineer: Person, client: Client) -> None:
    response = log_in(client, engineer.login, PASSWORD)
    assert response.status_code == 302
    assert response.url == "/"
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.actor_id) == ("people.log_in", engineer.pk)
    assert engineer.login not in json.dumps(entry.detail)
    session = WebSession.objects.get(person=engineer)
    assert client.cookies["sessionid"].value == session.session_key


@pytest.mark.parametrize("typed", ["NEAR-ENGINEER", " Near-Engineer ", "Ｎear-engineer"])
def test_a_login_name_may_be_typed_with_large_letters(engineer: Person, client: Client, typed: str) -> None:
    assert log_in(client, typed, PASSWORD).status_code == 302
    assert WebSession.objects.get().person == engineer


def test_a_name_typed_in_many_ways_is_locked_as_one(engineer: Person, client: Client) -> None:
    ways = ["near-engineer", "NEAR-ENGINEER", "Near-Engineer", "near-ENGINEER", "NEAR-engineer"]
    assert [log_in(client, way, "wrong-word-1").status_code for way in ways] == [200, 200, 200, 200, 429]
    assert log_in(Client(), "near-engineer", PASSWORD).status_code == 429


def test_the_session_gets_a_new_key_at_login(engineer: Person, client: Client) -> None:
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    log_in(client, engineer.login, PASSWORD)
    assert client.cookies["sessionid"].value != planted
    assert not WebSession.objects.filter(session_key=planted).exists()


def test_cookies_are_kept_from_scripts_and_other_sites(engineer: Person, client: Client) -> None:
    log_in(client, engineer.login, PASSWORD)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    with override_settings(SESSION_COOKIE_SECURE=True):
        fresh = Client()
        log_in(fresh, engineer.login, PASSWORD)
        assert fresh.cookies["sessionid"]["secure"]


def test_wrong_unknown_and_closed_look_alike(engineer: Person, cast: Cast) -> None:
    closed = cast.person(Role.INSPECTOR)
    closed.set_password(PASSWORD)
    closed.is_active = False
    closed.save()
    tries = [(engineer.login, "wrong-word-1"), ("nobody-here", "wrong-word-1"), (closed.login, PASSWORD)]
    pages = [log_in(Client(), login, password) for login, password in tries]
    assert {page.status_code for page in pages} == {200}
    errors = {str(page.context["form"].non_field_errors()) for page in pages}
    assert len(errors) == 1
    assert WebSession.objects.filter(person__isnull=False).count() == 0


@pytest.mark.parametrize("known", [True, False])
def test_five_wrong_tries_shut_the_door_for_known_and_unknown_alike(engineer: Person, known: bool) -> None:
    login = engineer.login if known else "nobody-here"
    client = Client()
    statuses = [log_in(client, login, "wrong-word-1").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert log_in(client, login, PASSWORD).status_code == 429
    assert WebSession.objects.filter(person=engineer).count() == 0


def test_the_shut_door_is_not_shut_for_others(engineer: Person, cast: Cast) -> None:
    other = cast.person(Role.INSPECTOR)
    other.set_password(PASSWORD)
    other.save()
    for _ in range(5):
        log_in(Client(), engineer.login, "wrong-word-1")
    assert log_in(Client(), other.login, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_login_never_leads_to_another_site(engineer: Person, client: Client, wanted: str) -> None:
    assert log_in(client, engineer.login, PASSWORD, next=wanted).url == "/"


def test_login_leads_to_the_page_that_was_asked_for(engineer: Person, client: Client) -> None:
    asked = client.get("/outlets/?kind=light")
    assert asked.url == "/login/?next=/outlets/%3Fkind%3Dlight"
    assert log_in(client, engineer.login, PASSWORD, next="/outlets/?kind=light").url == "/outlets/?kind=light"


def test_demo_logins_are_shown_in_the_demo_alone(cast: Cast, client: Client, tmp_path: Path) -> None:
    rows = [{"login": "demo-engineer", "password": "made-up-word", "role": "engineer", "place": "East"}]
    (tmp_path / "demo-logins.json").write_text(json.dumps(rows))
    with override_settings(VAR=tmp_path, DEMO=False):
        assert "demo-engineer" not in words_of(client.get("/login/"))
    with override_settings(VAR=tmp_path, DEMO=True):
        assert "demo-engineer" in words_of(client.get("/login/"))


def test_the_language_is_chosen_before_the_login(cast: Cast, client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/login/?next=/outlets/"})
    assert response.url == "/login/?next=/outlets/"
    assert 'lang="en"' in words_of(client.get("/login/"))
    assert client.post("/language/", {"language": "en", "next": "//evil.example"}).url == "/login/"


def test_logging_out_ends_the_session(engineer: Person, client: Client) -> None:
    log_in(client, engineer.login, PASSWORD)
    assert client.post("/logout/").url == "/login/"
    assert WebSession.objects.filter(person=engineer).count() == 0
    assert client.get("/outlets/").status_code == 302


def test_the_icon_is_found_where_browsers_look_for_it(db: None, client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.url) == (302, "/static/frame/icon.svg")


def test_health_is_told_without_a_login(db: None, client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "outbox": "ok", "waiting": 0, "failing": 0, "oldest_s": 0}
