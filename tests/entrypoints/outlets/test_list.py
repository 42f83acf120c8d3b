"""The screen of outlets: who may open it, what a line says, the filters in its address, what it costs, its files."""

from datetime import timedelta

import pytest

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.frame.looking import PAGE_BUDGET, as_seen_by, cost_of, text_of
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.reports.jobs import score_today
from wangdian.domain.rights import RIGHTS, SYSTEM, Right, Role
from wangdian.foundation import clock


@pytest.fixture
def bank(cast: Cast) -> Cast:
    """N001 fails, N002 holds, of N101 nothing is known; the scores of two days 30 apart."""
    stands(requirement("AA-02"), cast.sister, "holds")
    with clock.standing_at(NOON - timedelta(days=30)):
        score_today()
    found(requirement("AA-01"), cast.outlet)
    score_today()
    return cast


def main_of(text: str) -> str:
    return text.partition("<main")[2]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_the_list_opens_for_every_role_and_shows_what_each_may_see(bank: Cast, role: Role, language: str) -> None:
    text = main_of(text_of(as_seen_by(bank.person(role), language), "/outlets/"))
    assert ('href="/outlets/N001/"' in text) is (Right.SEE in RIGHTS[role])


def test_a_line_says_the_state_the_worst_the_score_and_the_unit_by_name(bank: Cast) -> None:
    text = main_of(text_of(as_seen_by(bank.person(Role.HEAD_OFFICE)), "/outlets/"))
    for words in ("1 项不符合", "要求AA-01", "无问题", "情况不明", "东城支行", "75.0", "全功能网点"):
        assert words in text
    english = main_of(text_of(as_seen_by(bank.person(Role.HEAD_OFFICE), "en"), "/outlets/"))
    for words in ("1 thing wrong", "Requirement AA-01", "Nothing wrong", "Nothing known", "East branch"):
        assert words in english


def test_a_state_in_the_address_narrows_and_stays_while_searching(bank: Cast) -> None:
    client = as_seen_by(bank.person(Role.HEAD_OFFICE))
    text = main_of(text_of(client, "/outlets/?state=fails"))
    assert "/outlets/N001/" in text
    assert "/outlets/N002/" not in text
    assert '<input type="hidden" name="state" value="fails">' in text
    assert "/outlets/N001/" not in main_of(text_of(client, "/outlets/?state=fails&q=liuxiang"))
    text_of(client, "/outlets/?state=splendid", 422)


def test_the_lowest_score_can_come_first(bank: Cast) -> None:
    client = as_seen_by(bank.person(Role.HEAD_OFFICE))
    stands(requirement("AA-03"), bank.far_outlet, "holds")
    found(requirement("AA-04", first="4"), bank.far_outlet)
    score_today()
    text = main_of(text_of(client, "/outlets/?order=score"))
    assert text.index("/outlets/N101/") < text.index("/outlets/N001/") < text.index("/outlets/N002/")
    assert "没有得分的网点不在此列" in text


def test_another_branch_stays_hidden_under_every_filter(bank: Cast) -> None:
    found(requirement("ZZ-01"), bank.far_outlet)
    score_today()
    client = as_seen_by(bank.person(Role.BRANCH_MANAGER))
    asked = ("", "?state=fails", "?state=unknown", "?order=score", "?q=N101", "?unit=B1", "?state=fails&format=csv")
    for query in asked:
        told = client.get(f"/outlets/{query}").content.decode("utf-8-sig")
        assert "/outlets/N101/" not in told
        assert "西关网点" not in told
        assert "西城支行" not in told
    text_of(client, "/outlets/?unit=B2", 404)


def test_an_outlet_that_is_closed_down_says_since_when(bank: Cast) -> None:
    CloseOutlet(who=SYSTEM, code="N001", closed_on=clock.today()).do()
    client = as_seen_by(bank.person(Role.HEAD_OFFICE))
    assert "2026-11-18 起停业" in main_of(text_of(client, "/outlets/"))
    assert "/outlets/N001/" in main_of(text_of(client, "/outlets/?state=closed"))
    assert "/outlets/N001/" not in main_of(text_of(client, "/outlets/?state=fails"))


def test_the_file_of_a_state_says_what_the_page_says(bank: Cast) -> None:
    client = as_seen_by(bank.person(Role.HEAD_OFFICE))
    lines = client.get("/outlets/?state=fails&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("东门网点,1 项不符合,")
    lobby = as_seen_by(bank.person(Role.LOBBY_MANAGER))
    assert lobby.get("/outlets/?state=fails&format=csv").status_code == 403


def test_today_opens_the_outlets_that_it_counts(bank: Cast) -> None:
    text = text_of(as_seen_by(bank.person(Role.HEAD_OFFICE)), "/")
    assert 'href="/outlets/?state=fails"' in text
    assert 'href="/outlets/?state=unknown"' in text


@pytest.mark.parametrize("query", ["", "?state=fails", "?order=score", "?unit=B1&q=N"])
def test_the_list_keeps_to_its_budget(bank: Cast, query: str) -> None:
    for number in range(5, 15):
        found(requirement(f"BB-{number:02}"), bank.outlet)
    assert cost_of(as_seen_by(bank.person(Role.HEAD_OFFICE)), f"/outlets/{query}") <= PAGE_BUDGET
