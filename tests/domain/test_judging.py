"""The judge on what people saw and measured and what devices said."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_requirement import OBSERVED, entry
from wangdian.domain.judging import (
    Dated,
    Evidence,
    Measurement,
    Observation,
    Reading,
    Says,
    Verdict,
    Why,
    applies_to,
    judge,
)
from wangdian.domain.requirement import OutletFacts, OutletKind, Requirement
from wangdian.foundation.clock import BANK_ZONE
from wangdian.foundation.errors import Invalid

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=BANK_ZONE)
RAMP = {
    "kind": "measured",
    "values": [
        {"name": "rise", "zh": "高", "en": "rise", "unit": "mm", "max": "750"},
        {"name": "run", "zh": "长", "en": "run", "unit": "mm"},
    ],
    "all_of": [
        {"rule": "ratio", "name": "slope", "zh": "坡", "en": "slope", "over": "rise", "under": "run", "max": "1/12"}
    ],
}


def verdict(check: dict[str, Any], evidence: Evidence | None, at: datetime = NOW, **changes: Any) -> Verdict:
    return judge(Requirement.model_validate(entry(check=check, **changes)), evidence, at)


def numbers(**values: float | str) -> Measurement:
    return Measurement({name: Decimal(str(value)) for name, value in values.items()})


def test_nothing_known_is_unknown() -> None:
    assert verdict(OBSERVED, None) == Verdict(Says.UNKNOWN, Why.NO_EVIDENCE)


@pytest.mark.parametrize("evidence", [Dated(), Reading(Decimal(1), NOW), numbers(rise=1)])
def test_evidence_of_another_kind_is_unknown(evidence: Evidence) -> None:
    assert verdict(OBSERVED, evidence).reason == Why.WRONG_EVIDENCE


def test_a_failure_carries_the_first_chip_as_its_reason_and_all_in_its_detail() -> None:
    seen = verdict(OBSERVED, Observation(holds=False, reasons=("dirty", "damaged")))
    assert (seen.says, seen.reason, seen.detail) == (Says.FAILS, "dirty", {"reasons": ["dirty", "damaged"]})


def test_looked_at_but_not_answered_is_unknown() -> None:
    assert verdict(OBSERVED, Observation()).says is Says.UNKNOWN


def test_not_applicable_is_neither_good_nor_bad() -> None:
    assert verdict(OBSERVED, Observation(not_applicable=True)).says is Says.NOT_APPLICABLE


def test_a_look_counts_for_its_time_and_says_when_that_ends() -> None:
    check = {**OBSERVED, "good_for": {"days": "7"}}
    seen = Observation(holds=True, taken_at=NOW)
    ends = datetime(2026, 3, 10, tzinfo=BANK_ZONE)
    assert verdict(check, seen) == Verdict(Says.HOLDS, Why.SEEN_GOOD, look_again_at=ends)
    assert verdict(check, seen, ends - timedelta(seconds=1)).says is Says.HOLDS
    assert verdict(check, seen, ends).reason == Why.TOO_OLD


def test_a_failure_does_not_pass_by_growing_old() -> None:
    check = {**OBSERVED, "good_for": {"days": "7"}}
    assert verdict(check, Observation(holds=False, taken_at=NOW), NOW + timedelta(days=90)).says is Says.FAILS


def test_a_board_seen_before_the_hours_changed_must_be_looked_at_again() -> None:
    check = {**OBSERVED, "compare": "hours_board"}
    seen = Observation(holds=True, compared_with="09:00-17:00", expected="09:00-16:30")
    assert verdict(check, seen).reason == Why.EXPECTATION_CHANGED
    same = Observation(holds=True, compared_with="09:00-17:00 ", expected="09:00-17:00")
    assert verdict(check, same).says is Says.HOLDS


@pytest.mark.parametrize(
    ("values", "says", "reason"),
    [
        ({"rise": 750, "run": 9000}, Says.HOLDS, Why.WITHIN_LIMITS),
        ({"rise": 750, "run": 8999}, Says.FAILS, Why.ABOVE_MAX),
        ({"rise": 751, "run": 20000}, Says.FAILS, Why.ABOVE_MAX),
        ({"rise": 300}, Says.UNKNOWN, Why.VALUE_MISSING),
        ({"rise": 800}, Says.FAILS, Why.ABOVE_MAX),
        ({"rise": 300, "run": 0}, Says.UNKNOWN, Why.VALUE_MISSING),
        ({"rise": "NaN", "run": 9000}, Says.UNKNOWN, Why.VALUE_MISSING),
        ({}, Says.UNKNOWN, Why.VALUE_MISSING),
    ],
)
def test_slope_and_rise_are_judged_together(values: dict[str, float], says: Says, reason: Why) -> None:
    judged = verdict(RAMP, numbers(**values))
    assert (judged.says, judged.reason) == (says, reason)


def test_the_detail_tells_value_and_limit_of_each_line() -> None:
    lines = verdict(RAMP, numbers(rise=800, run=16000)).detail["lines"]
    assert lines == [
        {"name": "rise", "why": "above_max", "value": "800", "unit": "mm", "max": "750"},
        {"name": "run", "why": "within_limits", "value": "16000", "unit": "mm"},
        {"name": "slope", "why": "within_limits", "value": "0.0500", "max": "1/12"},
    ]


def test_a_chip_may_say_why_nothing_was_measured() -> None:
    assert verdict(RAMP, Observation(holds=False, reasons=("missing",))).says is Says.FAILS
    assert verdict(RAMP, Observation(holds=True)).reason == Why.VALUE_MISSING


def test_an_optional_value_may_be_left_out_but_not_be_wrong() -> None:
    check = {"kind": "measured", "values": [
        {"name": "upper", "zh": "上", "en": "upper", "unit": "mm", "min": "850"},
        {"name": "lower", "zh": "下", "en": "lower", "unit": "mm", "max": "700", "optional": "true"},
    ]}
    assert verdict(check, numbers(upper=900)).says is Says.HOLDS
    assert verdict(check, numbers(upper=900, lower=800)).says is Says.FAILS


def test_a_value_that_hangs_on_a_variant_is_unknown_without_it() -> None:
    check = {
        "kind": "measured",
        "variants": [{"code": "day", "zh": "昼", "en": "day"}, {"code": "night", "zh": "夜", "en": "night"}],
        "values": [{"name": "level", "zh": "声级", "en": "level", "unit": "dB(A)",
                    "limits": [{"variant": "day", "max": "60"}, {"variant": "night", "max": "50"}]}],
    }
    level = {"level": Decimal(55)}
    says = [verdict(check, Measurement(level, variant)).says for variant in ("day", "night", None, "noon")]
    assert says == [Says.HOLDS, Says.FAILS, Says.UNKNOWN, Says.UNKNOWN]


@pytest.mark.parametrize(("bays", "accessible", "says"), [
    (1, 1, Says.HOLDS), (100, 1, Says.HOLDS), (101, 1, Says.FAILS), (101, 2, Says.HOLDS), (0, 0, Says.HOLDS),
    (-1, 1, Says.UNKNOWN),
])
def test_each_started_lot_counts(bays: int, accessible: int, says: Says) -> None:
    check = {
        "kind": "measured",
        "values": [{"name": n, "zh": "数", "en": n, "unit": "count"} for n in ("bays", "accessible")],
        "all_of": [{"rule": "per_started", "name": "share", "zh": "配比", "en": "share", "count": "accessible",
                    "of": "bays", "each": "100", "at_least": "1"}],
    }
    assert verdict(check, numbers(bays=bays, accessible=accessible)).says is says


def test_values_come_from_a_phone_as_text() -> None:
    assert Measurement.from_text({"rise": "12.5", "variant": "day"}) == Measurement({"rise": Decimal("12.5")}, "day")
    with pytest.raises(Invalid) as caught:
        Measurement.from_text({"rise": "abc", "run": ""})
    assert [problem.field for problem in caught.value.problems] == ["rise", "run"]


ROOM = {"kind": "monitored", "metric": "room.heat", "unit": "Cel", "max": "30", "for": "120", "recover": "60"}


def spoke(value: Decimal | str | None, check: dict[str, Any] = ROOM, **told: Any) -> Verdict:
    return verdict(check, Reading(value, told.pop("heard", NOW), **told), waits_for="devices")


def test_it_fails_only_after_the_hold_time_and_says_when() -> None:
    early = spoke(Decimal(31), breached_since=NOW - timedelta(seconds=119))
    assert (early.says, early.reason) == (Says.HOLDS, Why.NOT_LONG_ENOUGH)
    assert early.look_again_at == NOW + timedelta(seconds=1)
    assert spoke(Decimal(31), breached_since=NOW - timedelta(seconds=120)).says is Says.FAILS


def test_it_holds_again_only_after_the_recovery_time() -> None:
    back = spoke(Decimal(20), failing=True, cleared_since=NOW - timedelta(seconds=59))
    assert (back.says, back.reason, back.look_again_at) == (Says.FAILS, Why.RECOVERING, NOW + timedelta(seconds=1))
    assert spoke(Decimal(20), failing=True, cleared_since=NOW - timedelta(seconds=60)).says is Says.HOLDS


def test_silence_is_unknown_and_is_announced() -> None:
    heard = spoke(Decimal(20))
    assert heard.look_again_at == NOW + timedelta(seconds=300)
    assert spoke(Decimal(20), heard=NOW - timedelta(seconds=300)).reason == Why.SILENT


@pytest.mark.parametrize("value", [None, "n/a", Decimal("NaN"), Decimal(-2), "-2"])
def test_special_and_unreadable_values_are_unknown(value: Decimal | str | None) -> None:
    assert spoke(value, {**ROOM, "unknown_values": ["-1", "-2", "-3"]}).says is Says.UNKNOWN


def test_a_state_that_nobody_named_is_unknown() -> None:
    door = {"kind": "monitored", "metric": "door.state", "good_states": ["shut"], "bad_states": ["forced"]}
    assert [spoke(state, door).says for state in ("shut", "forced", "odd")] == [Says.HOLDS, Says.FAILS, Says.UNKNOWN]


def test_a_reading_may_hang_on_the_season_and_on_a_variant() -> None:
    check = {"kind": "monitored", "metric": "room.heat", "max": "30",
             "limits": [{"variant": "vault", "max": "20"}, {"season": {"from": "03-01", "to": "03-31"}, "max": "25"}]}
    says = [spoke(Decimal(22), check, variant=variant).says for variant in (None, "vault")]
    assert says == [Says.HOLDS, Says.FAILS]
    assert spoke(Decimal(28), check).says is Says.FAILS


def test_out_of_season_is_not_applicable_whatever_is_known_until_the_season_begins() -> None:
    summer = {"from": "06-01", "to": "09-30"}
    judged = verdict(OBSERVED, Observation(holds=False), season=summer)
    begins = datetime(2026, 6, 1, tzinfo=BANK_ZONE)
    assert (judged.says, judged.look_again_at) == (Says.NOT_APPLICABLE, begins)
    assert verdict(OBSERVED, Observation(holds=False), begins, season=summer).says is Says.FAILS
    ends = datetime(2026, 10, 1, tzinfo=BANK_ZONE)
    assert verdict(OBSERVED, Observation(holds=True), begins, season=summer).look_again_at == ends


def test_the_season_turns_at_midnight_where_the_bank_is() -> None:
    eve = datetime.fromisoformat("2026-05-31T15:59:59+00:00")
    summer = {"from": "06-01", "to": "09-30"}
    assert verdict(OBSERVED, None, eve, season=summer).says is Says.NOT_APPLICABLE
    assert verdict(OBSERVED, None, eve + timedelta(seconds=1), season=summer).says is Says.UNKNOWN


def test_it_applies_while_in_force_and_only_where_it_is_meant() -> None:
    one = Requirement.model_validate(
        entry(effective={"from": "2026-01-01"}, applies={"outlet_kinds": ["light"], "fx_licence": "true"})
    )
    light = OutletFacts(OutletKind.LIGHT, fx_licence=True)
    assert applies_to(one, light, date(2026, 1, 1))
    assert not applies_to(one, light, date(2025, 12, 31))
    assert not applies_to(one, OutletFacts(OutletKind.COMMUNITY, fx_licence=True), date(2026, 1, 1))


@given(st.decimals(-2000, 2000, places=2), st.decimals(-500, 500, places=2), st.decimals(0, 500, places=2))
def test_a_value_holds_exactly_within_both_ends(value: Decimal, least: Decimal, width: Decimal) -> None:
    check = {"kind": "measured", "values": [
        {"name": "v", "zh": "值", "en": "value", "unit": "mm", "min": str(least), "max": str(least + width)}
    ]}
    holds = verdict(check, Measurement({"v": value})).says is Says.HOLDS
    assert holds == (least <= value <= least + width)


@given(st.integers(1, 2000), st.integers(1, 20000))
def test_a_ramp_holds_exactly_up_to_one_in_twelve_and_750_mm(rise: int, run: int) -> None:
    holds = verdict(RAMP, numbers(rise=rise, run=run)).says is Says.HOLDS
    assert holds == (rise * 12 <= run and rise <= 750)
