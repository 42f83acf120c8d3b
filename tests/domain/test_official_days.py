"""The delivered official days agree with an independent reading of the notices, and wrong files are refused."""

from datetime import date

import holidays
import pytest

from wangdian.foundation.calendar import DayKind, official_days, parse_official_days
from wangdian.foundation.errors import Invalid

GOOD = """
year: 2030
festivals:
  - {zh: 元旦, en: New Year's Day, from: 2029-12-31, to: 2030-01-01, works: [2029-12-29]}
"""


def of_kind(kind: DayKind, year: int) -> set[date]:
    return {day for day, named in official_days().days.items() if day.year == year and named.kind is kind}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_days_off_and_make_up_days_agree_with_the_independent_reading(year):
    other = holidays.country_holidays("CN", years=year)
    assert year in official_days().years
    assert of_kind(DayKind.WORKING, year) == {d for d in other.weekend_workdays if d.year == year}
    festivals = of_kind(DayKind.FESTIVAL, year)
    assert {d for d in festivals if d.weekday() < 5} == {d for d in other if d.weekday() < 5}
    assert set(other) <= festivals


def test_the_year_that_waits_for_its_notice_has_statutory_days_only():
    other = holidays.country_holidays("CN", years=2027, observed=False)
    assert 2027 not in official_days().years
    assert of_kind(DayKind.FESTIVAL, 2027) == set(other)
    assert of_kind(DayKind.WORKING, 2027) == set()


@pytest.mark.parametrize(("year", "off", "made_up"), [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)])
def test_the_number_of_days_is_that_of_the_notice(year, off, made_up):
    assert len(of_kind(DayKind.WORKING, year)) == made_up
    assert len(of_kind(DayKind.FESTIVAL, year)) == off


def test_a_good_file_is_read_with_its_names():
    read = parse_official_days(GOOD)
    assert read.years == {2030}
    assert read.kind(date(2029, 12, 31)) is DayKind.FESTIVAL
    assert read.kind(date(2029, 12, 29)) is DayKind.WORKING
    assert read.days[date(2030, 1, 1)].zh == "元旦"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[1, 2", ""),
        ("just words", ""),
        ("festivals: []\nyear: 2030", "festivals"),
        (GOOD.replace("2030\n", "soon\n"), "year"),
        (GOOD + "bank: x\n", "bank"),
        (GOOD.replace("zh: 元旦, ", ""), "festivals[0].zh"),
        (GOOD.replace("2029-12-31", "2031-01-01"), "festivals[0].from"),
        (GOOD.replace("to: 2030-01-01", "to: 2029-12-30"), "festivals[0].to"),
        (GOOD.replace("to: 2030-01-01", "to: 2030-06-01"), "festivals[0].to"),
        (GOOD.replace("[2029-12-29]", "[2030-01-01]"), "festivals[0]"),
        (GOOD.replace("[2029-12-29]", "tomorrow"), "festivals[0].works"),
        (GOOD.replace("en: New Year's Day", "en: ''"), "festivals[0].en"),
        (GOOD.replace("works", "work"), "festivals[0].work"),
    ],
)
def test_a_wrong_file_is_refused_by_field(text, field):
    with pytest.raises(Invalid) as caught:
        parse_official_days(text)
    assert field in [p.field for p in caught.value.problems]
