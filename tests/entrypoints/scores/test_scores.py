"""The score screens: the ranking with its reasons, one outlet's sheet, the trend, and what they cost."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.apps.reports.given import SHEET, found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.frame.looking import PAGE_BUDGET, as_seen_by, cost_of, text_of
from wangdian.apps.reports.cards import RankLine
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.standards.models import Load, SheetEdition
from wangdian.domain.rights import RIGHTS, Right, Role
from wangdian.entrypoints.lists.scores import RANKING
from wangdian.entrypoints.web.scores.views import mostly_unsure
from wangdian.foundation import clock


@pytest.fixture
def scored(cast: Cast) -> Cast:
    """Three days of scores; N001 lost one point of four."""
    one = requirement("AA-01")
    found(one, cast.outlet)
    stands(one, cast.sister, "holds")
    stands(one, cast.far_outlet, "holds")
    for days in (2, 1, 0):
        with clock.standing_at(NOON - timedelta(days=days)):
            score_today()
    return cast


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_the_score_screens_open_for_every_role_that_may_see(scored: Cast, role: Role, language: str) -> None:
    client = as_seen_by(scored.person(role), language)
    text = text_of(client, "/scores/")
    assert ("N001" in text) is (Right.SEE in RIGHTS[role])
    sheet = text_of(client, "/scores/N001/", 200 if Right.SEE in RIGHTS[role] else 404)
    assert (("Requirement AA-01" if language == "en" else "要求AA-01") in sheet) is (Right.SEE in RIGHTS[role])


def test_scores_of_another_branch_stay_hidden(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.BRANCH_MANAGER))
    assert "N101" not in text_of(client, "/scores/")
    text_of(client, "/scores/N101/", 404)
    text_of(client, "/scores/?unit=B2", 404)


def test_each_number_opens_its_reasons(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE))
    assert 'href="/scores/N001/"' in text_of(client, "/scores/")
    sheet = text_of(client, "/scores/N001/")
    assert "75.0" in sheet
    assert "要求AA-01" in sheet


def test_a_unit_and_a_module_narrow_the_ranking(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE))
    text = text_of(client, "/scores/?unit=B2&module=1")
    assert "/scores/N101/" in text
    assert "/scores/N001/" not in text
    assert '<option value="B2" selected>' in text


def test_the_lowest_score_stands_first_unless_the_best_are_asked_for(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE))
    lowest, best = text_of(client, "/scores/"), text_of(client, "/scores/?order=best")
    assert lowest.index('"/scores/N001/"') < lowest.index('"/scores/N002/"') < lowest.index('"/scores/N101/"')
    assert best.index('"/scores/N002/"') < best.index('"/scores/N101/"') < best.index('"/scores/N001/"')
    assert 'href="?order=best"' in lowest
    assert '<input type="hidden" name="order" value="best">' in best
    answer = client.get("/scores/?format=csv&order=best").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in answer[1:]] == ["柳巷网点", "西关网点", "东门网点"]


def test_the_ranking_comes_a_page_at_a_time(scored: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangdian.entrypoints.web.scores.views.SHOWN", 2)
    client = as_seen_by(scored.person(Role.HEAD_OFFICE))
    first = text_of(client, "/scores/?unit=HQ")
    assert "/scores/N101/" not in first
    more = re.search(r'hx-get="([^"]+after=[^"]+)"', first)
    assert more is not None
    rest = text_of(client, f"/scores/{more[1].replace('&amp;', '&')}", htmx=True)
    assert "<main" not in rest
    assert "/scores/N101/" in rest
    assert "/scores/N001/" not in rest
    assert "after=" not in rest
    text_of(client, "/scores/?after=broken", 422)


def test_a_day_of_the_past_is_shown_as_it_was_given(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE))
    assert "75.0" in text_of(client, "/scores/N001/?day=2026-11-17")
    assert "这一天没有计分" in text_of(client, "/scores/N001/?day=2026-01-01")
    for odd in ("yesterday", "2026-02-31"):
        text_of(client, f"/scores/N001/?day={odd}", 422)


@pytest.mark.parametrize("role", [Role.HEAD_OFFICE, Role.LOBBY_MANAGER])
def test_the_ranking_is_saved_as_a_file_by_those_who_may(scored: Cast, role: Role) -> None:
    client = as_seen_by(scored.person(role))
    may = Right.EXPORT in RIGHTS[role]
    assert ("format=csv" in text_of(client, "/scores/")) is may
    answer = client.get("/scores/?format=csv")
    assert answer.status_code == (200 if may else 403)
    assert ("东门网点" in answer.content.decode("utf-8-sig")) is may


def test_a_bank_without_scores_says_how_they_come(cast: Cast) -> None:
    client = as_seen_by(cast.person(Role.HEAD_OFFICE), "en")
    assert "No score has been given yet" in text_of(client, "/scores/")


def test_the_limit_is_the_bar_of_the_edition_in_force_and_else_said_to_be_a_default(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE), "en")
    assert "2 of 3 outlets reach 90 (default)" in text_of(client, "/scores/")
    assert "the thin line is 90, a default: the sheet has no bar" in text_of(client, "/scores/N001/")
    found(requirement("AA-02", points="50"), scored.sister)
    in_force(Decimal("98.5"))
    score_today()
    page, sheet = text_of(client, "/scores/"), text_of(client, "/scores/N001/")
    assert "1 of 3 outlets reach the bar of 98.5" in page
    assert '"limit": 98.5' in page
    assert "the thin line is the bar of 98.5" in page
    assert '"limit": 98.5' in sheet
    assert "outlets reach 90 (default)" in text_of(client, "/scores/?module=1")
    card = client.get("/api/v1/scores").json()
    assert (card["limit"], card["bar"], card["good"]) == ("98.50", "98.50", 1)


def in_force(bar: Decimal) -> None:
    """An edition with this bar over the sheet of the last load."""
    edition = SheetEdition.objects.create(
        name=f"Own {bar}", bar=bar, body={}, digest="", state="adopted", made_by=0, made_at=clock.now(),
    )
    Load.objects.create(
        at=clock.now(), digest=f"own {bar}", packs=[], sheet=SHEET, sheet_edition=edition, added=0, changed=0, gone=0,
    )


def test_ranks_that_cannot_be_told_apart_are_said_so_once_and_spans_stand_where_they_say_something() -> None:
    wide = RankLine(
        rank=1, tied=False, code="", name_zh="", branch_code="", branch_zh="", score=None, change=None,
        coverage=Decimal(1), lost=Decimal(0), reasons=0, dearest_zh="", dearest_en="", dearest_lost=None,
        best=1, worst=120, of=120,
    )
    narrow, edge, none = replace(wide, worst=107), replace(wide, worst=108), replace(wide, best=None, worst=None)
    assert [one.rank_is_sure for one in (wide, narrow, edge, none)] == [False, True, False, None]
    (span,) = [column for column in RANKING.columns if column.key == "span"]
    assert span.shown is not None
    assert [span.shown(one) for one in (wide, narrow, none)] == ["", "1–107", ""]
    assert span.value(wide) == "1–120"
    assert [mostly_unsure(lines) for lines in ([wide, wide, narrow], [wide, narrow], [none], [])] == [
        True, False, False, False,
    ]


def test_a_ranking_whose_ranks_cannot_be_told_apart_says_so(scored: Cast) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE), "en")
    assert text_of(client, "/scores/").count("The scores lie too close together to tell most ranks apart") == 1


@pytest.mark.parametrize("path", ["/scores/", "/scores/?unit=B1", "/scores/N001/", "/scores/N001/?day=2026-11-17"])
def test_a_score_screen_keeps_to_its_budget(scored: Cast, path: str) -> None:
    for number in range(2, 9):
        found(requirement(f"AA-0{number}"), scored.outlet)
    score_today()
    assert cost_of(as_seen_by(scored.person(Role.HEAD_OFFICE)), path) <= PAGE_BUDGET


@pytest.mark.parametrize(
    "path", ["/scores", "/scores/trend", "/outlets/N001/score", "/outlets/N001/score?day=2026-11-17",
             "/outlets/N001/score/trend"],
)
def test_the_api_answers_what_the_screens_show(scored: Cast, path: str) -> None:
    client = as_seen_by(scored.person(Role.HEAD_OFFICE))
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200
    assert "75" in answer.content.decode() or "91.67" in answer.content.decode()
    far = as_seen_by(scored.people["far-branch_manager"])
    hidden = far.get(f"/api/v1{path}")
    assert hidden.status_code == 404 or "N001" not in hidden.content.decode()
