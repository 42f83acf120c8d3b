"""Clocks: deadlines, pauses, warnings and what they say at a moment."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.domain.clocks import Clock, ClockState, Pause, deadline, left, moment_of, read, spent
from wangdian.domain.escalation import due_escalations, next_escalation_at
from wangdian.domain.priority import ClockKind
from wangdian.foundation.calendar import OpeningCalendar, OpeningHours, official_days
from wangdian.foundation.clock import BANK_ZONE
from wangdian.foundation.errors import Invalid

HOURS = OpeningHours.from_text(date(2024, 1, 1), {"personal.working": "09:00-17:00"})
CALENDAR = OpeningCalendar((HOURS,), (), official_days())
ALWAYS, OPENING = ClockKind.ROUND_THE_CLOCK, ClockKind.OPENING_HOURS
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-10-{text}").replace(tzinfo=BANK_ZONE)


def test_round_the_clock_runs_through_the_night_and_opening_hours_do_not():
    start = at("09 16:00")
    assert deadline(Clock(start, 4 * HOUR, ALWAYS), CALENDAR) == at("09 20:00")
    assert deadline(Clock(start, 4 * HOUR, OPENING), CALENDAR) == at("10 12:00")  # a made-up Saturday


def test_a_pause_moves_the_deadline_by_what_it_kept_from_counting():
    overnight = Pause(at("09 16:00"), at("10 10:00"))
    assert deadline(Clock(at("09 15:00"), 4 * HOUR, OPENING, (overnight,)), CALENDAR) == at("10 13:00")
    assert deadline(Clock(at("09 15:00"), 4 * HOUR, ALWAYS, (overnight,)), CALENDAR) == at("10 13:00")


def test_pauses_that_overlap_count_once():
    pauses = (Pause(at("09 10:00"), at("09 12:00")), Pause(at("09 11:00"), at("09 13:00")))
    clock = Clock(at("09 09:00"), 2 * HOUR, ALWAYS, pauses)
    assert deadline(clock, CALENDAR) == at("09 14:00")
    assert spent(clock, at("09 13:30"), CALENDAR) == 1.5 * HOUR


def test_a_pause_that_lasts_leaves_no_deadline_and_stops_the_time():
    clock = Clock(at("09 09:00"), 4 * HOUR, ALWAYS, (Pause(at("09 10:00")),))
    reading = read(clock, at("12 10:00"), CALENDAR)
    assert reading.deadline is None
    assert reading.state is ClockState.PAUSED
    assert reading.spent == HOUR


def test_a_pause_after_the_deadline_does_not_undo_the_breach():
    clock = Clock(at("09 09:00"), HOUR, ALWAYS, (Pause(at("09 11:00")),))
    assert read(clock, at("09 12:00"), CALENDAR).state is ClockState.BREACHED


@pytest.mark.parametrize(
    ("now", "state", "warned"),
    [
        ("09 15:59", ClockState.RUNNING, None),
        ("09 16:00", ClockState.RUNNING, Decimal("0.7")),
        ("09 18:00", ClockState.RUNNING, Decimal("0.9")),
        ("09 19:00", ClockState.RUNNING, Decimal("0.9")),
        ("09 19:01", ClockState.BREACHED, Decimal("0.9")),
    ],
)
def test_a_clock_warns_at_seven_and_nine_tenths(now, state, warned):
    reading = read(Clock(at("09 09:00"), 10 * HOUR), at(now), CALENDAR)
    assert (reading.state, reading.warned) == (state, warned)


def test_a_clock_on_opening_hours_is_breached_overnight_once_its_deadline_is_past():
    clock = Clock(at("09 09:00"), 8 * HOUR, OPENING)
    reading = read(clock, at("09 20:00"), CALENDAR)
    assert (reading.state, reading.left) == (ClockState.BREACHED, timedelta())
    assert left(clock, at("10 10:00"), CALENDAR) == -HOUR


def test_what_is_done_in_time_stays_met_and_what_is_late_stays_breached():
    clock = Clock(at("09 09:00"), HOUR, stopped_at=at("09 10:00"))
    assert read(clock, at("20 09:00"), CALENDAR).state is ClockState.MET
    late = Clock(at("09 09:00"), HOUR, stopped_at=at("09 10:01"))
    assert read(late, at("20 09:00"), CALENDAR).state is ClockState.BREACHED
    assert read(late, at("20 09:00"), CALENDAR).spent == timedelta(minutes=61)


def test_a_clock_of_no_time_and_a_pause_that_ends_before_it_begins_are_refused():
    with pytest.raises(Invalid, match="within"):
        Clock(at("09 09:00"), timedelta())
    with pytest.raises(Invalid, match=r"pause\.ends"):
        Pause(at("09 09:00"), at("09 08:00"))


def test_escalations_climb_rung_by_rung_and_are_said_once():
    clock = Clock(at("09 09:00"), 10 * HOUR)
    assert due_escalations(clock, at("09 15:00"), CALENDAR) == ()
    assert [r.holder for r in due_escalations(clock, at("09 16:00"), CALENDAR)] == [True]
    assert [r.level for r in due_escalations(clock, at("10 12:00"), CALENDAR)] == [1, 2, 3]
    assert [r.level for r in due_escalations(clock, at("10 12:00"), CALENDAR, said={1, 2})] == [3]
    assert due_escalations(clock, at("10 12:00"), CALENDAR, said={1, 2, 3}) == ()


def test_nothing_is_escalated_once_the_work_is_done():
    clock = Clock(at("09 09:00"), HOUR, stopped_at=at("09 09:30"))
    assert due_escalations(clock, at("20 09:00"), CALENDAR) == ()
    assert next_escalation_at(clock, CALENDAR) is None


def test_the_next_escalation_is_due_at_the_very_moment_that_is_foretold():
    clock = Clock(at("09 16:00"), 7 * HOUR, OPENING)
    said: set[int] = set()
    for level in (1, 2, 3):
        moment = next_escalation_at(clock, CALENDAR, said)
        assert moment is not None
        assert due_escalations(clock, moment - timedelta(seconds=4), CALENDAR, said) == ()
        assert [r.level for r in due_escalations(clock, moment, CALENDAR, said)] == [level]
        said.add(level)
    assert next_escalation_at(clock, CALENDAR, said) is None


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1)).map(lambda m: m.replace(tzinfo=BANK_ZONE))
PAUSES = st.lists(
    st.tuples(MOMENTS, st.timedeltas(timedelta(), timedelta(days=3))).map(lambda p: Pause(p[0], p[0] + p[1])),
    max_size=4,
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(hours=50)), st.sampled_from(ClockKind), PAUSES)
def test_at_the_deadline_all_time_is_spent_and_nothing_is_left(start, within, kind, pauses):
    clock = Clock(start, within, kind, pauses)
    due = deadline(clock, CALENDAR)
    assert due is not None
    assert spent(clock, due, CALENDAR) == within
    assert left(clock, due, CALENDAR) == timedelta()
    assert moment_of(clock, Decimal(1), CALENDAR) == due
    assert spent(clock, due + HOUR, CALENDAR) >= within
