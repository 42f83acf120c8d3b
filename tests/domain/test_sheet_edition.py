"""Editions of the score sheet: limits written in a cell, how requirements count by one, what differs between two."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.domain.test_catalogue import CATALOGUE
from wangdian.domain.judging import Measurement, Says, judge
from wangdian.domain.limit_changes import Unfitting, check_with, limits_text, read_changes
from wangdian.domain.packs import Catalogue
from wangdian.domain.requirement import Measured
from wangdian.domain.sheet_comparison import Difference, Level, Side, Sort, differences
from wangdian.domain.sheet_edition import UNSCORED, EditionText, counted_by, text_of
from wangdian.foundation import clock


@pytest.fixture
def shipped() -> Catalogue:
    return CATALOGUE


def edition(catalogue: Catalogue, **changed: dict[str, object]) -> EditionText:
    """The delivered sheet as an edition, with fields of some requirements changed (`ACC_03` is ACC-03)."""
    text = text_of(catalogue, catalogue.sheet)
    by_key = {key.replace("_", "-"): change for key, change in changed.items()}
    counts = [one.model_copy(update=by_key.get(one.requirement, {})) for one in text.counts]
    return EditionText(sheet=text.sheet, counts=tuple(counts))


def test_the_delivered_sheet_as_an_edition_counts_as_it_does(shipped: Catalogue) -> None:
    assert between(shipped, counted_by(shipped, edition(shipped))) == ()


def between(before: Catalogue, after: Catalogue) -> tuple[Difference, ...]:
    return differences(Side(before), Side(after))


@pytest.mark.parametrize(("before", "after"), [(None, "98"), ("98", None), ("90", "95.5")])
def test_a_bar_that_differs_stands_first(shipped: Catalogue, before: str | None, after: str | None) -> None:
    key = next(iter(shipped.requirements)).replace("-", "_")
    other = counted_by(shipped, edition(shipped, **{key: {"on_the_spot": Decimal(0)}}))
    sides = (Side(shipped, Decimal(before) if before else None), Side(other, Decimal(after) if after else None))
    first, second = differences(*sides)
    assert (first.level, first.sort, first.before, first.after) == (Level.SHEET, Sort.BAR, before or "", after or "")
    assert (second.level, second.sort) == (Level.REQUIREMENT, Sort.ON_THE_SPOT)


def test_equal_bars_are_no_difference(shipped: Catalogue) -> None:
    assert differences(Side(shipped, Decimal(98)), Side(shipped, Decimal("98.00"))) == ()


@pytest.mark.parametrize(
    ("changed", "sort"),
    [
        ({"on_the_spot": Decimal("0.1")}, Sort.ON_THE_SPOT), ({"concealed": Decimal("0.1")}, Sort.CONCEALED),
        ({"window_days": 3000}, Sort.WINDOW), ({"steps": (Decimal(0), Decimal("0.1"))}, Sort.STEPS),
    ],
)
def test_every_rule_of_deduction_that_differs_is_told(
    shipped: Catalogue, changed: dict[str, object], sort: Sort,
) -> None:
    key = next(one.requirement for one in edition(shipped).counts if one.points >= 1)
    other = counted_by(shipped, edition(shipped, **{key.replace("-", "_"): changed}))
    assert [(one.code, one.sort) for one in between(shipped, other)] == [(key, sort)]


def test_a_module_that_comes_with_a_floor_is_told_with_it(shipped: Catalogue) -> None:
    first, *rest = shipped.sheet.modules
    new = first.model_copy(update={"floor": Decimal(80)})
    text = edition(shipped)
    text = text.model_copy(update={"sheet": text.sheet.model_copy(update={"modules": (new, *rest)})})
    without = replace(shipped, sheet=shipped.sheet.model_copy(update={"modules": tuple(rest)}))
    told = [one for one in between(without, counted_by(shipped, text)) if one.code == first.code]
    assert [(one.sort, one.after) for one in told if one.sort is Sort.FLOOR] == [(Sort.FLOOR, "80")]
    assert told[0].sort is Sort.ADDED


def test_a_stricter_limit_fails_what_held(shipped: Catalogue) -> None:
    key, rule = next(
        (key, one) for key, one in shipped.requirements.items()
        if isinstance(one.check, Measured) and len(one.check.values) == 1 and one.check.values[0].max is not None
        and not one.check.values[0].limits and not one.check.all_of
    )
    assert isinstance(rule.check, Measured)
    value = rule.check.values[0]
    seen = Measurement({value.name: value.max or Decimal(0)}, taken_at=clock.now())
    assert judge(rule, seen, clock.now()).says is Says.HOLDS
    half = (value.max or Decimal(0)) / 2
    text = edition(shipped, **{key.replace("-", "_"): {"limits": read_changes(f"{value.name} = ..{half:f}")}})
    stricter = counted_by(shipped, text)
    assert judge(stricter.requirements[key], seen, clock.now()).says is Says.FAILS
    assert all(
        judge(stricter.requirements[key], one.evidence(rule.check, rule.subjects[0]), one.at).says is one.says
        for one in stricter.requirements[key].samples
    )
    found = between(shipped, stricter)
    assert [(one.level, one.code, one.sort) for one in found] == [(Level.REQUIREMENT, key, Sort.LIMITS)]


def test_what_an_edition_does_not_name_is_judged_and_has_no_points(shipped: Catalogue) -> None:
    text = edition(shipped)
    key = text.counts[0].requirement
    without = EditionText(sheet=text.sheet, counts=text.counts[1:])
    rule = counted_by(shipped, without).requirements[key]
    assert (rule.points, rule.place.module, rule.check) == (0, UNSCORED, shipped.requirements[key].check)
    assert [(one.code, one.sort) for one in between(shipped, counted_by(shipped, without))] == [(key, Sort.REMOVED)]


def test_every_limit_that_is_written_reads_back_to_the_same_check(shipped: Catalogue) -> None:
    written = [one for one in shipped.requirements.values() if limits_text(one.check)]
    assert len(written) > 50
    for rule in written:
        assert check_with(rule.check, read_changes(limits_text(rule.check))) == rule.check, rule.id


@pytest.mark.parametrize("cell", ["depth", "depth = ", "depth = abc..", "depth = ..1/0", "= 1..2", "depth = 1..2..3"])
def test_a_cell_that_cannot_be_read_is_named(cell: str) -> None:
    with pytest.raises(Unfitting) as caught:
        read_changes(cell)
    assert caught.value.column == "limits"


@pytest.mark.parametrize("cell", ["nonsense = ..5", "every = 30d", "value = 1..2"])
def test_a_limit_that_the_requirement_has_not_is_refused(shipped: Catalogue, cell: str) -> None:
    observed = next(one for one in shipped.requirements.values() if one.check.kind == "observed")
    with pytest.raises(Unfitting):
        check_with(observed.check, read_changes(cell))
