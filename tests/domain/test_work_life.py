"""The life of a work order: clocks, pauses, hand-overs, other eyes, and no way into a forbidden state."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.domain.clocks import ClockState, deadline, read, spent
from wangdian.domain.priority import ClockKind, Target
from wangdian.domain.severity import Severity
from wangdian.domain.work_events import (
    Accepted,
    Assigned,
    Cancelled,
    Done,
    Dropped,
    HandedOver,
    Held,
    Lapsed,
    Mended,
    Offered,
    Over,
    Paused,
    PauseReason,
    Resumed,
    Returned,
    Settled,
    Started,
    Taken,
    Verified,
)
from wangdian.domain.work_life import IllegalStep, Life, State, resolve_clock, response_clock, step
from wangdian.domain.work_state import ENDED, NEXT
from wangdian.foundation.calendar import OpeningCalendar

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
TARGET = Target(HOUR, 4 * HOUR, ClockKind.ROUND_THE_CLOCK)
CALENDAR = OpeningCalendar()
TAKEN = (Assigned("boss", "eng"), Accepted("eng"))
WORKING = (*TAKEN, Started("eng"))
PART = Paused("eng", PauseReason.WAITING_PART)
CANCELLED = State.CANCELLED


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def lived(*events, severity=Severity.MEDIUM, each=10):
    """The order after the events, one every `each` minutes, and all that happened."""
    life, told = Life(START, severity), []
    for number, event in enumerate(events, start=1):
        life, happened = step(life, event, after(number * each))
        told += happened
    return life, told


def test_the_whole_way_from_new_to_verified():
    life, told = lived(*WORKING, Mended("eng", Decimal("120.50"), 45), Verified("lobby", True))
    assert (life.state, life.mended_by, life.verified_by) == (State.VERIFIED, "eng", "lobby")
    assert (life.cost, life.interruption, life.ended_at) == (Decimal("120.50"), 45, after(50))
    assert told[:2] == [Offered("eng", None), Taken("eng", first=True)]
    assert told[-2:] == [Done("eng"), Settled("lobby")]


def test_only_the_one_it_is_assigned_to_accepts_it():
    life, _ = lived(Assigned("boss", "eng"))
    with pytest.raises(IllegalStep, match="somebody else"):
        step(life, Accepted("other"), after(20))


def test_anybody_at_the_vendor_accepts_what_was_given_to_the_vendor():
    life, _ = lived(Assigned("boss", vendor="lifts ltd"), Accepted("their man"))
    assert (life.holder, life.vendor) == ("their man", "lifts ltd")


def test_an_assignment_names_somebody():
    with pytest.raises(IllegalStep, match="Name a person"):
        step(Life(START), Assigned("boss"), after(1))


def test_the_response_clock_stops_at_the_first_acceptance_for_good():
    life, told = lived(*WORKING, HandedOver("eng", "off sick", "two"), Accepted("two"))
    assert life.accepted_at == after(20)
    assert told[-1] == Taken("two", first=False)
    reading = read(response_clock(life, TARGET), after(600), CALENDAR)
    assert (reading.state, reading.spent) == (ClockState.MET, timedelta(minutes=20))


def test_an_order_nobody_accepts_breaches_its_response():
    life, _ = lived(Assigned("boss", "eng"))
    assert read(response_clock(life, TARGET), after(61), CALENDAR).state is ClockState.BREACHED


def test_the_resolve_clock_stops_when_mended_and_restarts_on_return():
    mended, _ = lived(*WORKING, Mended("eng"))
    assert spent(resolve_clock(mended, TARGET), after(999), CALENDAR) == timedelta(minutes=40)
    returned, told = step(mended, Verified("lobby", False, "still drips"), after(100))
    assert (returned.state, told) == (State.RETURNED, (Returned("lobby", "still drips", 1),))
    clock = resolve_clock(returned, TARGET)
    assert spent(clock, after(130), CALENDAR) == timedelta(minutes=70)
    assert deadline(clock, CALENDAR) == after(240 + 60)


def test_what_is_returned_is_worked_on_and_mended_again():
    rounds = (*WORKING, Mended("eng", Decimal(10), 5), Verified("lobby", False, "drips"), Started("eng"))
    life, _ = lived(*rounds, Mended("eng", Decimal(7), 2), Verified("lobby", True))
    assert (life.state, life.returns, life.cost, life.interruption) == (State.VERIFIED, 1, Decimal(17), 7)


@pytest.mark.parametrize(
    ("reason", "counted"),
    [
        (PauseReason.WAITING_PART, 40),
        (PauseReason.WAITING_CUSTOMER, 40),
        (PauseReason.WAITING_VENDOR, 140),
        (PauseReason.OUTSIDE_HOURS, 140),
    ],
)
def test_only_pauses_that_nobody_in_charge_can_shorten_stop_the_clock(reason, counted):
    life, told = lived(*WORKING, Paused("eng", reason))
    assert told[-1] == Held(reason)
    assert spent(resolve_clock(life, TARGET), after(140), CALENDAR) == timedelta(minutes=counted)


def test_which_pauses_stop_the_clock_is_data():
    life, _ = lived(*WORKING, Paused("eng", PauseReason.WAITING_VENDOR))
    clock = resolve_clock(life, TARGET, frozenset({PauseReason.WAITING_VENDOR}))
    assert read(clock, after(140), CALENDAR).state is ClockState.PAUSED


def test_a_pause_is_logged_with_its_reason_and_both_ends():
    life, _ = lived(*WORKING, PART, Resumed("eng"))
    (hold,) = life.holds
    assert (hold.reason, hold.by, hold.starts, hold.ends) == (PART.reason, "eng", after(40), after(50))
    assert life.state is State.WORKING


@pytest.mark.parametrize("events", [TAKEN[:1], TAKEN, WORKING, (*WORKING, PART)])
def test_it_can_be_handed_over_while_somebody_has_it(events):
    life, _ = lived(*events)
    handed, told = step(life, HandedOver("eng", "holiday", "two"), after(60))
    assert (handed.state, handed.holder, handed.hand_overs) == (State.ASSIGNED, "two", 1)
    assert told == (Offered("two", None),)
    assert all(hold.ends is not None for hold in handed.holds)


def test_it_is_not_handed_to_the_one_who_has_it():
    life, _ = lived(*WORKING)
    with pytest.raises(IllegalStep, match="already have"):
        step(life, HandedOver("eng", "holiday", "eng"), after(60))


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.CRITICAL])
@pytest.mark.parametrize("by", ["eng", "foreman"])
def test_neither_who_mended_nor_who_holds_it_verifies_what_is_grave(severity, by):
    life, _ = lived(*WORKING, Mended("foreman"), severity=severity)
    with pytest.raises(IllegalStep, match="Whoever mended"):
        step(life, Verified(by, True), after(60))
    assert step(life, Verified("lobby", True), after(60))[0].state is State.VERIFIED


def test_who_mended_may_verify_what_is_light():
    assert lived(*WORKING, Mended("eng"), Verified("eng", True), severity=Severity.LOW)[0].ended


@pytest.mark.parametrize("cost", [Decimal("-0.01"), Decimal("NaN"), Decimal("Infinity")])
def test_a_cost_is_a_number_that_is_not_negative(cost):
    life, _ = lived(*WORKING)
    with pytest.raises(IllegalStep, match="cost"):
        step(life, Mended("eng", cost), after(60))


def test_minutes_of_interruption_are_never_negative():
    life, _ = lived(*WORKING)
    with pytest.raises(IllegalStep, match="interruption"):
        step(life, Mended("eng", Decimal(0), -1), after(60))


def test_cancelling_and_returning_need_a_reason():
    life, _ = lived(*WORKING)
    with pytest.raises(IllegalStep, match="Say why"):
        step(life, Cancelled("boss", " "), after(60))
    mended, _ = step(life, Mended("eng"), after(60))
    with pytest.raises(IllegalStep, match="Say why"):
        step(mended, Verified("lobby", False), after(70))
    assert step(life, Cancelled("boss", "twice"), after(60))[1] == (Dropped("boss", "twice"),)


def test_a_cancelled_order_stops_both_clocks():
    life, _ = lived(Assigned("boss", "eng"), Cancelled("boss", "twice"))
    assert read(response_clock(life, TARGET), after(999), CALENDAR).spent == timedelta(minutes=20)
    assert read(resolve_clock(life, TARGET), after(999), CALENDAR).state is ClockState.MET


@pytest.mark.parametrize("events", [(), TAKEN, (*WORKING, PART), (*WORKING, Mended("eng"))])
def test_an_order_ends_wherever_it_is_once_nothing_is_left_to_mend(events):
    life, _ = lived(*events)
    over, told = step(life, Lapsed("nobody", "seen to hold"), after(60))
    assert (over.state, over.ended_at) == (State.CANCELLED, after(60))
    assert told == (Over("nobody", "seen to hold"),)
    assert all(hold.ends is not None for hold in over.holds)


@pytest.mark.parametrize(
    ("history", "event"),
    [
        ((), Accepted("eng")),
        ((), Started("eng")),
        ((), HandedOver("boss", "x", "eng")),
        ((), Mended("eng")),
        (TAKEN[:1], Started("eng")),
        (TAKEN, Assigned("boss", "two")),
        (TAKEN, Accepted("eng")),
        (TAKEN, Resumed("eng")),
        (WORKING, Verified("lobby", True)),
        ((*WORKING, PART), PART),
        ((*WORKING, PART), Mended("eng")),
        ((*WORKING, Mended("eng")), Mended("eng")),
        ((*WORKING, Mended("eng")), HandedOver("eng", "x", "two")),
        ((*WORKING, Mended("eng")), Cancelled("boss", "x")),
        ((*WORKING, Mended("eng"), Verified("lobby", True)), Verified("lobby", False, "x")),
        ((Cancelled("boss", "x"),), Assigned("boss", "eng")),
    ],
)
def test_an_event_that_does_not_fit_is_refused(history, event):
    life, _ = lived(*history)
    with pytest.raises(IllegalStep):
        step(life, event, after(600))


def test_time_never_runs_backwards():
    life, _ = lived(*TAKEN)
    with pytest.raises(IllegalStep, match="later"):
        step(life, Started("eng"), after(19))
    with pytest.raises(IllegalStep, match="later"):
        step(Life(START), Assigned("boss", "eng"), after(-1))
    with pytest.raises(IllegalStep, match="time zone"):
        step(Life(START), Assigned("boss", "eng"), datetime(2027, 1, 1))


PEOPLE = st.sampled_from(["a", "b"])
EVENTS = st.one_of(
    st.builds(Assigned, PEOPLE, st.none() | PEOPLE, st.none() | st.just("vendor")),
    st.builds(Accepted, PEOPLE),
    st.builds(Started, PEOPLE),
    st.builds(Paused, PEOPLE, st.sampled_from(PauseReason)),
    st.builds(Resumed, PEOPLE),
    st.builds(HandedOver, PEOPLE, st.just("x"), st.none() | PEOPLE, st.none() | st.just("vendor")),
    st.builds(Mended, PEOPLE, st.decimals(-1, 100, places=2), st.integers(-1, 90)),
    st.builds(Verified, PEOPLE, st.booleans(), st.sampled_from(["", "drips"])),
    st.builds(Cancelled, PEOPLE, st.sampled_from(["", "twice"])),
    st.builds(Lapsed, st.just("nobody"), st.just("seen to hold")),
)


def whole(life: Life, now: datetime) -> None:
    """What must be so in every order, however it was reached."""
    assert life.cost >= 0
    assert life.interruption >= 0
    assert (life.ended_at is not None) == (life.state in ENDED)
    assert (life.state in (State.MENDED, State.VERIFIED)) == (life.mended_at is not None) or life.state is CANCELLED
    assert (life.state is State.PAUSED) == any(hold.ends is None for hold in life.holds)
    assert life.state in (State.NEW, State.ASSIGNED, State.CANCELLED) or life.holder is not None
    assert life.returns == len(life.waits)
    if life.state is State.VERIFIED and life.severity.needs_other_eyes:
        assert life.verified_by not in (life.mended_by, life.holder)
    used = spent(resolve_clock(life, TARGET), now, CALENDAR)
    assert timedelta() <= used <= now - life.created_at


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(Severity), st.lists(st.tuples(EVENTS, st.integers(0, 90)), min_size=1, max_size=25))
def test_no_sequence_of_events_reaches_a_forbidden_state(severity, events):
    life, minutes = Life(START, severity), 0
    for event, gap in events:
        minutes += gap
        try:
            following, told = step(life, event, after(minutes))
        except IllegalStep:
            continue
        whole(following, after(minutes))
        assert following.state in NEXT[life.state]
        assert len(told) == 1
        assert spent(resolve_clock(following, TARGET), after(minutes), CALENDAR) >= spent(
            resolve_clock(life, TARGET), life.changed_at or START, CALENDAR
        )
        assert following.accepted_at == (life.accepted_at or following.accepted_at)
        life = following
