"""Who reads for somebody on leave, who is called, and to whom an escalation comes at last."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wangdian.domain.escalation import DEFAULT_CHAIN, Rung, heard_by
from wangdian.domain.quiet_hours import QuietHours, goes_out_at, quiet_hours
from wangdian.domain.retrying import FIRST_WAIT, LONGEST_WAIT, is_hopeless, wait_after
from wangdian.domain.standing_in import on_call, reader_for, readers_for
from wangdian.foundation.clock import BANK_ZONE

PEOPLE = st.integers(1, 8)
AWAY = st.dictionaries(PEOPLE, st.none() | PEOPLE, max_size=8)
HERE = st.sets(PEOPLE, max_size=8)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
TIMES = st.times()


@given(PEOPLE, AWAY, HERE)
def test_who_reads_is_never_away_and_can_log_in(person: int, away: dict[int, int | None], here: set[int]) -> None:
    reader = reader_for(person, away, here)
    assert reader is None or (reader not in away and reader in here)


@given(PEOPLE, AWAY, HERE)
def test_who_is_not_away_reads_for_themselves(person: int, away: dict[int, int | None], here: set[int]) -> None:
    away.pop(person, None)
    assert reader_for(person, away, here) == (person if person in here else None)


@given(st.lists(PEOPLE), AWAY, HERE)
def test_nobody_reads_twice(people: list[int], away: dict[int, int | None], here: set[int]) -> None:
    readers = readers_for(people, away, here)
    assert len(readers) == len(set(readers))


def test_a_chain_of_deputies_is_followed_and_a_ring_leads_nowhere() -> None:
    assert reader_for(1, {1: 2, 2: 3}, {3}) == 3
    assert reader_for(1, {1: 2, 2: 1}, {1, 2}) is None
    assert reader_for(1, {1: None}, {1}) is None


@given(st.lists(PEOPLE, unique=True), st.sets(PEOPLE))
def test_of_those_named_the_ones_on_duty_are_called_or_else_all(named: list[int], on_duty: set[int]) -> None:
    called = set(on_call(named, on_duty))
    assert called == (set(named) & on_duty or set(named))


@given(st.sampled_from(DEFAULT_CHAIN), st.sets(st.integers(1, 3)))
def test_an_escalation_comes_to_the_first_step_above_that_hears(rung: Rung, deaf: set[int]) -> None:
    heard, people = heard_by(rung, lambda one: () if one.level in deaf else (one.level,))
    hearing = [one.level for one in DEFAULT_CHAIN if one.level >= rung.level and one.level not in deaf]
    assert people == ((hearing[0],) if hearing else ())
    assert heard.level == (hearing[0] if hearing else DEFAULT_CHAIN[-1].level)


def test_a_step_below_is_never_asked() -> None:
    chain = (Rung(1, Decimal("0.5")), Rung(2, Decimal(1)))
    asked: list[int] = []
    heard_by(chain[1], lambda one: asked.append(one.level) or (), chain)
    assert asked == [2]


@given(MOMENTS, TIMES, TIMES)
def test_what_waits_goes_out_within_a_day_and_outside_of_the_quiet_hours(
    moment: datetime, start: time, end: time,
) -> None:
    quiet = quiet_hours(start, end)
    out = goes_out_at(moment, quiet, at_once=False)
    assert moment <= out <= moment + timedelta(days=1)
    if quiet is not None:
        assert start == end or quiet.over_at(out) == out
        assert out in {moment} or out.astimezone(BANK_ZONE).timetz().replace(tzinfo=None) == end
    assert goes_out_at(moment, quiet, at_once=True) == moment


def test_quiet_hours_run_over_midnight() -> None:
    quiet = QuietHours(time(22), time(7))
    late = datetime(2026, 11, 18, 23, 30, tzinfo=BANK_ZONE)
    early = datetime(2026, 11, 19, 6, 59, tzinfo=BANK_ZONE)
    morning = datetime(2026, 11, 19, 7, 0, tzinfo=BANK_ZONE)
    assert (quiet.over_at(late), quiet.over_at(early), quiet.over_at(morning)) == (morning, morning, morning)


@given(st.integers(0, 100_000), st.timedeltas(timedelta(), timedelta(days=2)))
def test_waits_grow_end_and_honour_what_was_asked(failures: int, asked: timedelta) -> None:
    wait = wait_after(failures, asked)
    assert wait >= max(FIRST_WAIT, asked)
    assert wait <= max(LONGEST_WAIT, asked)
    assert wait_after(failures + 1, asked) >= wait


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=9)))
def test_patience_ends_after_three_days(now: datetime, failing: timedelta) -> None:
    assert is_hopeless(now - failing, now) == (failing >= timedelta(days=3))
    assert not is_hopeless(None, now)
