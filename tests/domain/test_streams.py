"""Readings are followed through time: hold and recovery, seasons, opening hours, means, units."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangdian.domain.feeding import heard, measured, metrics_of, part_fed_by, stream_of
from wangdian.domain.judging_evidence import Measurement, Observation, Reading
from wangdian.domain.metrics import METRICS, in_its_unit
from wangdian.domain.requirement_checks import Measured, Monitored
from wangdian.domain.requirement_limits import Limits
from wangdian.domain.streams import Followed, Point, Source, follow, means, outside
from wangdian.foundation.clock import BANK_ZONE
from wangdian.foundation.errors import Invalid

NINE = datetime(2026, 7, 15, 9, tzinfo=BANK_ZONE)
LIMITS = Limits(max=Decimal(28))
STEP = timedelta(minutes=10)


def points(*values: float, source: Source = Source.FILE, opened: datetime | None = NINE) -> list[Point]:
    return [Point(NINE + n * STEP, Decimal(str(v)), source, opened) for n, v in enumerate(values)]


def followed(stream: list[Point], hold: int = 1200, recover: int = 600, failing: bool = False) -> Followed:
    state = follow(stream, lambda _day: LIMITS, hold=hold, recover=recover, failing=failing)
    assert state is not None
    return state


def test_outside_for_less_than_the_hold_time_does_not_fail() -> None:
    state = followed(points(26, 29, 29))
    assert (state.failing, state.settled) == (False, points(26)[0])
    assert followed(points(26, 29, 29, 29)).failing


def test_inside_for_less_than_the_recovery_time_still_fails() -> None:
    assert followed(points(26, 29), failing=True).failing
    assert followed(points(29, 26), failing=True).failing
    assert not followed(points(29, 26, 26), failing=True).failing


def test_a_swing_to_the_other_side_begins_anew() -> None:
    assert not followed(points(29, 29, 26, 29, 29)).failing


def test_by_hand_counts_at_once_both_ways() -> None:
    assert followed(points(29, source=Source.HAND)).failing
    assert not followed(points(26, source=Source.HAND), failing=True).failing


def test_a_new_opening_begins_anew() -> None:
    night = [*points(29, 29), Point(NINE + timedelta(days=1), Decimal(29), Source.FILE, NINE + timedelta(days=1))]
    assert not followed(night).failing


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(20, 36)), min_size=1, max_size=60), st.booleans())
def test_it_fails_only_after_the_hold_time_and_holds_only_after_the_recovery_time(
    told: list[tuple[int, int]], failing: bool,
) -> None:
    at, stream = NINE, []
    for minutes, value in told:
        at += timedelta(minutes=minutes)
        stream.append(Point(at, Decimal(value), Source.FILE, NINE))
    hold, recover = timedelta(minutes=30), timedelta(minutes=20)
    state = followed(stream, 1800, 1200, failing)
    runs = list(run_lengths(stream))
    expected = failing
    for is_out, longest in runs:
        if is_out is not expected and longest >= (hold if is_out else recover):
            expected = is_out
    assert state.failing is expected
    assert (state.breached_since is None) is (not outside(stream[-1], lambda _day: LIMITS))
    assert state.settled is None or outside(state.settled, lambda _day: LIMITS) is state.failing


def run_lengths(stream: list[Point]) -> list[tuple[bool, timedelta]]:
    """Each run of readings on one side of the limits, with how long it lasts."""
    found: list[tuple[bool, datetime, datetime]] = []
    for point in stream:
        is_out = point.value > 28
        if found and found[-1][0] is is_out:
            found[-1] = (is_out, found[-1][1], point.at)
        else:
            found.append((is_out, point.at, point.at))
    return [(is_out, ends - begins) for is_out, begins, ends in found]


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_end_is_the_same_however_the_file_was_cut_in_two(hot: int, cool: int) -> None:
    stream = points(*[29] * hot, *[26] * cool)
    for cut in (0, hot // 2, hot, hot + cool // 2):
        first = follow(stream[:cut], lambda _day: LIMITS, hold=0, recover=0, failing=False)
        rest = follow(stream[cut:], lambda _day: LIMITS, hold=0, recover=0, failing=bool(first and first.failing))
        whole = follow(stream, lambda _day: LIMITS, hold=0, recover=0, failing=False)
        last = rest or first
        assert (last.failing if last else None) == (whole.failing if whole else None)


HUMIDITY = Monitored.model_validate({
    "kind": "monitored", "metric": "room.humidity", "unit": "%", "max": 80, "during": "opening_hours",
    "limits": [{"season": {"from": "11-15", "to": "03-15"}, "max": 60}],
})


@pytest.mark.parametrize(("day", "fails"), [((11, 14), False), ((11, 15), True), ((3, 15), True), ((3, 16), False)])
def test_a_reading_is_held_against_the_limit_of_its_own_day(day: tuple[int, int], fails: bool) -> None:
    at = datetime(2026, *day, 10, tzinfo=BANK_ZONE)
    fed = heard(HUMIDITY, {"room.humidity": [Point(at, Decimal(70), Source.HAND, at)]}, None, failing=False)
    assert fed is not None
    assert isinstance(fed.evidence, Reading)
    assert fed.evidence.failing is fails


def test_what_is_read_while_it_is_shut_is_heard_and_not_judged() -> None:
    shut = points(90, opened=None)
    assert heard(HUMIDITY, {"room.humidity": shut}, None, failing=False) is None
    night = [*points(50), Point(NINE + timedelta(hours=12), Decimal(90), Source.SENSOR)]
    fed = heard(HUMIDITY, {"room.humidity": night}, None, failing=False)
    assert fed is not None
    assert isinstance(fed.evidence, Reading)
    assert (fed.evidence.value, fed.evidence.heard_at) == (Decimal(50), night[-1].at)


def test_a_mean_needs_readings_that_span_enough_of_its_window() -> None:
    co2 = METRICS["room.co2.mean_1h"]
    stream = points(*[1000] * 4, *[1600] * 3)
    assert [mean.at for mean in means(stream, co2)] == [point.at for point in stream[5:]]
    assert means(stream, co2)[-1].value == Decimal("1257.1429")
    assert means(points(1000, 1200), co2) == []
    assert stream_of("room.co2.mean_1h", {"room.co2": stream}) == means(stream, co2)


SOUND = Measured.model_validate({
    "kind": "measured",
    "values": [
        {"name": "background", "zh": "背景声", "en": "background", "unit": "dB(A)", "max": 55, "metric": "room.sound"},
        {"name": "call", "zh": "叫号声", "en": "calls", "unit": "dB(A)", "max": 65},
    ],
    "reasons": [{"code": "noisy", "zh": "嘈杂", "en": "noisy"}],
})


def test_a_figure_is_replaced_by_a_newer_reading_and_the_others_stay() -> None:
    said = Measurement({"background": Decimal(70), "call": Decimal(60)}, None, NINE - STEP)
    fed = measured(SOUND, said, {"room.sound": points(50)}, NINE - STEP, failing=True, kind="zone:hall")
    assert fed is not None
    assert isinstance(fed.evidence, Measurement)
    assert fed.evidence.values == {"background": Decimal(50), "call": Decimal(60)}
    assert fed.evidence.taken_at == NINE - STEP
    assert measured(SOUND, said, {"room.sound": points(50)}, NINE, failing=True, kind="zone:hall") is None


def test_what_was_said_in_words_stands_until_every_figure_was_read() -> None:
    said = Observation(holds=False, reasons=("noisy",), taken_at=NINE - STEP)
    assert measured(SOUND, said, {"room.sound": points(50)}, NINE - STEP, failing=True, kind="zone:hall") is None


def test_a_check_knows_what_feeds_it() -> None:
    assert metrics_of(SOUND) == {"room.sound"}
    co2 = Monitored.model_validate({"kind": "monitored", "metric": "room.co2.mean_1h", "unit": "ppm", "max": 1000})
    assert metrics_of(co2) == {"room.co2", "room.co2.mean_1h"}
    assert part_fed_by(co2, "room.co2") is co2
    assert part_fed_by(SOUND, "room.co2") is None


@pytest.mark.parametrize(("metric", "value", "unit", "kept"), [
    ("room.temperature", "77", "°F", "25.0000"), ("room.temperature", "25", "℃", "25.0000"),
    ("room.pm2_5", "35", "µg/m³", "0.0350"), ("room.illuminance", "0.3", "klx", "300.0000"),
    ("room.co2", "800", "", "800.0000"),
])
def test_units_are_converted_by_name(metric: str, value: str, unit: str, kept: str) -> None:
    assert str(in_its_unit(METRICS[metric], Decimal(value), unit)) == kept


@pytest.mark.parametrize(("metric", "value", "unit", "field"), [
    ("room.temperature", "25", "K", "unit"), ("room.co2", "800", "mg/m3", "unit"),
    ("room.humidity", "101", "", "value"), ("room.temperature", "NaN", "", "value"),
    ("room.temperature", "1000", "", "value"),
])
def test_a_unit_or_a_figure_that_cannot_be_is_refused(metric: str, value: str, unit: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        in_its_unit(METRICS[metric], Decimal(value), unit)
    assert [problem.field for problem in refused.value.problems] == [field]
