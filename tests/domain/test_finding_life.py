"""The life of a finding: patience, repeats, other eyes, waivers, and no way into a forbidden state."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.domain.finding_events import (
    Closed,
    Closing,
    Escalated,
    Mended,
    MendingClaimed,
    Opened,
    Reopened,
    RepairDidNotHold,
    Seen,
    SightingCounted,
    Verified,
    Waived,
    WaiverEnd,
    WaiverEnded,
    WaiverGranted,
    WaiverOver,
    Withdrawn,
    WorkBegun,
    WorkStarted,
)
from wangdian.domain.finding_life import IllegalStep, Life, Patience, State, step
from wangdian.domain.finding_state import NEXT
from wangdian.domain.severity import Severity
from wangdian.domain.verdict import Verdict
from wangdian.foundation.errors import Invalid

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
AT_ONCE = Patience()
FAILS, HOLDS, UNKNOWN = Seen(Verdict.FAILS), Seen(Verdict.HOLDS), Seen(Verdict.UNKNOWN)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def lived(*events, severity=Severity.MEDIUM, rules=AT_ONCE, each=10):
    """The life after the events, one every `each` minutes, and all that happened."""
    life, told = Life.of(severity), []
    for number, event in enumerate(events):
        life, happened = step(life, event, after(number * each), rules)
        told += happened
    return life, told


def inspection(verdict: Verdict, by: str) -> Seen:
    return Seen(verdict, by, on_inspection=True)


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.CRITICAL])
def test_a_device_whose_word_came_through_who_mended_closes_nothing(severity):
    own, others = (Seen(Verdict.HOLDS, sent_by=person) for person in ("7", "8"))
    life, _told = lived(FAILS, WorkStarted("7"), Mended("7"), own, severity=severity)
    assert life.state is State.MENDED
    life, _told = lived(FAILS, WorkStarted("7"), Mended("7"), own, others, severity=severity)
    assert (life.state, life.closed_why) == (State.CLOSED, Closing.VERIFIED)


def test_a_device_whose_word_came_through_who_mends_does_not_end_the_mending():
    life, _told = lived(FAILS, WorkStarted("7"), Seen(Verdict.HOLDS, sent_by="7"))
    assert life.state is State.MENDING
    life, _told = lived(FAILS, WorkStarted("7"), HOLDS)
    assert life.state is State.CLOSED


def test_a_failure_opens_a_finding_and_further_ones_are_counted():
    life, told = lived(FAILS, FAILS, FAILS)
    assert (life.state, life.sightings, life.opened_at) == (State.OPEN, 3, START)
    assert told == [Opened(Severity.MEDIUM, False, 0), SightingCounted(2), SightingCounted(3)]


@pytest.mark.parametrize(
    "events", [(), (FAILS,), (FAILS, WorkStarted("a")), (FAILS, Mended("a")), (FAILS, HOLDS), (HOLDS,)]
)
def test_unknown_changes_nothing_in_any_state(events):
    life, _ = lived(*events)
    assert step(life, UNKNOWN, after(999), AT_ONCE) == (life, ())


def test_it_opens_after_so_many_failures_in_a_row():
    rules = Patience(fails=3)
    assert lived(FAILS, FAILS, HOLDS, FAILS, FAILS, rules=rules)[0].state is State.NONE
    life, told = lived(FAILS, UNKNOWN, FAILS, FAILS, rules=rules)
    assert (life.state, life.sightings) == (State.OPEN, 3)
    assert len(told) == 1


def test_it_opens_after_failing_for_so_long():
    rules = Patience(fails=None, fails_for=timedelta(minutes=30))
    assert lived(FAILS, FAILS, FAILS, rules=rules)[0].state is State.NONE
    assert lived(FAILS, FAILS, FAILS, FAILS, rules=rules)[0].state is State.OPEN


def test_a_device_closes_it_only_after_holding_long_enough():
    rules = Patience(holds=None, holds_for=timedelta(minutes=20))
    assert lived(FAILS, HOLDS, HOLDS, FAILS, HOLDS, HOLDS, rules=rules)[0].state is State.OPEN
    life, told = lived(FAILS, HOLDS, HOLDS, HOLDS, rules=rules)
    assert (life.state, life.closed_why) == (State.CLOSED, Closing.SEEN_TO_HOLD)
    assert told[-1] == Closed(Closing.SEEN_TO_HOLD, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"fails": None},
        {"fails": 0},
        {"holds": None},
        {"holds_for": -START.resolution},
        {"repeat_within": -START.resolution},
    ],
)
def test_patience_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(Invalid):
        Patience(**wrong)


def test_the_whole_way_from_failure_to_verified():
    life, told = lived(FAILS, WorkStarted("eng"), Mended("eng"), Verified("lobby", True))
    assert (life.state, life.closed_why, life.verified_by) == (State.CLOSED, Closing.VERIFIED, "lobby")
    assert told[1:] == [WorkBegun("eng"), MendingClaimed("eng"), Closed(Closing.VERIFIED, "lobby")]


def test_a_failed_verification_goes_back_to_mending():
    life, told = lived(FAILS, Mended("eng"), Verified("lobby", False))
    assert (life.state, life.mended_by) == (State.MENDING, None)
    assert told[-1] == RepairDidNotHold("lobby")


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.CRITICAL])
@pytest.mark.parametrize("passed", [True, False])
def test_who_mended_cannot_verify_what_is_grave(severity, passed):
    life, _ = lived(FAILS, Mended("eng"), severity=severity)
    with pytest.raises(IllegalStep, match="Whoever mended"):
        step(life, Verified("eng", passed), after(60), AT_ONCE)


@pytest.mark.parametrize("severity", [Severity.LOW, Severity.MEDIUM])
def test_who_mended_may_verify_what_is_light(severity):
    assert lived(FAILS, Mended("eng"), Verified("eng", True), severity=severity)[0].state is State.CLOSED


def test_a_repeat_that_makes_it_grave_asks_for_other_eyes():
    again = [FAILS, HOLDS, FAILS, Mended("eng")]
    life, _ = lived(*again, severity=Severity.MEDIUM)
    assert life.severity is Severity.HIGH
    with pytest.raises(IllegalStep):
        step(life, Verified("eng", True), after(60), AT_ONCE)


def test_an_inspection_that_sees_it_hold_counts_as_verification():
    life, _ = lived(FAILS, Mended("eng"), inspection(Verdict.HOLDS, "insp"), severity=Severity.CRITICAL)
    assert (life.state, life.closed_why, life.verified_by) == (State.CLOSED, Closing.VERIFIED, "insp")


def test_an_inspection_by_the_one_who_mended_settles_nothing_grave():
    life, told = lived(FAILS, Mended("eng"), inspection(Verdict.HOLDS, "eng"), severity=Severity.HIGH)
    assert life.state is State.MENDED
    assert told[-1] == MendingClaimed("eng")


def test_an_inspection_closes_an_open_finding_unless_it_is_by_the_one_at_work():
    assert lived(FAILS, inspection(Verdict.HOLDS, "insp"))[0].state is State.CLOSED
    assert lived(FAILS, WorkStarted("eng"), inspection(Verdict.HOLDS, "insp"))[0].state is State.CLOSED
    assert lived(FAILS, WorkStarted("eng"), inspection(Verdict.HOLDS, "eng"))[0].state is State.MENDING


def test_a_person_who_is_not_inspecting_closes_nothing():
    assert lived(FAILS, Seen(Verdict.HOLDS, "passer-by"))[0].state is State.OPEN


def test_a_repair_that_is_seen_to_fail_goes_back():
    rules = Patience(fails=2)
    life, told = lived(FAILS, FAILS, Mended("eng"), inspection(Verdict.FAILS, "insp"), rules=rules)
    assert (life.state, told[-1]) == (State.MENDING, RepairDidNotHold("insp"))


def test_a_device_needs_patience_to_say_that_a_repair_did_not_hold():
    rules = Patience(fails=2)
    life, _ = lived(FAILS, FAILS, Mended("eng"), FAILS, rules=rules)
    assert life.state is State.MENDED
    life, told = step(life, FAILS, after(50), rules)
    assert (life.state, told[-1]) == (State.MENDING, RepairDidNotHold(None))


def test_evidence_from_before_the_repair_is_counted_and_changes_nothing():
    life, _ = lived(FAILS, WorkStarted("eng"), Mended("eng"))
    late, told = step(life, inspection(Verdict.FAILS, "insp"), after(15), AT_ONCE)
    assert (late.state, late.sightings, told) == (State.MENDED, 2, (SightingCounted(2),))
    assert step(late, inspection(Verdict.HOLDS, "insp"), after(15), AT_ONCE) == (late, ())


def test_a_verb_from_before_the_last_change_is_refused():
    life, _ = lived(FAILS, WorkStarted("eng"))
    with pytest.raises(IllegalStep, match="later"):
        step(life, Mended("eng"), after(5), AT_ONCE)


def test_a_repeat_soon_after_closing_is_marked_and_escalates_each_time():
    life, told = lived(FAILS, HOLDS, FAILS, HOLDS, FAILS, severity=Severity.LOW)
    assert (life.repeats, life.repeat, life.severity) == (2, True, Severity.HIGH)
    assert told[-2:] == [Opened(Severity.HIGH, True, 2), Escalated(Severity.LOW, Severity.HIGH)]
    assert life.sightings == 1


def test_severity_never_rises_beyond_critical():
    assert lived(*[FAILS, HOLDS] * 6, FAILS)[0].severity is Severity.CRITICAL


@pytest.mark.parametrize(("days", "repeats"), [(30, 1), (30.01, 0)])
def test_only_within_the_days_is_it_a_repeat(days, repeats):
    closed, _ = lived(FAILS, HOLDS, each=0)
    life, _ = step(closed, FAILS, START + timedelta(days=days), AT_ONCE)
    assert (life.state, life.repeats) == (State.OPEN, repeats)


def test_what_was_withdrawn_does_not_repeat():
    life, told = lived(FAILS, Withdrawn(), FAILS)
    assert (life.repeats, told[1]) == (0, Closed(Closing.WITHDRAWN, None))


def test_a_closed_finding_can_be_opened_again_by_hand_and_counts_as_a_repeat():
    life, told = lived(FAILS, HOLDS, Reopened("manager"))
    assert (life.state, life.repeats) == (State.OPEN, 1)
    assert told[-2] == Opened(Severity.HIGH, True, 1)


WAIVER = Waived("manager", "head office", after(100))


def test_a_waiver_is_a_flag_with_an_end():
    life, told = lived(FAILS, WAIVER)
    assert told[-1] == WaiverGranted("head office", after(100))
    assert life.state is State.OPEN
    assert life.waived(after(99))
    assert not life.waived(after(100))


@pytest.mark.parametrize(
    "waiver",
    [
        Waived("manager", "manager", after(100)),
        Waived("manager", "head office", after(10)),
        Waived("manager", "head office", datetime(2026, 4, 1)),
    ],
)
def test_a_waiver_needs_another_approver_and_an_end_ahead(waiver):
    life, _ = lived(FAILS)
    with pytest.raises(IllegalStep, match="waiver"):
        step(life, waiver, after(10), AT_ONCE)


def test_a_waiver_ends_by_time_by_hand_or_with_the_finding():
    life, _ = lived(FAILS, WAIVER)
    with pytest.raises(IllegalStep, match="still runs"):
        step(life, WaiverEnded(), after(99), AT_ONCE)
    assert step(life, WaiverEnded(), after(100), AT_ONCE)[1] == (WaiverOver(WaiverEnd.EXPIRED),)
    assert step(life, WaiverEnded("head office"), after(50), AT_ONCE)[1] == (WaiverOver(WaiverEnd.REVOKED),)
    closed, told = step(life, HOLDS, after(50), AT_ONCE)
    assert told == (WaiverOver(WaiverEnd.CLOSED), Closed(Closing.SEEN_TO_HOLD, None))
    assert closed.waived_until is None


def test_whatever_happens_after_its_end_finds_the_waiver_over():
    life, _ = lived(FAILS, WAIVER)
    later, told = step(life, FAILS, after(101), AT_ONCE)
    assert told == (WaiverOver(WaiverEnd.EXPIRED), SightingCounted(2))
    assert later.waived_until is None


NONE, OPEN, MENDED, CLOSED = (), (FAILS,), (FAILS, Mended("eng")), (FAILS, HOLDS)


@pytest.mark.parametrize(
    ("history", "event"),
    [
        (NONE, WorkStarted("a")),
        (NONE, Mended("a")),
        (NONE, Verified("a", True)),
        (NONE, WAIVER),
        (NONE, Reopened("a")),
        (NONE, Withdrawn()),
        (OPEN, Verified("a", True)),
        (OPEN, Reopened("a")),
        (OPEN, WaiverEnded("a")),
        (MENDED, Mended("a")),
        (MENDED, WorkStarted("a")),
        (CLOSED, Mended("a")),
        (CLOSED, WorkStarted("a")),
        (CLOSED, WAIVER),
        (CLOSED, Withdrawn()),
    ],
)
def test_an_event_that_does_not_fit_is_refused(history, event):
    life, _ = lived(*history)
    with pytest.raises(IllegalStep):
        step(life, event, after(60), AT_ONCE)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(IllegalStep, match="time zone"):
        step(Life.of(Severity.LOW), FAILS, datetime(2026, 1, 1), AT_ONCE)


PEOPLE = st.sampled_from(["a", "b", "c"])
EVENTS = st.one_of(
    st.builds(Seen, st.sampled_from(Verdict), st.none() | PEOPLE, st.booleans()),
    st.builds(WorkStarted, PEOPLE),
    st.builds(Mended, PEOPLE),
    st.builds(Verified, PEOPLE, st.booleans()),
    st.builds(Waived, PEOPLE, PEOPLE, st.integers(0, 400).map(after)),
    st.builds(WaiverEnded, st.none() | PEOPLE),
    st.builds(Reopened, PEOPLE),
    st.builds(Withdrawn, st.none() | PEOPLE),
)
RULES = st.builds(
    Patience,
    fails=st.integers(1, 3),
    holds=st.integers(1, 3),
    repeat_within=st.timedeltas(timedelta(), timedelta(hours=1)),
)


def whole(life: Life) -> None:
    """What must be so in every life, however it was reached."""
    assert life.unsettled == (life.opened_at is not None and life.closed_at is None)
    assert (life.state is State.MENDED) <= (life.mended_by is not None)
    assert (life.state is State.CLOSED) == (life.closed_why is not None)
    assert (life.waived_until is None) == (life.waiver_approved_by is None)
    assert life.waived_until is None or life.waiver_approved_by != life.waiver_asked_by
    assert life.waived_until is None or life.unsettled
    assert life.severity.rank >= life.base.rank
    assert (life.state is State.NONE) == (life.opened_at is None)
    if life.closed_why is Closing.VERIFIED and life.severity.needs_other_eyes:
        assert life.verified_by is None or life.verified_by != life.mended_by


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(Severity),
    RULES,
    st.lists(st.tuples(EVENTS, st.integers(-5, 40)), min_size=1, max_size=25),
)
def test_no_sequence_of_events_reaches_a_forbidden_state(severity, rules, events):
    life, minutes, opened, closed = Life.of(severity), 0, 0, 0
    for event, gap in events:
        minutes += gap
        try:
            following, told = step(life, event, after(minutes), rules)
        except IllegalStep:
            continue
        whole(following)
        assert following.state in NEXT[life.state]
        assert following.sightings >= life.sightings or life.state is State.CLOSED
        opened += sum(isinstance(x, Opened) for x in told)
        closed += sum(isinstance(x, Closed) for x in told)
        assert opened - closed == int(following.unsettled)
        life = following
