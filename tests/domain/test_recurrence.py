"""Due windows: what a rule opens on a calendar, and the rules that are refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.domain.priority import ClockKind
from wangdian.domain.recurrence import Cadence, Days, Timing, windows
from wangdian.domain.recurrence_rule import parse_rule
from wangdian.foundation.calendar import OpeningCalendar, OpeningHours, official_days
from wangdian.foundation.clock import BANK_ZONE
from wangdian.foundation.errors import Invalid

HOURS = {"personal.working": "09:00-17:00", "personal.weekend": "10:00-16:00"}
CALENDAR = OpeningCalendar((OpeningHours.from_text(date(2024, 1, 1), HOURS),), (), official_days())
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)


def due(rule: str, first: str, last: str, **more) -> list[tuple[str, str]]:
    cadence = Cadence(rule, at("2026-01-05 08:00"), more.pop("due_within", HOUR), **more)
    found = windows(cadence, at(first), at(last), CALENDAR)
    return [(f"{w.due_from:%m-%d %H:%M}", f"{w.due_until:%m-%d %H:%M}") for w in found]


def test_working_days_leave_out_festivals_and_take_in_make_up_days():
    found = due("FREQ=DAILY", "2026-09-30", "2026-10-13", days=Days.WORKING)
    assert [f[:5] for f, _ in found] == ["09-30", "10-08", "10-09", "10-10", "10-12"]


def test_the_opening_check_ends_when_the_outlet_opens_that_day():
    found = due(
        "FREQ=DAILY",
        "2026-10-08",
        "2026-10-12",
        days=Days.OPEN,
        timing=Timing.BEFORE_OPENING,
        due_within=timedelta(minutes=30),
    )
    assert found == [
        ("10-08 08:30", "10-08 09:00"),
        ("10-09 08:30", "10-09 09:00"),
        ("10-10 08:30", "10-10 09:00"),
        ("10-11 09:30", "10-11 10:00"),
    ]


def test_no_opening_check_on_a_day_that_does_not_open():
    assert due("FREQ=DAILY", "2026-10-01", "2026-10-08", timing=Timing.BEFORE_OPENING) == []


def test_a_monthly_walk_that_meets_a_festival_moves_to_the_next_open_day():
    found = due("FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9", "2026-10-01", "2026-10-31", days=Days.NEXT_OPEN)
    assert found == [("10-08 09:00", "10-08 10:00")]


def test_walks_that_move_to_the_same_day_are_one():
    found = due("FREQ=DAILY", "2026-10-01", "2026-10-09", days=Days.NEXT_OPEN)
    assert found == [("10-08 08:00", "10-08 09:00")]


def test_a_window_may_stay_open_for_opening_hours():
    found = due(
        "FREQ=WEEKLY;BYDAY=WE;BYHOUR=16",
        "2026-09-30",
        "2026-10-01",
        due_within=2 * HOUR,
        clock=ClockKind.OPENING_HOURS,
    )
    assert found == [("09-30 16:00", "10-08 10:00")]


def test_rounds_by_the_hour_keep_their_hours():
    found = due("FREQ=HOURLY;INTERVAL=2;BYHOUR=10,12,14,16", "2026-10-09", "2026-10-10")
    assert [f for f, _ in found] == ["10-09 10:00", "10-09 12:00", "10-09 14:00", "10-09 16:00"]


def test_an_old_plan_keeps_its_step():
    rule = parse_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", datetime(2001, 1, 1, 7))
    plain = parse_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=1000", datetime(2001, 1, 1, 7))
    first, last = datetime(2015, 3, 1), datetime(2015, 6, 1)
    assert len(rule.between(first, last)) == 12
    assert rule.between(first, last) == plain.between(first, last)


def test_a_count_and_an_end_are_kept():
    assert len(due("FREQ=DAILY;COUNT=3", "2026-01-01", "2026-02-01")) == 3
    assert len(due("FREQ=DAILY;UNTIL=20260109T080000", "2026-01-01", "2026-02-01")) == 5


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("", "Write one rule"),
        ("every morning", "Write one rule"),
        ("FREQ=DAILY\nFREQ=DAILY", "Write one rule"),
        ("FREQ=DAILY;FREQ=DAILY", "Write one rule"),
        ("FREQ=SECONDLY", "falls hourly"),
        ("FREQ=MINUTELY;INTERVAL=5", "falls hourly"),
        ("FREQ=HOURLY;INTERVAL=5", "divide the day"),
        ("FREQ=HOURLY;BYMINUTE=0,30", "too often"),
        (f"FREQ=DAILY;BYMINUTE={','.join(map(str, range(60)))}", "too often"),
        ("FREQ=DAILY;INTERVAL=0", "1 to 1000"),
        ("FREQ=DAILY;COUNT=1000000000", "1 to 1000"),
        ("FREQ=DAILY;BYSECOND=1", "does not go with"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "does not go with"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "does not go with"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "no such"),
        ("FREQ=DAILY;BYMONTH=13", "no such"),
        ("FREQ=WEEKLY;BYDAY=XX", "Weekdays are"),
        ("FREQ=WEEKLY;BYDAY=2MO", "a week only one"),
        ("FREQ=YEARLY;BYDAY=60MO", "a year 53"),
        ("FREQ=WEEKLY;WKST=QQ", "not a recurrence rule"),
        ("FREQ=DAILY;UNTIL=20270101T000000Z", "local day"),
        ("FREQ=DAILY;UNTIL=20200101", "never falls"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never falls"),
    ],
)
def test_wild_and_wrong_rules_are_refused_with_their_reason(rule, why):
    with pytest.raises(Invalid) as caught:
        parse_rule(rule, datetime(2026, 1, 5, 8))
    (problem,) = caught.value.problems
    assert problem.field == "rule"
    assert why in problem.why


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"starts": datetime(2026, 1, 1)}, "starts"),
        ({"due_within": timedelta()}, "due_within"),
        ({"due_within": timedelta(days=401)}, "due_within"),
        ({"due_within": timedelta(days=2), "timing": Timing.BEFORE_OPENING}, "due_within"),
    ],
)
def test_a_cadence_that_cannot_be_is_refused_by_field(more, field):
    good = {"rule": "FREQ=DAILY", "starts": at("2026-01-01"), "due_within": HOUR}
    with pytest.raises(Invalid) as caught:
        Cadence(**{**good, **more})
    assert [p.field for p in caught.value.problems] == [field]


def test_a_range_that_runs_backwards_is_refused():
    with pytest.raises(Invalid, match="ends"):
        due("FREQ=DAILY", "2026-01-02", "2026-01-01")


RULES = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;BYDAY=MO,SA",
        "FREQ=MONTHLY;BYMONTHDAY=1,-1",
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=HOURLY;INTERVAL=6",
    ]
)


@settings(max_examples=50, deadline=None)
@given(RULES, st.sampled_from(Days), st.sampled_from(Timing), st.lists(st.integers(0, 120), min_size=3, max_size=3))
def test_neighbouring_ranges_join_without_gap_or_double(rule, days, timing, offsets):
    first, middle, last = (at("2026-01-20 00:00") + n * DAY + i * HOUR for i, n in enumerate(sorted(offsets)))
    cadence = Cadence(rule, at("2025-06-02 08:00"), HOUR, days, timing)
    whole = windows(cadence, first, last, CALENDAR)
    assert whole == windows(cadence, first, middle, CALENDAR) + windows(cadence, middle, last, CALENDAR)
    assert all(w.due_from < w.due_until for w in whole)


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["INTERVAL", "COUNT", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYHOUR", "BYSETPOS", "BYYEARDAY"]),
        st.sampled_from(["1", "2", "-1", "5MO", "-1FR", "MO,WE", "12", "31", "0", "366", "x"]),
    ),
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), PARTS)
def test_any_rule_is_either_walked_or_refused(freq, parts):
    text = ";".join([f"FREQ={freq}", *(f"{name}={value}" for name, value in parts)])
    first, last = datetime(2026, 2, 1), datetime(2026, 4, 1)
    try:
        moments = parse_rule(text, datetime(2026, 1, 5, 8)).between(first, last)
    except Invalid:
        return
    assert list(moments) == sorted(moments)
    assert all(first <= moment < last for moment in moments)
