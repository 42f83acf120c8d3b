"""What was typed is not lost when the login ends or the page is too old; and no address is a blank end."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.login.addresses import addresses
from wangdian.apps.people.models import Vendor
from wangdian.domain.rights import Role
from wangdian.entrypoints.web.refused.views import above
from wangdian.foundation import clock

PASSWORD = "plum-river-42"
ADDRESS = "/people/vendors/new/"
TYPED = {"code": "V900", "title": 'Made-up "Lifts" <and>\nstairs'}
HERE = {"Origin": "http://testserver"}
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
LATER = timedelta(minutes=61)


@pytest.fixture
def boss(cast: Cast) -> Client:
    person = cast.person(Role.ADMINISTRATOR)
    person.set_password(PASSWORD)
    person.save()
    client = Client(enforce_csrf_checks=True)
    log_in(client)
    return client


def log_in(client: Client) -> None:
    """As in another tab: the browser's cookies change, the pages that are open do not."""
    token = token_in(client.get("/login/"))
    name = {"username": "near-administrator", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/login/", name).status_code == 302


def token_in(page: Any) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]


def kept_in(page: Any) -> dict[str, str]:
    """The fields of the form that stands on the page, but for the token."""
    body = page.content.decode()
    form = body[body.index(f'<form method="post" action="{ADDRESS}">'):]
    return {name: html.unescape(value) for name, value in FIELD.findall(form[: form.index("</form>")])
            if name != "csrfmiddlewaretoken"}


def sent(client: Client, token: str, typed: dict[str, Any] | None = None, at: str = ADDRESS, **headers: str) -> Any:
    return client.post(at, {**(typed or TYPED), "csrfmiddlewaretoken": token}, headers=headers or HERE)


def test_what_was_typed_outlives_the_login(boss: Client) -> None:
    token = token_in(boss.get(ADDRESS))
    with clock.standing_at(NOON + LATER):
        page = sent(boss, token)
        assert (page.status_code, kept_in(page)) == (401, TYPED)
        assert "no-store" in page.headers["Cache-Control"]
        assert 'href="/login/" target="_blank"' in page.content.decode()
        assert not Vendor.objects.filter(code="V900").exists()
        log_in(boss)
        # What the page's script does as it sends: the token of now.
        assert sent(boss, boss.cookies["csrftoken"].value, kept_in(page)).status_code == 302
    assert Vendor.objects.get(code="V900").name.startswith('Made-up "Lifts" <and>')


def test_what_was_typed_outlives_a_login_in_another_tab_without_any_script(boss: Client) -> None:
    token = token_in(boss.get(ADDRESS))
    boss.cookies.pop("sessionid")
    log_in(boss)
    page = sent(boss, token)
    assert (page.status_code, kept_in(page)) == (403, TYPED)
    assert not Vendor.objects.filter(code="V900").exists()
    assert sent(boss, token_in(page), kept_in(page)).status_code == 302
    assert Vendor.objects.filter(code="V900").exists()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", "https://testserver"])
def test_what_another_site_sends_is_never_offered_to_be_sent_again(boss: Client, origin: str) -> None:
    page = sent(boss, "x" * 32, Origin=origin)
    assert page.status_code == 403
    assert "V900" not in page.content.decode()
    assert "WANGDIAN_ORIGINS" in page.content.decode()
    page = Client(headers={"Origin": origin}).post(ADDRESS, TYPED)
    assert (page.status_code, "V900" in page.content.decode()) == (401, False)


@pytest.mark.parametrize("trusted", ["https://desk.bank.example", "https://*.bank.example"])
def test_a_trusted_origin_is_one_of_ours(boss: Client, trusted: str) -> None:
    with override_settings(CSRF_TRUSTED_ORIGINS=[trusted]):
        page = Client(headers={"Origin": "https://desk.bank.example"}).post(ADDRESS, TYPED)
    assert kept_in(page) == TYPED


@pytest.mark.parametrize("at", ["/account/password/", "/login/"])
def test_passwords_are_never_shown_again(boss: Client, at: str) -> None:
    typed = {"old": "word-one-1", "new": "word-two-2", "again": "word-two-2", "password": "word-three-3"}
    for client in (boss, Client(enforce_csrf_checks=True)):
        page = sent(client, "x" * 32, typed, at)
        body = page.content.decode()
        assert page.status_code == 403
        assert f'href="{at}"' in body
        assert [word for word in typed.values() if word in body] == []


def test_with_files_the_way_is_back_to_the_page_they_stand_on(cast: Cast) -> None:
    photo = SimpleUploadedFile("shot.jpg", b"bytes", "image/jpeg")
    page = Client(headers=HERE).post("/orders/W1/photo/", {"photos": photo, "moment": "after"})
    body = page.content.decode()
    assert (page.status_code, "后退" in body, "重新提交</button>" in body) == (401, True, False)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "您已退出登录"), ("en", "You were logged out")])
def test_it_is_said_in_the_readers_language(cast: Cast, language: str, words: str) -> None:
    page = Client(headers=HERE | {"Accept-Language": language}).post(ADDRESS, TYPED)
    assert words in page.content.decode()


def test_nothing_that_was_typed_is_logged(boss: Client, caplog: pytest.LogCaptureFixture) -> None:
    sent(boss, "x" * 32)
    Client(headers=HERE).post(ADDRESS, TYPED)
    assert caplog.records
    assert "V900" not in caplog.text


def test_scripts_and_parts_of_pages_get_no_page(boss: Client) -> None:
    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        assert Client().post(ADDRESS, TYPED, headers=headers).content == b""
        assert boss.post(ADDRESS, TYPED, headers=headers).content == b""


def test_no_address_is_a_blank_end(cast: Cast) -> None:
    """Whatever only takes what is sent, opened by itself, leads to a page that can be opened."""
    client = Client()
    client.force_login(cast.person(Role.ADMINISTRATOR))
    ends = {}
    for address in sorted(a for a in addresses() if not a.startswith(("/walk/api/", "/openrosa/"))):
        answer = client.get(address)
        if answer.status_code != 405:
            continue
        link = re.search(r'<a class="act" href="([^"]+)">', answer.content.decode())
        ends[address] = client.get(link[1]).status_code if link else 0
        assert "POST" in answer.headers["Allow"]
    assert len(ends) > 20
    assert {address: status for address, status in ends.items() if status in {0, 405, 500}} == {}


@pytest.mark.parametrize(
    ("path", "page"),
    [("/orders/W2611-0001/verify/", "/orders/W2611-0001/"), ("/account/sessions/end/", "/account/"),
     ("/people/grants/7/withdraw/", "/people/"), ("/language/", "/")],
)
def test_the_page_above_is_the_nearest_that_there_is(path: str, page: str) -> None:
    assert above(path) == page


def test_what_was_just_said_is_said_once_on_the_way(boss: Client) -> None:
    boss.post(ADDRESS, {**TYPED, "csrfmiddlewaretoken": token_in(boss.get(ADDRESS))})
    said = 'class="said success"'
    assert said in boss.get("/people/3/close/").content.decode()
    assert said not in boss.get("/people/").content.decode()
