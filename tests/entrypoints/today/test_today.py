"""The Today screen: the one biggest line, what waits below it, where each row leads, and what it costs."""

from datetime import timedelta

import pytest

from tests.apps.reports.given import found, requirement
from tests.apps.reports.test_today import order, plan, walk
from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.frame.looking import PAGE_BUDGET, as_seen_by, cost_of, text_of
from wangdian.domain.rights import Role


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """A walk due, an order in hand, one to verify, findings without an owner."""
    opening = plan(cast, Role.LOBBY_MANAGER, "opening")
    for number in range(10):
        one = requirement(f"AA-{number:02}")
        mine = found(one, cast.outlet)
        found(one, cast.sister)
        walk(opening, cast.outlet, NOON + timedelta(minutes=30 + number))
        order(mine, f"W{number}", state="mended" if number % 2 else "working", assignee=cast.person(Role.ENGINEER))
    return cast


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_today_opens_for_every_role(busy: Cast, role: Role, language: str) -> None:
    assert 'class="big"' in text_of(as_seen_by(busy.person(role), language), "/")


@pytest.mark.parametrize("role", Role)
def test_today_keeps_to_its_budget(busy: Cast, role: Role) -> None:
    assert cost_of(as_seen_by(busy.person(role)), "/") <= PAGE_BUDGET


def test_who_leads_reads_first_how_many_outlets_are_in_order(busy: Cast) -> None:
    text = text_of(as_seen_by(busy.person(Role.HEAD_OFFICE), "en"), "/")
    assert "<b>0</b> of 3 outlets in order" in text
    assert "2 not in order" in text
    assert "1 not known" in text


def test_who_works_reads_first_how_much_there_is_to_do(busy: Cast) -> None:
    assert "<b>5</b> things to do today" in text_of(as_seen_by(busy.person(Role.ENGINEER), "en"), "/")


def test_the_next_walk_is_one_tap_away(busy: Cast) -> None:
    text = text_of(as_seen_by(busy.person(Role.LOBBY_MANAGER), "en"), "/")
    assert "Start the walk" in text
    assert "The outlet is not in order" in text
    assert "30 minutes left" in text


def test_a_walk_opens_in_the_walk_and_a_finding_opens_itself(busy: Cast) -> None:
    assert 'href="/walk/' in text_of(as_seen_by(busy.person(Role.LOBBY_MANAGER)), "/")
    text = text_of(as_seen_by(busy.person(Role.BRANCH_MANAGER)), "/")
    assert 'href="/findings/' in text
    assert 'href="/orders/W1/"' in text


def test_a_heap_that_is_larger_than_shown_opens_its_list(busy: Cast) -> None:
    assert 'href="/board/?tab=unassigned"' in text_of(as_seen_by(busy.person(Role.BRANCH_MANAGER)), "/")
    assert 'href="/orders/?tab=mine"' not in text_of(as_seen_by(busy.person(Role.ENGINEER)), "/")


def test_an_empty_day_says_what_will_be_there(cast: Cast) -> None:
    text = text_of(as_seen_by(cast.person(Role.ENGINEER), "en"), "/")
    assert "Nothing waits for you today" in text
    assert "will stand here" in text
    assert "Report a fault" in text


def test_nobody_sees_today_without_a_login(cast: Cast) -> None:
    client = as_seen_by(cast.person(Role.ENGINEER))
    client.logout()
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")
