"""The frame around every screen: whom it shows what, in which language and light, and that it breaks no rule."""

import pytest

from tests.cast import Cast
from tests.entrypoints.frame.looking import as_seen_by, text_of
from wangdian.domain.rights import RIGHTS, Right, Role
from wangdian.entrypoints.web.frame.context import MENU
from wangdian.entrypoints.web.frame.menu import GROUPS, grouped, under_the_thumb

PLACES = [place.name for place in MENU]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_every_place_of_the_menu_opens_for_who_sees_it(cast: Cast, role: Role, language: str) -> None:
    client = as_seen_by(cast.person(role), language)
    for place in MENU:
        if place.right in RIGHTS[role]:
            assert f'href="{place.address}"' in text_of(client, "/style/")
            text_of(client, place.address)


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_nothing_beyond_the_role(cast: Cast, role: Role) -> None:
    text = text_of(as_seen_by(cast.person(role)), "/style/")
    for place in MENU:
        if place.right not in RIGHTS[role]:
            assert f'<li><a href="{place.address}"' not in text


def test_a_vendor_finds_no_search_for_outlets(cast: Cast) -> None:
    assert 'role="search" action=' not in text_of(as_seen_by(cast.person(Role.VENDOR)), "/")


def test_the_place_one_is_at_is_marked(cast: Cast) -> None:
    text = text_of(as_seen_by(cast.person(Role.HEAD_OFFICE)), "/scores/")
    assert '<a href="/scores/" aria-current="page">' in text
    assert '<a href="/" aria-current="page">' not in text


def test_a_chosen_light_is_drawn_by_the_server(cast: Cast) -> None:
    client = as_seen_by(cast.person(Role.HEAD_OFFICE))
    assert "data-theme=" not in text_of(client, "/style/").partition("<head>")[0]
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in text_of(client, "/style/").partition("<head>")[0]
    client.cookies["theme"] = '"><script>'
    assert "data-theme=" not in text_of(client, "/style/").partition("<head>")[0]


def test_a_page_speaks_the_language_of_its_reader(cast: Cast) -> None:
    assert 'lang="zh-hans"' in text_of(as_seen_by(cast.person(Role.HEAD_OFFICE)), "/style/")
    english = text_of(as_seen_by(cast.person(Role.HEAD_OFFICE), "en"), "/style/")
    assert 'lang="en"' in english
    assert "Skip to content" in english


def test_every_screen_can_be_passed_by_keyboard(cast: Cast) -> None:
    text = text_of(as_seen_by(cast.person(Role.HEAD_OFFICE)), "/style/")
    assert '<a class="skip" href="#main">' in text
    assert 'id="main" tabindex="-1"' in text


def test_an_address_that_leads_nowhere_looks_like_something_hidden(cast: Cast) -> None:
    client = as_seen_by(cast.person(Role.BRANCH_MANAGER), "en")
    assert "There is nothing here, or it is not yours to see." in text_of(client, "/no-such-place/", 404)


def test_a_fault_of_ours_is_said_in_both_languages_without_telling_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(*args: object) -> None:
        raise RuntimeError("secret-cause")

    monkeypatch.setattr("wangdian.entrypoints.web.today.views.asked", breaks)
    client = as_seen_by(cast.person(Role.BRANCH_MANAGER))
    client.raise_request_exception = False
    text = text_of(client, "/", 500)
    assert "系统出了故障" in text
    assert "Something broke" in text
    assert "secret-cause" not in text


def test_groups_hold_every_place_once() -> None:
    places = [p for group in grouped(MENU) for p in group]
    assert sorted(p.name for p in places) == sorted(PLACES)
    assert grouped(MENU)[0][0].name == "today"


def test_a_place_that_no_group_names_stands_in_the_last() -> None:
    class Odd:
        name, title = "oddity.list", "Oddity"

    groups = grouped([*MENU, Odd()])
    assert groups[-1][-1].name == "oddity.list"
    assert all("oddity" not in words for words in GROUPS)


def test_the_thumb_reaches_four_places_at_most() -> None:
    assert 0 < len(under_the_thumb(MENU)) <= 4
    assert under_the_thumb(MENU)[0].name == "today"


def test_every_role_has_somewhere_to_go() -> None:
    for role in Role:
        assert Right.USE_OWN in RIGHTS[role]
        assert any(place.right in RIGHTS[role] for place in MENU)
