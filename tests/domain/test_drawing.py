"""Drawing: the same seed draws the same, risk pulls, chance reaches everybody."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangdian.domain.drawing import (
    LEAST,
    PARTS,
    WEIGHTS,
    Risk,
    Signs,
    chance_part,
    chances,
    check_weights,
    draw,
    risks,
)
from wangdian.foundation.errors import Invalid

CODES = [f"N{n:03}" for n in range(20)]
KNOWN_OF_NOW = ["N0007", "N0027", "N0030", "N0013", "N0002"]
KNOWN_DRAW = ["N011", "N003", "N014", "N012", "N009"]
ALIKE = dict.fromkeys(CODES, Decimal(1))
QUIET = Signs(lost=Decimal(0), days=0, repeats=0, faults=0, season=0)


def risk(signs: Signs, weights: dict[str, Decimal]) -> Risk:
    """By the first law, which looked at one outlet alone; draws that were made by it are still made again by it."""
    return risks(1, {"N001": signs}, weights)["N001"]


def good_bank(outlets: int) -> dict[str, Signs]:
    """Scores between 90 and 100, nobody checked yet, a repeat or a fault here and there."""
    dice = Random(7)
    return {
        f"N{n:04}": Signs(
            lost=Decimal(dice.randint(0, 1000)) / 100, days=None, repeats=int(dice.random() < 0.1),
            faults=int(dice.random() < 0.1), season=0,
        )
        for n in range(outlets)
    }


def test_the_same_seed_draws_the_same_in_whatever_order_the_outlets_come() -> None:
    backwards = dict(reversed(ALIKE.items()))
    assert draw("2026-11", ALIKE, 6, 2) == draw("2026-11", backwards, 6, 2)
    assert draw("2026-11", ALIKE, 6, 2) != draw("2026-12", ALIKE, 6, 2)


def test_a_draw_is_what_it_always_was() -> None:
    """Kept by heart: a draw of years ago must come out the same, on every machine and with every release."""
    risks = {code: Decimal(n % 5 + 1) for n, code in enumerate(CODES)}
    assert [one.code for one in draw("lottery 2026-11-18", risks, 5, 1)] == KNOWN_DRAW


@given(st.text(max_size=20), st.integers(1, 25), st.integers(0, 25))
def test_nobody_is_drawn_twice_and_no_more_than_asked_for(seed: str, size: int, by_chance: int) -> None:
    drawn = draw(seed, ALIKE, size, by_chance)
    assert len({one.code for one in drawn}) == len(drawn) == min(size, 20)
    assert sum(one.by_chance for one in drawn) <= by_chance


def test_first_places_follow_the_weights() -> None:
    """The first drawn by risk is each outlet in proportion to its risk: 1, 2, 3 and 4 of 10; 4,000 seeds."""
    risks = {"a": Decimal(1), "b": Decimal(2), "c": Decimal(3), "d": Decimal(4)}
    first = Counter(draw(f"s{n}", risks, 1, 0)[0].code for n in range(4000))
    for code, weight in risks.items():
        assert first[code] / 4000 == pytest.approx(float(weight) / 10, abs=0.03)


def test_told_chances_are_those_that_many_draws_show() -> None:
    risks = {code: Decimal(n % 4 * 10 + 1) for n, code in enumerate(CODES)}
    told = dict(zip(risks, chances([float(one) for one in risks.values()], 5, 2), strict=True))
    assert sum(told.values()) == pytest.approx(5)
    often = Counter(one.code for n in range(3000) for one in draw(f"s{n}", risks, 5, 2))
    for code in CODES:
        assert often[code] / 3000 == pytest.approx(told[code], abs=0.05)


def test_when_all_are_drawn_all_are_sure() -> None:
    assert chances([1.0, 2.0], 2, 1) == [1.0, 1.0]
    assert chances([1.0, 1.0, 1.0, 1.0], 2, 1) == pytest.approx([0.5] * 4)


@pytest.mark.parametrize("bank", [
    good_bank(120), {code: replace(one, repeats=0, faults=0) for code, one in good_bank(120).items()},
], ids=["repeats and faults here and there", "scores alone"])
def test_the_worst_tenth_of_a_good_bank_comes_four_times_as_often_as_its_middle(bank: dict[str, Signs]) -> None:
    """All that lies between is ten points; a fifth of the draw comes by chance, and is counted too."""
    told = risks(2, bank, WEIGHTS)
    probable = dict(zip(told, chances([float(one.pull) for one in told.values()], 10, 2), strict=True))
    ranked = sorted(told, key=lambda code: told[code].total, reverse=True)
    worst, middle = (sum(probable[code] for code in ranked[at : at + 12]) for at in (0, 54))
    assert worst >= 4 * middle


def test_draws_of_a_good_bank_show_it_too() -> None:
    bank = good_bank(120)
    told = risks(2, bank, WEIGHTS)
    ranked = sorted(told, key=lambda code: told[code].total, reverse=True)
    pulls = {code: one.pull for code, one in told.items()}
    often = Counter(one.code for n in range(400) for one in draw(f"s{n}", pulls, 10, 2))
    worst, middle, least = (sum(often[code] for code in ranked[at : at + 12]) for at in (0, 54, 108))
    assert worst >= 4 * middle
    assert least > 0


def test_a_part_is_the_share_of_the_outlets_for_which_less_speaks() -> None:
    bank = {
        "A": replace(QUIET, lost=Decimal(3), days=None), "B": replace(QUIET, lost=Decimal(1), days=200),
        "C": replace(QUIET, lost=None, days=10, repeats=9), "D": replace(QUIET, lost=Decimal(2), days=10),
    }
    parts = {code: one.parts for code, one in risks(2, bank, WEIGHTS).items()}
    assert [parts[code]["score"] / 35 for code in "ABCD"] == [Decimal("0.75"), 0, Decimal("0.25"), Decimal("0.25")]
    assert [parts[code]["age"] / 20 for code in "ABCD"] == [Decimal("0.75"), Decimal("0.5"), 0, 0]
    assert [parts[code]["repeats"] / 15 for code in "ABCD"] == [0, 0, Decimal("0.75"), 0]


def test_what_all_have_alike_says_nothing_and_nothing_at_all_makes_all_alike() -> None:
    told = risks(2, dict.fromkeys(CODES, Signs(lost=None, days=None, repeats=3, faults=2, season=9)), WEIGHTS)
    assert {(one.total, one.pull) for one in told.values()} == {(LEAST, LEAST**3)}
    assert risks(2, {}, WEIGHTS) == {}


def test_twice_the_risk_weighs_eight_times_as_much() -> None:
    told = risks(2, {code: replace(QUIET, lost=Decimal(n)) for n, code in enumerate(CODES)}, WEIGHTS)
    assert told["N010"].total == 2 * told["N005"].total
    assert told["N010"].pull == 8 * told["N005"].pull


def test_risks_of_the_law_of_now_are_kept_by_heart() -> None:
    """So that a draw of today comes out again, on every machine and with every release."""
    told = risks(2, good_bank(40), WEIGHTS)
    drawn = draw("lottery 2026-11-18", {code: one.pull for code, one in told.items()}, 5, 1)
    assert [one.code for one in drawn] == KNOWN_OF_NOW


def test_each_part_of_a_risk_is_at_most_its_weight() -> None:
    worst = risk(Signs(lost=Decimal(100), days=None, repeats=9, faults=9, season=9, complaints=9), WEIGHTS)
    assert worst.parts == {name: WEIGHTS[name] for name in PARTS}
    assert worst.total == sum(WEIGHTS.values())


def test_nothing_against_an_outlet_still_leaves_a_least_risk() -> None:
    assert risk(Signs(lost=Decimal(0), days=0, repeats=0, faults=0, season=0), WEIGHTS).total == LEAST


def test_no_score_counts_half() -> None:
    told = risk(Signs(lost=None, days=90, repeats=1, faults=0, season=0), WEIGHTS)
    assert told.parts["score"] == Decimal("17.5")
    assert told.parts["age"] == Decimal(10)
    assert told.parts["repeats"] == Decimal(3)
    assert told.total == Decimal("30.5")


def test_what_weighs_nothing_changes_nothing() -> None:
    """So a draw of before complaints were told comes out as it did."""
    quiet = Signs(lost=Decimal(10), days=9, repeats=1, faults=1, season=1)
    loud = Signs(lost=Decimal(10), days=9, repeats=1, faults=1, season=1, complaints=9)
    assert risk(quiet, {**WEIGHTS, "complaints": Decimal(0)}) == risk(loud, {**WEIGHTS, "complaints": Decimal(0)})
    assert risk(loud, WEIGHTS).total - risk(quiet, WEIGHTS).total == WEIGHTS["complaints"]


def test_some_come_always_by_chance() -> None:
    assert chance_part(10, Decimal("0.2")) == 2
    assert chance_part(3, Decimal("0.01")) == 1
    assert chance_part(1, Decimal(1)) == 1
    assert chance_part(0, Decimal(1)) == 0


@pytest.mark.parametrize("weights", [
    {**WEIGHTS, "score": Decimal(-1)}, {**WEIGHTS, "score": Decimal("NaN")}, {**WEIGHTS, "moon": Decimal(1)},
    dict.fromkeys(PARTS, Decimal(0)), {"score": Decimal(1)}, {**WEIGHTS, "age": Decimal(101)},
])
def test_weights_that_are_none_are_refused(weights: dict[str, Decimal]) -> None:
    with pytest.raises(Invalid):
        check_weights(weights)


def test_the_default_weights_are_weights() -> None:
    check_weights(WEIGHTS)
