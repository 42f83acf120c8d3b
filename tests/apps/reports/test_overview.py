"""The overview says of each outlet whether it is in order, what is not, since when, and its score."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.reports.overview_cards import OutletLine, Wanted
from wangdian.apps.reports.overview_queries import outlets_overview
from wangdian.apps.reports.today_queries import today
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound

EVERYTHING = Wanted()
BUDGET = 6
"""Queries: the newest day, the page, what counts, the catalogue, what is known, the scores."""


def lines(who: Actor, wanted: Wanted = EVERYTHING) -> dict[str, OutletLine]:
    return {line.code: line for line in outlets_overview(who, wanted).items}


@pytest.fixture
def mixed(cast: Cast) -> Cast:
    """N001 fails twice, N002 holds, of N101 nothing is known."""
    found(requirement("AA-01"), cast.outlet)
    worst = found(requirement("AA-02"), cast.outlet)
    Finding.objects.filter(pk=worst.pk).update(severity="critical", opened_at=NOON - timedelta(hours=1))
    stands(requirement("AA-03"), cast.sister, "holds")
    return cast


def test_an_outlet_says_how_it_stands_and_why(mixed: Cast) -> None:
    told = lines(mixed.near(Role.HEAD_OFFICE))
    assert {code: line.says for code, line in told.items()} == {"N001": "fails", "N002": "holds", "N101": "unknown"}
    against = told["N001"].against
    assert against is not None
    assert (against.count, against.since) == (2, NOON - timedelta(days=2))
    assert (against.worst.severity, against.worst.title_en) == ("critical", "Requirement AA-02")
    assert (told["N001"].unit_zh, told["N001"].unit_en) == ("东城支行", "East branch")
    assert told["N002"].against is None


def test_of_equally_bad_ones_the_oldest_is_named(cast: Cast) -> None:
    newer, older = (found(requirement(key), cast.outlet) for key in ("AA-01", "AA-02"))
    Finding.objects.filter(pk=older.pk).update(opened_at=NOON - timedelta(days=9))
    against = lines(cast.near(Role.HEAD_OFFICE))["N001"].against
    assert against is not None
    assert against.worst.finding_id == older.pk != newer.pk


def test_what_is_let_pass_does_not_count_until_it_is_over(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet, waived_until=NOON + timedelta(days=1))
    assert lines(cast.near(Role.HEAD_OFFICE))["N001"].says == "unknown"
    Finding.objects.filter(pk=finding.pk).update(waived_until=NOON)
    assert lines(cast.near(Role.HEAD_OFFICE))["N001"].says == "fails"


@pytest.mark.parametrize(
    ("state", "codes"), [("fails", ["N001"]), ("holds", ["N002"]), ("unknown", ["N101"]), ("closed", [])],
)
def test_a_state_narrows_to_as_many_as_today_counts(mixed: Cast, state: str, codes: list[str]) -> None:
    who = mixed.near(Role.HEAD_OFFICE)
    assert list(lines(who, Wanted(state=state))) == codes
    counted = today(who).standing
    said = {"fails": counted.not_in_order, "holds": counted.in_order, "unknown": counted.unknown, "closed": 0}
    assert said[state] == len(codes)


def test_a_state_that_there_is_not_is_refused(mixed: Cast) -> None:
    with pytest.raises(Invalid):
        outlets_overview(mixed.near(Role.HEAD_OFFICE), Wanted(state="splendid"))


def test_an_outlet_that_is_closed_down_says_so_and_nothing_else(mixed: Cast) -> None:
    score_today()
    CloseOutlet(who=SYSTEM, code="N001", closed_on=clock.today()).do()
    who = mixed.near(Role.HEAD_OFFICE)
    line = lines(who)["N001"]
    assert (line.says, line.closed_on, line.against, line.score) == ("closed", NOON.date(), None, None)
    assert list(lines(who, Wanted(state="closed"))) == ["N001"]
    assert lines(who, Wanted(state="fails")) == {}
    assert "N001" not in lines(who, Wanted(lowest=True))


def test_the_score_is_the_latest_with_its_change_in_30_days(mixed: Cast) -> None:
    with clock.standing_at(NOON - timedelta(days=30)):
        score_today()
    found(requirement("BB-01"), mixed.sister)
    score_today()
    told = lines(mixed.near(Role.HEAD_OFFICE))
    assert (told["N002"].score, told["N002"].change) == (Decimal("87.50"), Decimal("-12.50"))
    assert told["N001"].change == Decimal(0)
    assert (told["N101"].score, told["N101"].change) == (None, None)


def test_yesterdays_score_stands_until_today_is_counted(mixed: Cast) -> None:
    with clock.standing_at(NOON - timedelta(days=1)):
        score_today()
    assert lines(mixed.near(Role.HEAD_OFFICE))["N002"].score == Decimal(100)


def test_the_lowest_score_comes_first_a_page_at_a_time(mixed: Cast) -> None:
    stands(requirement("CC-01"), mixed.far_outlet, "holds")
    score_today()
    who, seen, after = mixed.near(Role.HEAD_OFFICE), [], None
    for _ in range(3):
        page = outlets_overview(who, Wanted(lowest=True), after, limit=1)
        seen.append(page.items[0].code)
        after = page.after
    assert seen == ["N001", "N002", "N101"]
    assert after is None
    assert list(lines(who, Wanted(lowest=True, state="holds"))) == ["N002", "N101"]


def test_without_any_score_the_lowest_first_is_empty(mixed: Cast) -> None:
    assert lines(mixed.near(Role.HEAD_OFFICE), Wanted(lowest=True)) == {}


def test_kind_unit_and_words_narrow(mixed: Cast) -> None:
    who = mixed.near(Role.HEAD_OFFICE)
    assert list(lines(who, Wanted(unit="B1"))) == ["N001", "N002"]
    assert list(lines(who, Wanted(search="liuxiang"))) == ["N002"]
    assert list(lines(who, Wanted(search="n101"))) == ["N101"]
    assert lines(who, Wanted(kind="community")) == {}


@pytest.mark.parametrize("wanted", [
    Wanted(), Wanted(lowest=True), Wanted(search="N"), *(Wanted(state=s) for s in ("fails", "holds", "unknown")),
])
def test_a_branch_manager_is_told_nothing_of_another_branch(mixed: Cast, wanted: Wanted) -> None:
    found(requirement("ZZ-01"), mixed.far_outlet)
    score_today()
    assert "N101" not in lines(mixed.near(Role.BRANCH_MANAGER), wanted)
    assert set(lines(mixed.far(Role.BRANCH_MANAGER), wanted)) <= {"N101"}


def test_a_hidden_unit_looks_absent(mixed: Cast) -> None:
    for unit in ("B2", "B9"):
        with pytest.raises(NotFound):
            outlets_overview(mixed.near(Role.BRANCH_MANAGER), Wanted(unit=unit))


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(lowest=True), Wanted(state="fails")])
def test_a_page_takes_as_many_queries_whatever_there_is(
    mixed: Cast, django_assert_num_queries: DjangoAssertNumQueries, wanted: Wanted,
) -> None:
    score_today()
    who = mixed.near(Role.HEAD_OFFICE)
    for number in range(10, 20):
        for prefix, outlet in (("DA", mixed.outlet), ("DB", mixed.sister), ("DC", mixed.far_outlet)):
            found(requirement(f"{prefix}-{number}"), outlet)
    outlets_overview(who, wanted)  # reads what is required once for all that follow
    with django_assert_num_queries(BUDGET):
        outlets_overview(who, wanted)


@pytest.mark.parametrize("wanted", [
    Wanted(), Wanted(lowest=True), *(Wanted(state=s) for s in ("fails", "holds", "unknown")),
    Wanted(lowest=True, state="fails"),
])
def test_a_page_is_read_in_the_order_of_an_index(mixed: Cast, wanted: Wanted) -> None:
    """Nothing is sorted whole and nothing but the outlets themselves is walked, so a page costs what it shows."""
    score_today()
    who = mixed.near(Role.HEAD_OFFICE)
    outlets_overview(who, wanted)
    with CaptureQueriesContext(connection) as seen:
        outlets_overview(who, wanted)
    about = [query["sql"] for query in seen.captured_queries if '"standards_load"' not in query["sql"]]
    assert len(about) == BUDGET - 1
    with connection.cursor() as cursor:
        for sql in about:
            assert dear_steps(cursor, sql) == [], sql


def dear_steps(cursor: CursorWrapper, sql: str) -> list[str]:
    """The steps of a plan that sort a whole answer or read a whole table."""
    if connection.vendor == "sqlite":
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
        return [s for s in steps if s == "USE TEMP B-TREE FOR ORDER BY" or (s.startswith("SCAN") and "INDEX" not in s)]
    # Tables of a few rows are cheapest read whole; what is asked here is whether there is another way.
    cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
    steps = [row[0].strip(" ->") for row in cursor.fetchall()]
    return [step for step in steps if step == "Sort" or step.startswith("Seq Scan")]
