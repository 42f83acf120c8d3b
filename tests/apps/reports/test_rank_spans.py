"""Every rank of a ranking is told with the span that it surely lies in, and who fails whatever their score is named."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.reports.ends import Ends, Spans, ends_of, heard_ends
from wangdian.apps.reports.jobs import score_outlets, score_today
from wangdian.apps.reports.models import ModuleMark, ScoreDay, UnitDay
from wangdian.apps.reports.queries import ranking
from wangdian.apps.reports.rank_spans import outlet_rank
from wangdian.apps.standards.models import Load, SheetEdition
from wangdian.domain.rights import SYSTEM, Role
from wangdian.domain.uncertainty import rank_span
from wangdian.foundation import clock


@pytest.fixture
def bank(cast: Cast) -> Cast:
    """Ten requirements of one module hold at one outlet, half of them fail at another, one alone is known at the third;
    of a second module two are known at the first outlet."""
    for n in range(10):
        row = requirement(f"AA-{n:02}")
        stands(row, cast.outlet, "holds")
        if n < 5:
            found(row, cast.sister)
        else:
            stands(row, cast.sister, "holds")
        stands(row, cast.far_outlet, "holds" if n == 0 else "unknown")
    for n in range(2):
        stands(requirement(f"BB-{n:02}", module="2"), cast.outlet, "holds")
    score_today()
    return cast


def by_definition(module: str = "", below: str = "") -> dict[str, tuple[int, int]]:
    """The spans, counted pair by pair."""
    if module:
        rows = list(ModuleMark.objects.filter(module=module, path__startswith=below, score__isnull=False))
    else:
        rows = list(ScoreDay.objects.filter(day=clock.today(), path__startswith=below, score__isnull=False))
    told = {}
    for row in rows:
        better = sum(other.low > row.high for other in rows)
        worse = sum(other.high < row.low for other in rows)
        span = rank_span(better, len(rows) - 1 - better - worse, len(rows))
        told[row.outlet.code] = (span.best, span.worst)
    return told


@pytest.mark.parametrize("module", ["", "1", "2"])
@pytest.mark.parametrize("unit", ["", "B1", "B2"])
def test_the_span_of_every_line_is_what_counting_pair_by_pair_gives(bank: Cast, module: str, unit: str) -> None:
    lines = ranking(SYSTEM, unit=unit, module=module).lines
    below = {"": "", "B1": bank.outlet.unit.path[:-5], "B2": bank.far_outlet.unit.path[:-5]}[unit]
    told = {one.code: (one.best, one.worst) for one in lines if one.score is not None}
    assert told == by_definition(module, below)
    assert all(one.best <= (one.rank or 0) <= one.worst for one in lines if one.best and one.worst)


def test_few_known_checks_mean_a_wide_span(bank: Cast) -> None:
    """The outlet of which one check is known is first by its score, and may well be the last."""
    told = {one.code: (one.rank, one.best, one.worst) for one in ranking(SYSTEM).lines}
    assert told["N101"][0] == 1
    assert told["N101"][1:] == (1, 3)


def test_the_ranking_tells_of_the_whole_bank_what_the_page_of_the_outlet_tells(bank: Cast) -> None:
    for line in ranking(SYSTEM).lines:
        alone = outlet_rank(SYSTEM, line.code)
        assert alone is not None
        assert (line.rank, line.best, line.worst) == (alone.rank, alone.best, alone.worst)


def test_spans_follow_the_scores_and_are_never_counted_twice(bank: Cast) -> None:
    found(requirement("AA-77"), bank.outlet)
    for _turn in range(3):
        score_outlets([bank.outlet.pk, bank.sister.pk])
    told = {one.code: (one.best, one.worst) for one in ranking(SYSTEM).lines}
    assert told == by_definition()
    with clock.standing_at(NOON + timedelta(days=1)):
        score_today()
        assert {one.code: (one.best, one.worst) for one in ranking(SYSTEM).lines} == by_definition()
    for unit in UnitDay.objects.select_related("unit"):
        kept = heard_ends(unit.ends)[""]
        rows = ScoreDay.objects.filter(day=unit.day, path__startswith=unit.unit.path, score__isnull=False)
        assert kept.low.total() == kept.high.total() == rows.count()
        assert all(n > 0 for n in [*kept.low.values(), *kept.high.values()])


def test_where_not_all_ends_were_kept_no_span_is_told(bank: Cast) -> None:
    unit = UnitDay.objects.get(unit=bank.root)
    unit.ends = {}
    unit.save()
    assert [(one.best, one.worst) for one in ranking(SYSTEM).lines] == [(None, None)] * 3
    assert ranking(SYSTEM, unit="B1").lines[0].best == 1


def test_a_person_of_one_outlet_sees_its_rank_among_itself(bank: Cast) -> None:
    (line,) = ranking(bank.near(Role.OUTLET_MANAGER)).lines
    assert (line.code, line.rank, line.best, line.worst) == ("N001", 1, 1, 1)


def test_ends_that_are_taken_out_again_leave_nothing() -> None:
    modules = [{"code": "1", "low": "1", "high": "2"}, {"code": "2"}]
    total, one = Ends(), ends_of(Decimal("40"), Decimal("60.5"), modules)
    assert set(one) == {"", "1"}
    total.add(one[""])
    total.add(one[""], -1)
    assert (dict(total.low), dict(total.high)) == ({}, {})
    assert Spans(total).of == 0


def edition(bank: Cast, bar: str | None) -> None:
    row = SheetEdition.objects.create(
        name="Own", bar=bar and Decimal(bar), body={}, digest="d", made_by=0, made_at=NOON, state="adopted",
        from_day=NOON.date(),
    )
    last = Load.objects.order_by("-pk").first()
    assert last is not None
    Load.objects.create(
        at=NOON, digest="own", packs=[], sheet=last.sheet, sheet_edition=row, added=0, changed=0, gone=0,
    )


def floor_of_module_1(floor: str) -> None:
    last = Load.objects.order_by("-pk").first()
    assert last is not None
    sheet = {**last.sheet, "modules": [{**last.sheet["modules"][0], "floor": floor}, *last.sheet["modules"][1:]]}
    Load.objects.create(at=NOON, digest="floor", packs=[], sheet=sheet, added=0, changed=0, gone=0)


def results() -> dict[str, tuple[bool | None, bool, tuple[str, ...]]]:
    return {one.code: (one.passes, one.below_bar, one.floors_zh) for one in ranking(SYSTEM).lines}


def test_without_a_bar_and_a_floor_nobody_passes_and_nobody_fails(bank: Cast) -> None:
    assert set(results().values()) == {(None, False, ())}


def test_a_module_below_its_floor_fails_the_whole_and_is_named(bank: Cast) -> None:
    floor_of_module_1("90")
    score_today()
    assert results() == {
        "N001": (True, False, ()), "N002": (False, False, ("环境",)), "N101": (True, False, ()),
    }


def test_a_score_below_the_bar_fails_by_the_sheet_by_which_it_was_given(bank: Cast) -> None:
    edition(bank, "90")
    score_today()
    assert results()["N002"] == (False, True, ())
    assert results()["N001"] == (True, False, ())
    Load.objects.create(at=NOON, digest="later", packs=[], sheet=Load.objects.order_by("-pk")[0].sheet,
                        added=0, changed=0, gone=0)
    assert results()["N002"] == (False, True, ())


def test_who_has_no_score_neither_passes_nor_fails(bank: Cast) -> None:
    edition(bank, "90")
    bank.far_outlet.subject.standings.all().delete()
    score_today()
    assert results()["N101"] == (None, False, ())


def test_a_page_of_the_ranking_asks_as_much_of_many_as_of_few(
    bank: Cast, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ranking(SYSTEM, unit="B2")  # the catalogue is read once a process
    for unit, most in (("B2", 7), ("B1", 7), ("", 6)):
        with django_assert_max_num_queries(most):
            ranking(SYSTEM, unit=unit)
