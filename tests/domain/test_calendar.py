"""The outlet calendar: kinds of day, openness, open time and its edges."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.foundation.calendar import (
    Closure,
    DayKind,
    NeverOpens,
    OfficialDays,
    OpeningCalendar,
    OpeningHours,
    Service,
    Span,
    official_days,
    parse_spans,
)
from wangdian.foundation.clock import BANK_ZONE
from wangdian.foundation.errors import Invalid

CORPORATE, PERSONAL, SELF = Service.CORPORATE, Service.PERSONAL, Service.SELF_SERVICE
FIRST = date(2024, 1, 1)
TEXT = {
    "personal.working": "09:00-17:00",
    "personal.weekend": "09:30-16:00",
    "personal.festival": "10:00-15:00",
    "corporate.working": "09:00-12:00,13:30-16:30",
    "self_service.working": "00:00-24:00",
    "self_service.weekend": "00:00-24:00",
    "self_service.festival": "00:00-24:00",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)


def outlet(text: dict[str, str] | None = None, *closures: Closure) -> OpeningCalendar:
    hours = OpeningHours.from_text(FIRST, TEXT if text is None else text)
    return OpeningCalendar((hours,), closures, official_days())


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 10, 1), DayKind.FESTIVAL),
        (date(2026, 10, 10), DayKind.WORKING),  # a Saturday that makes up for the festival
        (date(2026, 10, 17), DayKind.WEEKEND),
        (date(2026, 2, 14), DayKind.WORKING),
        (date(2026, 2, 15), DayKind.FESTIVAL),
        (date(2026, 10, 8), DayKind.WORKING),
    ],
)
def test_a_day_is_what_the_official_notice_says(day, kind):
    assert outlet().day_kind(day) is kind


def test_a_year_without_notice_goes_by_weekday_and_says_so():
    calendar = outlet()
    assert calendar.day_kind(date(2031, 10, 1)) is DayKind.WORKING
    assert calendar.certain(date(2026, 10, 1))
    assert not calendar.certain(date(2031, 10, 1))
    assert not calendar.open_now(at("2031-10-01 10:00")).certain


def test_open_now_says_for_what_until_when_and_when_next():
    now = outlet().open_now(at("2026-10-09 12:15"))
    assert now.open == {PERSONAL, SELF}
    assert now.until == {PERSONAL: at("2026-10-09 17:00")}
    assert now.opens_next == {CORPORATE: at("2026-10-09 13:30"), PERSONAL: at("2026-10-10 09:00")}
    assert now.certain


def test_the_last_minute_of_a_span_is_open_and_its_end_is_not():
    calendar = outlet()
    assert calendar.is_open(at("2026-10-09 16:59"), PERSONAL)
    assert not calendar.is_open(at("2026-10-09 17:00"), PERSONAL)
    assert calendar.is_open(at("2026-10-09 09:00"), PERSONAL)
    assert not calendar.is_open(at("2026-10-09 08:59"), PERSONAL)


def test_moments_in_another_zone_are_the_same_moments():
    calendar = outlet()
    assert calendar.is_open(datetime(2026, 10, 9, 1, 0, tzinfo=UTC), PERSONAL)
    assert calendar.add_open_time(datetime(2026, 10, 9, 1, 0, tzinfo=UTC), timedelta(hours=1)) == at("2026-10-09 10:00")


def test_screens_are_lit_while_a_counter_is_open_and_not_for_the_machines():
    calendar = outlet()
    assert calendar.lit_on(date(2026, 10, 9)) == ((at("2026-10-09 09:00"), at("2026-10-09 17:00")),)


def test_an_outlet_of_machines_alone_keeps_their_hours():
    calendar = outlet({"self_service.working": "06:00-24:00"})
    assert calendar.lit_on(date(2026, 10, 9)) == ((at("2026-10-09 06:00"), at("2026-10-10 00:00")),)
    assert calendar.open_time_between(at("2026-10-09 00:00"), at("2026-10-10 00:00")) == timedelta(hours=18)


def test_a_closure_is_cut_out_of_the_services_that_it_names():
    closure = Closure(at("2026-10-09 11:00"), at("2026-10-09 14:00"), frozenset({PERSONAL}), "消防演练", "fire drill")
    calendar = outlet(None, closure)
    assert calendar.spans_on(date(2026, 10, 9), PERSONAL) == (
        (at("2026-10-09 09:00"), at("2026-10-09 11:00")),
        (at("2026-10-09 14:00"), at("2026-10-09 17:00")),
    )
    assert len(calendar.spans_on(date(2026, 10, 9), CORPORATE)) == 2
    assert calendar.open_now(at("2026-10-09 10:00")).until[PERSONAL] == at("2026-10-09 11:00")


def test_a_closure_of_everything_shuts_counters_and_machines():
    closure = Closure(at("2026-10-08 00:00"), at("2026-10-11 00:00"), None, "装修")
    calendar = outlet(None, closure)
    now = calendar.open_now(at("2026-10-09 10:00"))
    assert now.open == frozenset()
    assert now.opens_next[SELF] == at("2026-10-11 00:00")
    assert now.opens_next[CORPORATE] == at("2026-10-12 09:00")
    assert calendar.next_opening(at("2026-10-08 00:00")) == at("2026-10-11 09:30")


def test_a_new_edition_counts_from_its_day_on():
    later = OpeningHours.from_text(date(2026, 10, 12), {"personal.working": "10:00-18:00"})
    first = OpeningHours.from_text(FIRST, TEXT)
    calendar = OpeningCalendar((later, first), (), official_days())
    assert calendar.is_open(at("2026-10-09 09:30"), PERSONAL)
    assert not calendar.is_open(at("2026-10-12 09:30"), PERSONAL)
    assert calendar.spans_on(date(2023, 12, 29), PERSONAL) == ()
    assert SELF not in calendar.open_now(at("2026-10-13 10:00")).opens_next


def test_two_editions_on_one_day_are_refused():
    edition = OpeningHours.from_text(FIRST, TEXT)
    with pytest.raises(Invalid, match="editions"):
        OpeningCalendar((edition, edition))


def test_open_time_runs_over_night_weekend_and_festival():
    calendar = outlet({"personal.working": "09:00-17:00"})
    assert calendar.add_open_time(at("2026-09-30 16:00"), timedelta(hours=2)) == at("2026-10-08 10:00")
    assert calendar.open_time_between(at("2026-09-30 16:00"), at("2026-10-08 10:00")) == timedelta(hours=2)
    assert calendar.add_open_time(at("2026-10-09 09:00"), timedelta(hours=8)) == at("2026-10-09 17:00")


def test_counters_that_overlap_count_once():
    assert outlet().open_time_between(at("2026-10-09 00:00"), at("2026-10-10 00:00")) == timedelta(hours=8)


def test_no_open_time_is_added_to_a_shut_outlet_and_none_backwards():
    calendar = outlet()
    assert calendar.add_open_time(at("2026-10-09 20:00"), timedelta()) == at("2026-10-09 20:00")
    assert calendar.open_time_between(at("2026-10-09 12:00"), at("2026-10-09 10:00")) == timedelta()
    with pytest.raises(Invalid, match="amount"):
        calendar.add_open_time(at("2026-10-09 20:00"), timedelta(seconds=-1))


@pytest.mark.parametrize(
    "calendar",
    [
        OpeningCalendar(),
        outlet({}),
        outlet({"personal.working": "休息"}),
        outlet(None, Closure(at("2020-01-01 00:00"), at("2099-01-01 00:00"), None, "撤销")),
    ],
    ids=["no edition", "no hours", "only rest", "shut for good"],
)
def test_an_outlet_that_never_opens_ends_the_search(calendar):
    now = at("2026-10-09 10:00")
    with pytest.raises(NeverOpens):
        calendar.add_open_time(now, timedelta(minutes=1))
    assert calendar.next_opening(now) is None
    assert calendar.open_now(now).open == frozenset()
    assert not calendar.is_open(now)


def test_the_first_opening_of_a_day_is_known():
    assert outlet().opens_on(date(2026, 10, 1)) == at("2026-10-01 10:00")
    assert outlet().opens_on(date(2026, 10, 1), frozenset({CORPORATE})) is None


@pytest.mark.parametrize(
    ("rows", "field", "why"),
    [
        ({"personal.working": "09:00-12:00,11:00-17:00"}, "hours.personal.working", "overlap"),
        ({"personal.working": "17:00-09:00"}, "hours.personal.working", "after the start"),
        ({"self_service.working": "22:00-06:00"}, "hours.self_service.working", "over midnight"),
        ({"corporate.working": "09:00-24:00"}, "hours.corporate.working", "self-service"),
        ({"personal.working": "9 to 5"}, "hours.personal.working", "09:00-17:00"),
        ({"personal.working": "09:00-25:00"}, "hours.personal.working", "no such time"),
        ({"personal.sunday": "09:00-12:00"}, "hours.personal.sunday", "no such service"),
    ],
)
def test_wrong_hours_are_refused_by_field_and_reason(rows, field, why):
    with pytest.raises(Invalid) as caught:
        OpeningHours.from_text(FIRST, rows)
    assert [(p.field, why in p.why) for p in caught.value.problems] == [(field, True)]


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(Invalid) as caught:
        OpeningHours.from_text(FIRST, {"personal.working": "x", "corporate.weekend": "12:00-09:00"})
    assert {p.field for p in caught.value.problems} == {"hours.personal.working", "hours.corporate.weekend"}


def test_hours_made_in_code_are_checked_too():
    spans = (Span(time(9), time(12)), Span(time(11), time(13)))
    with pytest.raises(Invalid, match="overlap"):
        OpeningHours(FIRST, {(PERSONAL, DayKind.WORKING): spans})
    with pytest.raises(Invalid, match="hours and minutes"):
        Span(time(9, 0, 30), time(12))


@pytest.mark.parametrize(
    ("starts", "ends", "services", "reason", "field"),
    [
        (datetime(2026, 1, 1), at("2026-01-02 00:00"), None, "x", "closure.starts"),
        (at("2026-01-02 00:00"), at("2026-01-02 00:00"), None, "x", "closure.ends"),
        (at("2026-01-01 00:00"), at("2026-01-02 00:00"), frozenset(), "x", "closure.services"),
        (at("2026-01-01 00:00"), at("2026-01-02 00:00"), None, " ", "closure.reason"),
    ],
)
def test_wrong_closures_are_refused_by_field(starts, ends, services, reason, field):
    with pytest.raises(Invalid) as caught:
        Closure(starts, ends, services, reason)
    assert [p.field for p in caught.value.problems] == [field]


def test_spans_are_read_as_people_write_them():
    expected = (Span(time(9), time(12)), Span(time(13, 30), time(17)))
    assert parse_spans("09:00-12:00, 13:30-17:00") == expected
    assert parse_spans("13：30—17：00；9:00至12:00") == expected
    assert parse_spans("休息") == parse_spans("") == ()


def test_hours_survive_their_own_text():
    edition = OpeningHours.from_text(FIRST, TEXT)
    assert OpeningHours.from_text(FIRST, edition.as_text()) == edition
    assert edition.as_text() == TEXT


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda m: m.replace(tzinfo=BANK_ZONE))


@st.composite
def calendars(draw):
    hours = st.lists(st.integers(1, 23), min_size=2, max_size=4, unique=True).map(sorted)
    cuts = [hour * 60 + draw(st.integers(0, 1)) for hour in draw(hours)]
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    spans = tuple(Span(time(a // 60, a % 60), time(b // 60, b % 60)) for a, b in pairs)
    kinds = {DayKind.WORKING} | draw(st.sets(st.sampled_from(list(DayKind))))
    opened = {(PERSONAL, kind): spans for kind in kinds}
    closures = [
        Closure(starts, starts + timedelta(minutes=draw(st.integers(1, 20_000))), None, "施工")
        for starts in draw(st.lists(MOMENTS, max_size=3))
    ]
    editions = (OpeningHours(date(2020, 1, 1), opened),)
    return OpeningCalendar(editions, tuple(closures), official_days())


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.timedeltas(timedelta(), timedelta(hours=60)))
def test_adding_open_time_and_measuring_it_are_inverse(calendar, start, amount):
    end = calendar.add_open_time(start, amount)
    assert end >= start
    assert calendar.open_time_between(start, end) == amount


@settings(max_examples=60, deadline=None)
@given(calendars(), st.tuples(MOMENTS, st.timedeltas(timedelta(), timedelta(days=9))), st.floats(0, 1))
def test_open_time_adds_up_and_never_exceeds_the_time(calendar, stretch, part):
    start, length = stretch
    middle, end = start + length * part, start + length
    whole = calendar.open_time_between(start, end)
    first, second = calendar.open_time_between(start, middle), calendar.open_time_between(middle, end)
    assert first + second == whole <= length
    assert calendar.add_open_time(start, whole) <= end


def test_official_days_may_be_replaced_by_a_later_reading():
    empty = OfficialDays()
    assert empty.joined(official_days()) == official_days()
    assert not empty.knows(date(2026, 1, 1))
