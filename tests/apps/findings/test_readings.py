"""What is read off instruments opens findings and closes them, as answers do, and counts once."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.apps.findings.scene import answer, finding, findings, load_standards, look, standing, walk, zone
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.actions.take_log import LogRow, TakeLog
from wangdian.apps.evidence.actions.withdraw_reading import WithdrawReading
from wangdian.apps.evidence.models import Reading
from wangdian.apps.findings.actions.work_on import work_started
from wangdian.apps.findings.models import Standing
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.domain.streams import Source
from wangdian.foundation import clock
from wangdian.foundation.errors import NotAllowed

HEAT, HUMIDITY, CO2 = "IN-03", "IN-04", "IN-05"


@pytest.fixture
def hall(cast: Cast) -> Subject:
    hours = {"personal.working": "09:00-17:00"}
    SetHours(who=SYSTEM, outlet_code=cast.outlet.code, effective_from=date(2026, 1, 1), hours=hours).do()
    load_standards()
    return zone(cast.outlet, "hall", "大厅")


def at(clock_time: str, day: int = 18) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock_time}:00+08:00")


def read(who: Actor, subject: Subject, metric: str, value: str, when: datetime | None = None) -> int:
    """By hand."""
    new = RecordReadings(
        who=who, subject_id=subject.pk, at=when or clock.now(), values={metric: Decimal(value)},
    ).do()
    settle()
    return new


def log(metric: str, values: dict[datetime, str], who: Actor = SYSTEM) -> bool:
    """Out of a file of the hall's logger."""
    rows = tuple(LogRow("N001", "大厅", metric, when, Decimal(value)) for when, value in values.items())
    new = TakeLog(who=who, rows=rows).do()
    settle()
    return new


def test_a_reading_by_hand_opens_a_finding_at_once_and_the_next_one_closes_it(cast: Cast, hall: Subject) -> None:
    manager = cast.near(Role.LOBBY_MANAGER)
    read(manager, hall, "room.temperature", "27", at("10:00"))
    opened = finding(HEAT, hall)
    assert (opened.state, opened.reason, opened.opened_at) == ("open", "above_max", at("10:00"))
    assert standing(HEAT, hall).says == "fails"
    read(manager, hall, "room.temperature", "21", at("11:00"))
    closed = finding(HEAT, hall)
    assert (closed.state, closed.closed_how, standing(HEAT, hall).says) == ("closed", "seen_to_hold", "holds")


def test_no_finding_is_opened_twice_however_often_a_file_comes(cast: Cast, hall: Subject) -> None:
    hot = {at("09:30") + timedelta(minutes=10 * n): "27" for n in range(8)}
    assert log("room.temperature", hot)
    assert not log("room.temperature", hot)
    assert log("room.temperature", {at("11:00"): "27.5"})
    assert len(findings(HEAT, hall)) == 1
    assert finding(HEAT, hall).sightings == 1


def test_hold_and_recovery_are_counted_over_the_readings(cast: Cast, hall: Subject) -> None:
    log("room.temperature", {at("09:30"): "21", at("09:40"): "27", at("09:50"): "27"})
    assert (findings(HEAT, hall), standing(HEAT, hall).says) == ([], "holds")
    log("room.temperature", {at("10:10"): "27"})
    assert finding(HEAT, hall).state == "open"
    log("room.temperature", {at("10:20"): "21"})
    assert finding(HEAT, hall).state == "open"
    log("room.temperature", {at("10:30"): "21"})
    assert finding(HEAT, hall).state == "closed"


def test_whoever_mends_cannot_end_it_by_a_file_that_they_bring(cast: Cast, hall: Subject) -> None:
    mender, other = cast.near(Role.LOBBY_MANAGER), cast.near(Role.OUTLET_MANAGER)
    log("room.temperature", {at("09:30"): "27", at("10:10"): "27"})
    with clock.standing_at(at("10:15")):
        work_started(finding(HEAT, hall).pk, mender.id)
    log("room.temperature", {at("10:20"): "21", at("10:40"): "21"}, who=mender)
    assert finding(HEAT, hall).state == "mending"
    log("room.temperature", {at("11:00"): "21", at("11:20"): "21"}, who=other)
    assert finding(HEAT, hall).state == "closed"


def test_what_is_read_while_it_is_shut_neither_breaches_nor_clears(cast: Cast, hall: Subject) -> None:
    log("room.temperature", {at("20:00", 17): "29", at("22:00", 17): "29", at("06:00"): "29"})
    assert (findings(HEAT, hall), standing(HEAT, hall).says) == ([], "unknown")
    log("room.temperature", {at("09:30"): "27", at("10:00"): "27"})
    assert finding(HEAT, hall).state == "open"
    with clock.standing_at(at("23:00")):
        log("room.temperature", {at("20:00"): "18", at("22:00"): "18"})
    assert finding(HEAT, hall).state == "open"


def test_a_breach_at_closing_begins_anew_in_the_morning(cast: Cast, hall: Subject) -> None:
    log("room.temperature", {at("16:50", 17): "27", at("09:00"): "27"})
    assert not findings(HEAT, hall)
    log("room.temperature", {at("09:30"): "27"})
    assert finding(HEAT, hall).state == "open"


def test_the_newer_of_an_answer_and_a_reading_counts(cast: Cast, hall: Subject) -> None:
    walker = cast.near(Role.INSPECTOR)
    walk(walker, cast.outlet, answer(HEAT, hall, "val", at=at("10:00"), values={"room": "27"}))
    assert finding(HEAT, hall).state == "open"
    read(cast.near(Role.LOBBY_MANAGER), hall, "room.temperature", "21", at("09:50"))
    assert (finding(HEAT, hall).state, standing(HEAT, hall).says) == ("open", "fails")
    read(cast.near(Role.LOBBY_MANAGER), hall, "room.temperature", "21", at("10:30"))
    assert finding(HEAT, hall).state == "closed"


def test_an_answer_that_comes_late_does_not_undo_what_was_read_since(cast: Cast, hall: Subject) -> None:
    read(cast.near(Role.LOBBY_MANAGER), hall, "room.temperature", "21", at("11:00"))
    late = answer(HEAT, hall, "val", at=at("10:00"), values={"room": "27"})
    walk(cast.near(Role.INSPECTOR), cast.outlet, late)
    assert standing(HEAT, hall).says == "holds"
    assert [one.state for one in findings(HEAT, hall)] == ["closed"]


def test_what_waits_for_devices_applies_from_the_first_reading_on_and_no_sooner(cast: Cast, hall: Subject) -> None:
    other = zone(cast.outlet, "hall", "二楼大厅")
    assert not Standing.objects.filter(requirement__key__in=[HUMIDITY, CO2]).exists()
    read(cast.near(Role.LOBBY_MANAGER), hall, "room.humidity", "70")
    assert (standing(HUMIDITY, hall).says, finding(HUMIDITY, hall).reason) == ("fails", "above_max")
    assert not Standing.objects.filter(requirement__key=HUMIDITY, subject=other).exists()
    assert not Standing.objects.filter(requirement__key=CO2).exists()


def test_a_reading_by_hand_stands_for_a_while_and_then_nothing_is_known(cast: Cast, hall: Subject) -> None:
    read(cast.near(Role.LOBBY_MANAGER), hall, "room.humidity", "50")
    assert standing(HUMIDITY, hall).says == "holds"
    with clock.standing_at(clock.now() + timedelta(days=9)):
        look()
    assert (standing(HUMIDITY, hall).says, standing(HUMIDITY, hall).reason) == ("unknown", "too_old")
    assert not findings(HUMIDITY, hall)


def test_the_mean_of_an_hour_is_worked_out_of_what_was_read(cast: Cast, hall: Subject) -> None:
    log("room.co2", {at("10:00"): "1500"})
    assert standing(CO2, hall).says == "unknown"
    log("room.co2", {at("10:30"): "1100", at("10:50"): "1000"})
    assert (standing(CO2, hall).says, standing(CO2, hall).detail["value"]) == ("fails", "1200")
    assert finding(CO2, hall).state == "open"


def test_a_mistaken_reading_takes_its_finding_along(cast: Cast, hall: Subject) -> None:
    manager = cast.near(Role.LOBBY_MANAGER)
    read(manager, hall, "room.temperature", "20", at("09:30"))
    read(manager, hall, "room.temperature", "29.5", at("10:00"))
    assert finding(HEAT, hall).state == "open"
    WithdrawReading(who=manager, reading_id=Reading.objects.get(value="29.5").pk, why="读错了").do()
    settle()
    assert (finding(HEAT, hall).closed_how, standing(HEAT, hall).says) == ("withdrawn", "holds")
    assert Reading.objects.count() == 2


def test_what_another_read_is_not_taken_back_by_who_answers_for_it(cast: Cast, hall: Subject) -> None:
    read(cast.near(Role.INSPECTOR), hall, "room.temperature", "29.5", at("10:00"))
    reading = Reading.objects.get()
    for role in (Role.LOBBY_MANAGER, Role.OUTLET_MANAGER):
        with pytest.raises(NotAllowed):
            WithdrawReading(who=cast.near(role), reading_id=reading.pk, why="读错了").do()
    reading.refresh_from_db()
    assert (reading.withdrawn_at, finding(HEAT, hall).state) == (None, "open")
    WithdrawReading(who=cast.near(Role.BRANCH_MANAGER), reading_id=reading.pk, why="读错了").do()
    settle()
    assert finding(HEAT, hall).closed_how == "withdrawn"


def test_without_any_reading_left_it_waits_for_devices_again(cast: Cast, hall: Subject) -> None:
    manager = cast.near(Role.LOBBY_MANAGER)
    read(manager, hall, "room.humidity", "88")
    WithdrawReading(who=manager, reading_id=Reading.objects.get().pk, why="读错了").do()
    settle()
    assert finding(HUMIDITY, hall).closed_how == "withdrawn"
    assert not Standing.objects.filter(requirement__key=HUMIDITY).exists()


def test_a_sensor_is_silent_after_its_time_and_its_last_word_counts_no_more(cast: Cast, hall: Subject) -> None:
    RecordReadings(
        who=SYSTEM, subject_id=hall.pk, at=clock.now(), values={"room.humidity": Decimal(50)}, source=Source.SENSOR,
    ).do()
    settle()
    assert standing(HUMIDITY, hall).says == "holds"
    with clock.standing_at(clock.now() + timedelta(minutes=31)):
        look()
    assert standing(HUMIDITY, hall).reason == "silent"


def test_a_server_room_is_judged_by_its_own_limit(cast: Cast, hall: Subject) -> None:
    room, lounge = zone(cast.outlet, "server_room"), zone(cast.outlet, "vip")
    for place in (room, lounge):
        read(cast.near(Role.LOBBY_MANAGER), place, "room.illuminance", "320")
    assert (standing("IN-12", room).says, standing("IN-12", lounge).says) == ("fails", "holds")
