"""The shape of a requirement: what it takes, what it refuses, and how its small parts count."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wangdian.domain.priority import ClockKind
from wangdian.domain.requirement import Applies, Mark, OutletFacts, OutletKind, Requirement
from wangdian.domain.requirement_checks import Measured, TableRule
from wangdian.domain.requirement_fields import Effective, Mend, Period, Season
from wangdian.domain.requirement_limits import Limits

OBSERVED: dict[str, Any] = {"kind": "observed", "reasons": [{"code": "dirty", "zh": "有污渍", "en": "stained"}]}


def entry(**changes: Any) -> dict[str, Any]:
    """One good entry with some fields changed."""
    return {
        "id": "OUT-01",
        "title": {"zh": "门楣标牌", "en": "Fascia sign"},
        "instruction": {"zh": "看标牌。", "en": "Look at the sign."},
        "subject": "asset:fascia_sign",
        "check": OBSERVED,
        "severity": "medium",
        "points": "2",
        "deduct": {"first": "1", "repeat": "2", "window_days": "30"},
        "place": {"module": "1", "project": "1.1", "item": "1.1-1"},
        "answers_for": "outlet_manager",
        "mend": {"within": "P3D", "clock": "opening_hours"},
        "impact": "medium",
        "urgency": "low",
        "sources": [{"document": "a rule", "verified": "law"}],
        **changes,
    }


def test_one_subject_or_several_are_read_alike() -> None:
    assert Requirement.model_validate(entry()).subjects == ("asset:fascia_sign",)
    both = Requirement.model_validate(entry(subject=["zone:hall", "zone:counter"]))
    assert both.subjects == ("zone:hall", "zone:counter")
    assert both.is_about("zone:hall")
    assert not both.is_about("zone:vip")


def test_a_star_speaks_of_every_subject_of_its_sort() -> None:
    one = Requirement.model_validate(entry(subject=["outlet", "zone:*"]))
    assert one.is_about("zone:toilet")
    assert one.is_about("outlet")
    assert not one.is_about("asset:ramp")


def test_its_lasting_form_reads_back_to_the_same() -> None:
    one = Requirement.model_validate(entry(season={"from": "06-01", "to": "09-30"}, effective={"from": "2024-01-01"}))
    assert Requirement.model_validate(one.as_body()) == one


def test_it_is_frozen() -> None:
    one, field = Requirement.model_validate(entry()), "points"
    with pytest.raises(ValidationError, match="frozen"):
        setattr(one, field, Decimal(5))
    assert one.points == 2


def test_it_is_proven_only_if_every_source_was_read() -> None:
    assert Requirement.model_validate(entry()).is_proven
    mixed = entry(sources=[{"document": "a", "verified": "law"}, {"document": "b", "verified": "proposal"}])
    assert Requirement.model_validate(mixed).marks == {Mark.LAW, Mark.PROPOSAL}
    assert not Requirement.model_validate(mixed).is_proven


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"colour": "red"}, "Extra inputs"),
        ({"id": "out-1"}, "pattern"),
        ({"phrases": ["6.01"]}, "pattern"),
        ({"subject": "planet:mars"}, "pattern"),
        ({"subject": []}, "at least 1"),
        ({"severity": "awful"}, "severity|'low'"),
        ({"points": "-1"}, "greater than or equal to 0"),
        ({"deduct": {"first": "1", "repeat": "3", "window_days": "30"}}, "more than the 2 points"),
        ({"deduct": {"first": "1", "repeat": "1", "window_days": "0"}}, "greater than 0"),
        ({"mend": {"within": "five days", "clock": "opening_hours"}}, "PT4H"),
        ({"mend": {"within": "PT0H", "clock": "opening_hours"}}, "PT4H"),
        ({"sources": []}, "at least 1"),
        ({"evidence": {"count": "3"}}, "less than or equal to 2"),
        ({"effective": {"from": "2025-01-01", "until": "2024-01-01"}}, "until lies before from"),
        ({"applies": {"outlet_kinds": []}}, "at least 1"),
        ({"applies": {"built_from": "2022-04-01", "built_before": "2020-01-01"}}, "applies to nothing"),
        ({"waits_for": "devices"}, "waits for devices"),
        ({"season": {"from": "13-01", "to": "02-01"}}, "pattern"),
        ({"check": {"kind": "guessed"}}, "kind"),
        ({"check": {**OBSERVED, "reasons": OBSERVED["reasons"] * 2}}, "named twice: dirty"),
        ({"samples": [{"says": "holds", "story": "s", "given": {"value": "3"}}]}, "does not know value"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Requirement.model_validate(entry(**changes))


WIDTH: dict[str, Any] = {"name": "width", "zh": "宽", "en": "width", "unit": "mm", "min": "900"}
RATIO: dict[str, Any] = {"rule": "ratio", "name": "slope", "zh": "坡", "en": "slope", "over": "rise", "under": "run"}


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ({"kind": "measured", "values": [{**WIDTH, "unit": "furlong"}]}, "there is no unit 'furlong'"),
        ({"kind": "measured", "values": [{**WIDTH, "max": "800"}]}, "min 900 is above max 800"),
        ({"kind": "measured", "values": [{**WIDTH, "min": "NaN"}]}, "finite"),
        ({"kind": "measured", "values": [WIDTH, WIDTH]}, "named twice: width"),
        ({"kind": "measured", "values": [{**WIDTH, "min": None}]}, "nothing could fail"),
        ({"kind": "measured", "values": [{**WIDTH, "limits": [{"min": "1"}]}]}, "season or the variant"),
        ({"kind": "measured", "values": [{**WIDTH, "limits": [{"variant": "x", "min": "1"}]}]}, "not offered: x"),
        ({"kind": "measured", "values": [WIDTH], "all_of": [{**RATIO, "max": "1/12"}]}, "not measured: rise, run"),
        ({"kind": "measured", "values": [WIDTH], "all_of": [{**RATIO, "max": "1/0"}]}, "write a ratio"),
        ({"kind": "measured", "values": [WIDTH], "all_of": [RATIO]}, "give min, max or both"),
        ({"kind": "dated", "rule": "interval", "fact": "service.moon", "every": {"days": "1"}}, "service.fire"),
        ({"kind": "dated", "rule": "interval", "fact": "check.fire"}, "needs first or every"),
        ({"kind": "dated", "rule": "expiry", "fact": "content.valid_until", "every": {"days": "1"}}, "no period"),
        ({"kind": "dated", "rule": "age", "fact": "asset.manufactured_on"}, "takes limit"),
        ({"kind": "dated", "rule": "interval", "fact": "check.fire", "every": {"days": "0"}}, "longer than nothing"),
        ({"kind": "dated", "rule": "age", "fact": "check.fire", "limit": {"days": "1", "hours": "2"}}, "do not mix"),
    ],
)
def test_a_check_that_could_never_judge_is_refused(check: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Requirement.model_validate(entry(check=check))


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ({"metric": "room.co2"}, "limits or bad_states"),
        ({"metric": "room.co2", "max": "1", "bad_states": ["bad"]}, "limits or bad_states"),
        ({"metric": "door.state", "bad_states": ["open"], "good_states": ["open"]}, "good and bad: open"),
        ({"metric": "Room CO2", "max": "1"}, "pattern"),
    ],
)
def test_a_monitored_check_needs_something_to_compare_with(check: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Requirement.model_validate(entry(check={"kind": "monitored", **check}, waits_for="devices"))


def test_a_monitored_check_says_that_it_waits_for_devices() -> None:
    with pytest.raises(ValidationError, match="waits for devices"):
        Requirement.model_validate(entry(check={"kind": "monitored", "metric": "door.held", "max": "1000"}))


def test_the_rows_of_a_table_go_from_flat_to_steep() -> None:
    rows = [{"up_to": "1/8", "max": "1"}, {"up_to": "1/20", "max": "2"}]
    with pytest.raises(ValidationError, match="flat to steep"):
        TableRule.model_validate({**RATIO, "rule": "table", "of": "rise", "rows": rows})


@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        (date(2026, 1, 31), Period(months=1), date(2026, 2, 28)),
        (date(2024, 2, 29), Period(years=1), date(2025, 2, 28)),
        (date(2026, 1, 1), Period(days=90), date(2026, 4, 1)),
        (date(2026, 11, 30), Period(months=3, days=1), date(2027, 3, 1)),
        (date(9990, 1, 1), Period(years=50), date.max),
        (date(9999, 12, 30), Period(days=9), date.max),
    ],
)
def test_a_period_lands_on_the_same_day_or_the_last_of_its_month(start: date, period: Period, due: date) -> None:
    assert period.after(start) == due


@given(st.dates(), st.integers(1, 600))
def test_a_period_of_months_never_goes_back_nor_skips_a_month(start: date, months: int) -> None:
    due = Period(months=months).after(start)
    assert due == date.max or (due.year - start.year) * 12 + due.month - start.month == months


def test_a_season_may_run_over_the_new_year() -> None:
    winter = Season.model_validate({"from": "11-15", "to": "03-15"})
    assert [winter.covers(date(2026, m, 15)) for m in (1, 3, 4, 10, 11)] == [True, True, False, False, True]
    assert winter.turns_after(date(2026, 1, 1)) == date(2026, 3, 16)
    assert winter.turns_after(date(2026, 3, 16)) == date(2026, 11, 15)


def test_a_day_to_mend_is_a_business_day_on_opening_hours() -> None:
    assert Mend(within="P1DT2H", clock=ClockKind.OPENING_HOURS).span == timedelta(hours=10)
    assert Mend(within="P1DT2H30M", clock=ClockKind.ROUND_THE_CLOCK).span == timedelta(days=1, hours=2, minutes=30)


def test_a_place_of_unknown_age_is_judged_by_the_newer_rule() -> None:
    new, old = Applies(built_from=date(2022, 4, 1)), Applies(built_before=date(2022, 4, 1))
    cases = {None: (True, False), date(2022, 3, 31): (False, True), date(2022, 4, 1): (True, False)}
    for built, expected in cases.items():
        outlet = OutletFacts(OutletKind.FULL_SERVICE, built_on=built)
        assert (new.covers(outlet), old.covers(outlet)) == expected


def test_a_licence_or_kind_decides_whether_it_applies() -> None:
    fx = Applies(fx_licence=True, outlet_kinds=(OutletKind.LIGHT,))
    assert fx.covers(OutletFacts(OutletKind.LIGHT, fx_licence=True))
    assert not fx.covers(OutletFacts(OutletKind.LIGHT, fx_licence=False))
    assert not fx.covers(OutletFacts(OutletKind.COMMUNITY, fx_licence=True))


def test_it_is_in_force_on_its_first_and_on_its_last_day() -> None:
    force = Effective.model_validate({"from": "2024-05-01", "until": "2024-05-31"})
    days = [date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 31), date(2024, 6, 1)]
    assert [force.covers(day) for day in days] == [False, True, True, False]


def test_both_ends_of_a_limit_may_be_the_same() -> None:
    assert Limits(min=Decimal(5), max=Decimal(5)).is_set


def test_special_limits_come_before_the_general_ones() -> None:
    check = Measured.model_validate(
        {
            "kind": "measured",
            "variants": [{"code": "rail", "zh": "栏杆", "en": "rail"}],
            "values": [{**WIDTH, "limits": [{"variant": "rail", "min": "700"}]}],
        }
    )
    width = check.values[0]
    assert width.on(date(2026, 1, 1), "rail").min == 700
    assert width.on(date(2026, 1, 1), None).min == 900
