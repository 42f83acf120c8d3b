"""The opening-hours board says what the calendar says, in both languages."""

from datetime import date, datetime

from wangdian.domain.hours_board import Board, Words, board
from wangdian.foundation.calendar import Closure, OpeningCalendar, OpeningHours, Service, official_days
from wangdian.foundation.clock import BANK_ZONE

DAY = date(2026, 10, 9)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANK_ZONE)


def told(rows: dict[str, str], *closures: Closure) -> Board:
    hours = OpeningHours.from_text(date(2026, 1, 1), rows)
    return board(OpeningCalendar((hours,), closures, official_days()), DAY)


def lines(shown: Board, service: Service) -> list[tuple[str, str, str, str]]:
    section = next(s for s in shown.sections if s.service is service)
    return [(x.days.zh, x.hours.zh, x.days.en, x.hours.en) for x in section.lines]


def test_equal_weekends_and_festivals_share_a_line():
    shown = told(
        {
            "personal.working": "09:00-12:00,13:30-17:00",
            "personal.weekend": "10:00-16:00",
            "personal.festival": "10:00-16:00",
        }
    )
    assert lines(shown, Service.PERSONAL) == [
        ("工作日", "09:00–12:00、13:30–17:00", "Working days", "09:00–12:00, 13:30–17:00"),
        ("节假日", "10:00–16:00", "Holidays", "10:00–16:00"),
    ]


def test_a_service_that_rests_on_all_holidays_says_so_once():
    shown = told({"corporate.working": "09:00-17:00"})
    assert lines(shown, Service.CORPORATE)[1] == ("节假日", "休息", "Holidays", "Closed")


def test_different_weekends_and_festivals_have_their_own_lines():
    shown = told({"personal.working": "09:00-17:00", "personal.weekend": "10:00-16:00"})
    assert [x[0] for x in lines(shown, Service.PERSONAL)] == ["工作日", "周末", "法定节假日"]
    assert lines(shown, Service.PERSONAL)[2][1::2] == ("休息", "Closed")


def test_machines_that_never_rest_have_one_line():
    shown = told({f"self_service.{kind}": "00:00-24:00" for kind in ("working", "weekend", "festival")})
    assert lines(shown, Service.SELF_SERVICE) == [("每天", "24 小时", "Every day", "24 hours")]


def test_a_service_that_is_not_offered_is_not_on_the_board():
    shown = told({"personal.working": "09:00-17:00", "corporate.working": "休息"})
    assert [s.service for s in shown.sections] == [Service.PERSONAL]


def test_today_shows_the_hours_with_the_closure_cut_out():
    closure = Closure(at("2026-10-09 15:00"), at("2026-10-10 00:00"), None, "停电")
    shown = told({"personal.working": "09:00-17:00"}, closure)
    assert shown.today == ((Words("个人业务", "Personal banking"), Words("09:00–15:00", "09:00–15:00")),)


def test_closures_that_run_or_are_near_are_announced_in_order():
    week = Closure(at("2026-10-19 00:00"), at("2026-10-24 00:00"), None, "内部装修", "renovation")
    day = Closure(at("2026-10-15 00:00"), at("2026-10-16 00:00"), frozenset({Service.CORPORATE}), "系统升级")
    hours = Closure(at("2026-10-09 15:00"), at("2026-10-09 17:00"), None, "消防演练", "fire drill")
    past = Closure(at("2026-10-01 00:00"), at("2026-10-09 00:00"), None, "过去")
    far = Closure(at("2026-12-01 00:00"), at("2026-12-02 00:00"), None, "很远")
    shown = told({"personal.working": "09:00-17:00"}, far, week, past, day, hours)
    assert [n.text for n in shown.notices] == [
        Words(
            "因消防演练，2026 年 10 月 9 日 15:00 至 2026 年 10 月 9 日 17:00暂停全部业务。",
            "All services closed from 2026-10-09 15:00 to 2026-10-09 17:00 (fire drill).",
        ),
        Words("因系统升级，2026 年 10 月 15 日暂停对公业务。", "Corporate banking closed on 2026-10-15."),
        Words(
            "因内部装修，2026 年 10 月 19 日至2026 年 10 月 23 日暂停全部业务。",
            "All services closed from 2026-10-19 to 2026-10-23 (renovation).",
        ),
    ]


def test_the_board_follows_the_edition_of_its_day_and_names_the_next_change():
    old = OpeningHours.from_text(date(2026, 1, 1), {"personal.working": "09:00-17:00"})
    new = OpeningHours.from_text(date(2026, 11, 1), {"personal.working": "09:00-16:30"})
    calendar = OpeningCalendar((old, new), (), official_days())
    before, after = board(calendar, DAY), board(calendar, date(2026, 11, 2))
    assert (before.since, before.changes_on) == (date(2026, 1, 1), date(2026, 11, 1))
    assert (after.since, after.changes_on) == (date(2026, 11, 1), None)
    assert lines(before, Service.PERSONAL) != lines(after, Service.PERSONAL)


def test_without_hours_there_is_an_empty_board_and_no_guess():
    shown = board(OpeningCalendar(), DAY)
    assert (shown.sections, shown.today, shown.since, shown.certain) == ((), (), None, False)
