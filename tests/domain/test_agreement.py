"""Agreement: intervals and kappas against published tables, and what says nothing."""

from collections.abc import Mapping
from math import sqrt

import pytest

from wangdian.domain.agreement import cohen, fleiss, split, wilson


@pytest.mark.parametrize(("hits", "cases", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])
def test_wilsons_interval_is_that_of_newcombes_table(hits: int, cases: int, low: float, high: float) -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3."""
    rate = wilson(hits, cases)
    assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


def test_wilsons_interval_solves_the_equation_that_defines_it() -> None:
    rate, z = wilson(7, 31), 1.959963984540054
    for edge in (rate.low, rate.high):
        assert abs(7 / 31 - edge) == pytest.approx(z * sqrt(edge * (1 - edge) / 31), abs=1e-12)


def test_of_nothing_everything_is_possible() -> None:
    rate = wilson(0, 0)
    assert (rate.ratio, rate.low, rate.high, rate.too_few) == (None, 0.0, 1.0, True)


def test_all_or_none_touch_the_edge_and_twenty_are_enough() -> None:
    assert wilson(20, 20).high == 1.0
    assert wilson(0, 20).low == 0.0
    assert not wilson(3, 20).too_few
    assert wilson(3, 19).too_few


def test_cohens_kappa_is_that_of_the_diagnoses_of_fleiss_levin_and_paik() -> None:
    """Statistical Methods for Rates and Proportions, 3rd edition, table 18.1: kappa 0.68, standard error 0.087."""
    table = {
        ("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4, ("n", "o"): 1, ("o", "o"): 10,
    }
    kappa = cohen([pair for pair, times in table.items() for _ in range(times)])
    assert kappa is not None
    assert round(kappa.value, 2) == 0.68
    error = (kappa.high - kappa.low) / 2 / 1.959964
    assert error == pytest.approx(0.087, abs=0.001)  # the book rounds on its way
    assert error == pytest.approx(_moved(table), rel=1e-4)


def _moved(table: Mapping[tuple[str, str], float]) -> float:
    """The standard error by the delta method done with numbers: how kappa moves when a cell weighs a little more."""
    step, whole, still = 1e-6, sum(table.values()), _simple(table)
    slopes = {cell: (_simple({**table, cell: n + step * whole}) - still) / step for cell, n in table.items()}
    return sqrt(sum(n / whole * slopes[cell] ** 2 for cell, n in table.items()) / whole)


def _simple(table: Mapping[tuple[str, str], float]) -> float:
    whole = sum(table.values())
    observed = sum(n for (a, b), n in table.items() if a == b) / whole
    expected = sum(
        sum(n for (a, _), n in table.items() if a == word) * sum(n for (_, b), n in table.items() if b == word)
        for word in "pno"
    ) / whole**2
    return (observed - expected) / (1 - expected)


def test_cohens_kappa_of_two_readers_of_fifty_proposals() -> None:
    """20 and 15 alike, 5 and 10 apart: observed 0.7, expected 0.5, so 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    kappa = cohen(pairs)
    assert kappa is not None
    assert kappa.value == pytest.approx(0.4)


def test_fleiss_kappa_is_that_of_ten_cases_and_fourteen_raters() -> None:
    """The worked example of ten cases and five words: mean agreement 0.378, by chance 0.213, kappa 0.210."""
    rows = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]
    cases = [{str(word): times for word, times in enumerate(row)} for row in rows]
    kappa = fleiss(cases)
    assert kappa is not None
    assert round(kappa.value, 3) == 0.210
    agreed = sum(1 - split(case) for case in cases) / 10
    assert round(agreed, 3) == 0.378
    assert kappa.low < kappa.value < kappa.high


def test_the_interval_of_fleiss_kappa_is_the_jackknife_done_by_hand() -> None:
    cases = [{"a": 3}, {"a": 2, "b": 1}, {"b": 3}]
    without = [_bare(cases[1:]), _bare([cases[0], cases[2]]), _bare(cases[:2])]
    middle = sum(without) / 3
    error = sqrt(2 / 3 * sum((one - middle) ** 2 for one in without))
    kappa = fleiss(cases)
    assert kappa is not None
    assert kappa.value == pytest.approx(_bare(cases))
    assert kappa.low == pytest.approx(max(-1.0, _bare(cases) - 1.959964 * error), abs=1e-6)


def _bare(cases: list[dict[str, int]]) -> float:
    """Fleiss' kappa of three voices by its definition: pairs that agree, over pairs."""
    observed = sum((sum(n * n for n in case.values()) - 3) / 6 for case in cases) / len(cases)
    share = [sum(case.get(word, 0) for case in cases) / (3 * len(cases)) for word in "ab"]
    expected = sum(one * one for one in share)
    return (observed - expected) / (1 - expected)


def test_what_says_nothing_has_no_kappa() -> None:
    assert cohen([]) is None
    assert cohen([("y", "y")] * 5) is None
    assert fleiss([]) is None
    assert fleiss([{"a": 1}, {"b": 1}]) is None
    assert fleiss([{"a": 3}, {"a": 3}]) is None


def test_a_case_is_as_split_as_its_pairs_of_voices() -> None:
    assert split({"a": 4}) == 0
    assert split({"a": 2, "b": 2}) == pytest.approx(4 / 6)
    assert split({"a": 1}) == 0
