"""A score follows its day, names its reasons, and stands once the day is over."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.jobs import score_day, score_outlets, score_today
from wangdian.apps.reports.listeners import finding_turned
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.queries import outlet_score, ranking, trend, unit_trend
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound


def kept(outlet: Outlet) -> ScoreDay:
    return ScoreDay.objects.get(outlet=outlet, day=clock.today())


def test_a_failure_costs_its_first_step_and_a_repeat_the_next(cast: Cast) -> None:
    found(requirement("AA-01", points="4", first="1", repeat="3"), cast.outlet)
    found(requirement("AA-02", points="6", first="2", repeat="5"), cast.outlet, repeats=1)
    score_today()
    row = kept(cast.outlet)
    assert (row.full, row.lost, row.score) == (Decimal(10), Decimal(6), Decimal(40))
    assert [(d["requirement"], d["lost"]) for d in row.deductions] == [("AA-02", "5"), ("AA-01", "1")]


def test_unknown_leaves_the_score_and_shows_in_the_coverage(cast: Cast) -> None:
    stands(requirement("AA-01", points="6"), cast.outlet, "holds")
    stands(requirement("AA-02", points="2"), cast.outlet, "unknown")
    stands(requirement("AA-03", points="2"), cast.outlet, "not_applicable")
    score_today()
    assert (kept(cast.outlet).score, kept(cast.outlet).coverage) == (Decimal(100), Decimal("0.75"))


def test_an_outlet_of_which_nothing_is_known_has_no_score(cast: Cast) -> None:
    score_today()
    assert kept(cast.outlet).score is None


def test_a_waived_finding_costs_nothing_until_its_waiver_ends(cast: Cast) -> None:
    found(requirement("AA-01"), cast.outlet, waived_until=NOON + timedelta(days=1))
    assert outlet_score(SYSTEM, "N001").score == Decimal(100)
    with clock.standing_at(NOON + timedelta(days=2)):
        assert outlet_score(SYSTEM, "N001").score == Decimal(75)


def test_what_is_said_to_be_mended_counts_until_it_is_closed(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet)
    finding.state = "mended"
    finding.save()
    assert outlet_score(SYSTEM, "N001").lost == Decimal(1)


def test_the_live_score_stores_nothing(cast: Cast) -> None:
    found(requirement("AA-01"), cast.outlet)
    card = outlet_score(SYSTEM, "N001")
    assert card.score == Decimal(75)
    assert not ScoreDay.objects.exists()


def test_each_deduction_names_its_requirement_its_place_and_the_finding_behind_it(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet)
    (one,) = outlet_score(SYSTEM, "N001").deductions
    assert (one.title_zh, one.subject, one.finding_id) == ("要求AA-01", "东门网点", finding.pk)
    assert one.since == finding.opened_at


def test_todays_score_follows_the_day(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet)
    score_today()
    finding.state = "closed"
    finding.save()
    finding.subject.standings.update(says="holds")
    finding_turned({"finding_id": finding.pk}, 1)
    assert kept(cast.outlet).score == Decimal(100)
    assert ScoreDay.objects.count() == 3


def test_a_score_once_given_stands(cast: Cast) -> None:
    found(requirement("AA-01"), cast.outlet)
    score_today()
    before = list(ScoreDay.objects.order_by("pk").values())
    found(requirement("AA-02"), cast.outlet)
    with clock.standing_at(NOON + timedelta(days=1)):
        score_today()
        with pytest.raises(Invalid):
            score_day(NOON.date())
    assert list(ScoreDay.objects.filter(day=NOON.date()).order_by("pk").values()) == before


def test_the_present_says_nothing_of_another_day(cast: Cast) -> None:
    for days in (-1, 1):
        with pytest.raises(Invalid):
            score_day(NOON.date() + timedelta(days=days))
    assert not ScoreDay.objects.exists()


def test_a_closed_outlet_gets_no_score(cast: Cast) -> None:
    Outlet.objects.filter(pk=cast.sister.pk).update(closed_on=NOON.date())
    assert score_today() == 2
    assert not ScoreDay.objects.filter(outlet=cast.sister).exists()


def test_equals_share_a_rank_and_the_next_is_left_out(cast: Cast) -> None:
    one = requirement("AA-01")
    stands(one, cast.outlet, "holds")
    stands(one, cast.sister, "holds")
    found(one, cast.far_outlet)
    score_today()
    lines = ranking(SYSTEM).lines
    assert [(line.code, line.rank, line.tied) for line in lines] == [
        ("N001", 1, True), ("N002", 1, True), ("N101", 3, False),
    ]


def test_the_change_is_against_thirty_days_ago(cast: Cast) -> None:
    one = requirement("AA-01")
    finding = found(one, cast.outlet)
    with clock.standing_at(NOON - timedelta(days=30)):
        score_today()
    finding.delete()
    finding.subject.standings.update(says="holds")
    score_today()
    lines = {line.code: line for line in ranking(SYSTEM).lines}
    assert (lines["N001"].score, lines["N001"].change) == (Decimal(100), Decimal(25))
    assert lines["N002"].change is None


def test_branches_are_counted_by_their_points_and_modules_apart(cast: Cast) -> None:
    first, second = requirement("AA-01", module="1"), requirement("BB-01", module="2", points="12", first="12")
    found(first, cast.outlet)
    stands(second, cast.outlet, "holds")
    found(second, cast.sister)
    stands(first, cast.far_outlet, "holds")
    score_today()
    both = ranking(SYSTEM)
    assert {b.code: b.score for b in both.branches} == {"B1": Decimal("53.57"), "B2": Decimal(100)}
    told = {m.code: (m.title_zh, m.lost) for m in both.modules}
    assert told == {"1": ("环境", Decimal(1)), "2": ("设备", Decimal(12))}
    machines = {line.code: (line.score, line.reasons) for line in ranking(SYSTEM, module="2").lines}
    assert machines == {"N001": (Decimal(100), 0), "N002": (Decimal(0), 1)}
    with pytest.raises(Invalid):
        ranking(SYSTEM, module="2", day=NOON.date() - timedelta(days=1))


def test_the_trend_tells_each_kept_day(cast: Cast) -> None:
    stands(requirement("AA-01"), cast.outlet, "holds")
    for days in (91, 3, 0):
        with clock.standing_at(NOON - timedelta(days=days)):
            score_today()
    days = [NOON.date() - timedelta(days=3), NOON.date()]
    assert [point.day for point in trend(SYSTEM, "N001")] == days
    assert [(p.day, p.score) for p in unit_trend(SYSTEM, "B1")] == [(day, Decimal(100)) for day in days]


def test_scores_of_other_branches_are_hidden(cast: Cast) -> None:
    score_today()
    who = cast.near(Role.BRANCH_MANAGER)
    assert {line.code for line in ranking(who).lines} == {"N001", "N002"}
    assert unit_trend(who)[0].coverage == 0
    for hidden in (lambda: outlet_score(who, "N101"), lambda: trend(who, "N101"), lambda: ranking(who, unit="B2")):
        with pytest.raises(NotFound):
            hidden()


def test_questions_cost_the_same_for_any_number_of_outlets(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for key in ("AA-01", "AA-02", "AA-03"):
        one = requirement(key)
        for outlet in (cast.outlet, cast.sister, cast.far_outlet):
            found(one, outlet)
    score_outlets([cast.outlet.pk])
    with django_assert_num_queries(23):  # four of them begin and end transactions, eight note the signs
        score_outlets([cast.outlet.pk, cast.sister.pk, cast.far_outlet.pk])
    with django_assert_num_queries(5):
        outlet_score(SYSTEM, "N001")
    with django_assert_num_queries(6):
        ranking(SYSTEM)
    with django_assert_num_queries(2):
        trend(SYSTEM, "N001")
    with django_assert_num_queries(2):
        unit_trend(SYSTEM, "B1")
