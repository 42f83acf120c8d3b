"""Rules of a sheet: corrected on the spot, concealed, floors of modules, what does not apply; how sure a rank is."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from wangdian.domain.concealing import Looked, concealed
from wangdian.domain.requirement_fields import Place
from wangdian.domain.scoring import Line, Rule, Standing, score
from wangdian.domain.uncertainty import rank_span, span_of, wilson
from wangdian.foundation.clock import BANK_ZONE

AT = datetime(2026, 11, 18, 9, tzinfo=BANK_ZONE)
STEPS = (Decimal(2), Decimal(4))


def line(
    key: str = "AA-01", standing: Standing = Standing.FAILS, module: str = "1", points: int = 4, subject: str = "",
    concealed: Decimal | None = None, repeats: int = 0,
) -> Line:
    return Line(
        requirement=key, place=Place(module=module, project=module, item=module), points=Decimal(points),
        standing=standing, steps=STEPS, on_the_spot=Decimal(1), concealed=concealed, subject=subject, repeats=repeats,
    )


def test_a_failure_corrected_on_the_spot_loses_less_than_one_that_stands() -> None:
    corrected, open_ = score([line(standing=Standing.CORRECTED)]).total, score([line()]).total
    assert (corrected.lost, open_.lost) == (1, 2)
    assert [one.rule for one in corrected.deductions] == [Rule.ON_THE_SPOT]


def test_a_repeat_loses_the_step_of_the_repeat_and_the_last_one_stands_for_all_that_follow() -> None:
    assert [score([line(repeats=n)]).total.lost for n in (0, 1, 2)] == [2, 4, 4]


@pytest.mark.parametrize(
    ("price", "lost", "rule"),
    [("3", 3, Rule.CONCEALED), ("9", 4, Rule.CONCEALED), ("2", 2, Rule.STEPS), ("0.5", 2, Rule.STEPS)],
)
def test_concealing_costs_its_price_and_is_named_only_if_that_is_more(price: str, lost: int, rule: Rule) -> None:
    """Never more than there is."""
    total = score([line(concealed=Decimal(price))]).total
    assert total.lost == lost
    assert [one.rule for one in total.deductions] == [rule]


def test_a_module_below_its_floor_is_named_and_one_at_it_is_not() -> None:
    card = score([line(), line("AA-02", module="2", standing=Standing.HOLDS)])
    assert card.below({"1": Decimal(50), "2": Decimal(100)}) == ()
    assert card.below({"1": Decimal("50.01"), "2": Decimal(100)}) == ("1",)


def test_a_module_that_does_not_apply_at_all_leaves_both_sides_and_misses_no_floor() -> None:
    rest = [line("AA-02", standing=Standing.HOLDS, module="2")]
    away = [line(standing=Standing.NOT_APPLICABLE), *rest]
    assert score(away) == score(rest)
    assert "1" not in score(away).modules
    assert score(away).below({"1": Decimal(100)}) == ()
    assert score([line(standing=Standing.NOT_APPLICABLE)]).total.score is None


def test_a_module_of_which_nothing_is_known_misses_no_floor() -> None:
    assert score([line(standing=Standing.UNKNOWN)]).below({"1": Decimal(100)}) == ()


def looks(*told: tuple[str, int, str]) -> list[Looked]:
    return [Looked(kind, AT + timedelta(days=day), says) for kind, day, says in told]


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        ([("self", 0, "holds"), ("recheck", 3, "fails")], True),
        ([("opening", 0, "holds"), ("spot", 7, "fails")], True),
        ([("self", 0, "holds"), ("recheck", 8, "fails")], False),
        ([("self", 0, "fails"), ("recheck", 3, "fails")], False),
        ([("self", 0, "holds"), ("self", 2, "fails"), ("recheck", 3, "fails")], False),
        ([("self", 0, "holds"), ("recheck", 3, "holds")], False),
        ([("recheck", 0, "fails"), ("self", 1, "holds")], False),
        ([("recheck", 3, "fails")], False),
        ([("self", 0, "holds"), ("self", 3, "fails")], False),
    ],
)
def test_a_self_check_conceals_what_others_find_within_a_week(told: list[tuple[str, int, str]], hidden: bool) -> None:
    assert concealed(looks(*told)) is hidden


def test_wilson_agrees_with_published_figures() -> None:
    low, high = wilson(0.8, 10)  # 8 of 10: 0.490 to 0.943, Newcombe 1998
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    low, high = wilson(0.0, 20)
    assert (low, round(high, 3)) == (0.0, 0.161)


def test_fewer_known_checks_make_a_wider_span() -> None:
    many = [line(f"AA-{n:02}", Standing.HOLDS if n % 10 else Standing.FAILS) for n in range(60)]
    few, unseen = many[:10], [line("BB-01", Standing.UNKNOWN)]
    wide, narrow = span_of(score(few)), span_of(score(many))
    assert wide is not None
    assert narrow is not None
    assert wide.high - wide.low > narrow.high - narrow.low
    assert span_of(score([*few, *unseen])) == wide
    assert span_of(score(unseen)) is None
    mark = score(many).total.score
    assert mark is not None
    assert narrow.low < mark < narrow.high


def test_a_rank_lies_between_those_surely_better_and_those_that_may_be() -> None:
    span = rank_span(better=7, overlapping=11, of=120)
    assert (span.best, span.worst, span.of) == (8, 19, 120)
