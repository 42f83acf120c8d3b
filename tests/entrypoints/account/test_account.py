"""The own account: language, tokens shown once, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.people.models import ApiToken, Person
from wangdian.domain.rights import Role

UNTIL = (NOON + timedelta(days=30)).date().isoformat()


@pytest.fixture
def client(cast: Cast) -> Client:
    found = Client()
    found.force_login(cast.person(Role.ENGINEER))
    return found


def test_the_language_follows_the_choice(cast: Cast, client: Client) -> None:
    assert 'lang="zh-hans"' in client.get("/account/").content.decode()
    assert client.post("/account/language/", {"language": "en", "next": "/inbox/"}).url == "/inbox/"
    assert 'lang="en"' in client.get("/account/").content.decode()
    assert client.post("/account/language/", {"language": "xx"}).status_code == 422
    assert Person.objects.get(pk=cast.person(Role.ENGINEER).pk).language == "en"


def test_a_token_is_shown_once_works_and_is_revoked(cast: Cast, client: Client) -> None:
    page = client.post("/account/tokens/new/", {"title": "export", "until": UNTIL})
    secret = re.search(r"<code>(wd_[\w-]+)</code>", page.content.decode())[1]
    assert "no-cache" in page.headers["Cache-Control"]
    assert secret not in client.get("/account/").content.decode()
    caller = Client(headers={"Authorization": f"Bearer {secret}"})
    assert caller.get("/api/v1/inbox").status_code == 200
    token = ApiToken.objects.get()
    assert token.read_only
    assert client.post(f"/account/tokens/{token.pk}/revoke/").url == "/account/"
    assert caller.get("/api/v1/inbox").status_code == 401


def test_a_token_without_an_end_is_not_made(client: Client) -> None:
    for until in ("", "2020-01-01", "2099-01-01"):
        page = client.post("/account/tokens/new/", {"title": "export", "until": until})
        assert set(page.context["form"].errors) == {"until"}
    assert ApiToken.objects.count() == 0


def test_the_token_of_another_is_not_there(cast: Cast, client: Client) -> None:
    client.post("/account/tokens/new/", {"title": "export", "until": UNTIL})
    other = Client()
    other.force_login(cast.person(Role.ADMINISTRATOR))
    assert other.post(f"/account/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_an_account_page(cast: Cast, role: Role) -> None:
    found = Client()
    found.force_login(cast.person(role))
    assert cast.person(role).name in found.get("/account/").content.decode()
