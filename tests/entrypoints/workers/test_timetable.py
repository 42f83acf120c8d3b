"""The timetable: each job when it is due, one that fails stops no other."""

import logging
from datetime import datetime, timedelta
from threading import Event

import pytest

from wangdian.entrypoints.workers.courier import work
from wangdian.entrypoints.workers.schedule import SCHEDULE, Job
from wangdian.entrypoints.workers.timetable import Timetable
from wangdian.foundation import clock

HOUR = timedelta(hours=1)


def run_due(timetable: Timetable) -> tuple[list[str], list[str]]:
    started = timetable.start_due()
    return started, timetable.gather(wait=True)


def test_a_job_runs_at_start_and_then_when_it_is_due(noon: datetime) -> None:
    ran = []
    timetable = Timetable([Job("count", HOUR, lambda: ran.append(1))])
    for minutes in (0, 30, 59, 60, 90, 200):
        with clock.standing_at(noon + timedelta(minutes=minutes)):
            run_due(timetable)
    timetable.close()
    assert len(ran) == 3


def test_a_job_that_fails_is_told_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    ran = []
    timetable = Timetable([Job("divide", HOUR, lambda: 1 // 0), Job("count", HOUR, lambda: ran.append(1))])
    with caplog.at_level(logging.ERROR):
        assert run_due(timetable) == (["divide", "count"], ["divide"])
    timetable.close()
    assert ran == [1]
    assert "ZeroDivisionError" in caplog.text


def test_a_job_that_still_runs_is_not_started_again(noon: datetime) -> None:
    release = Event()
    timetable = Timetable([Job("wait", HOUR, release.wait)])
    assert timetable.start_due() == ["wait"]
    with clock.standing_at(noon + 5 * HOUR):
        assert timetable.start_due() == []
    release.set()
    assert timetable.gather(wait=True) == []
    timetable.close()


def test_a_job_that_had_not_its_turn_when_the_process_ends_is_no_failure() -> None:
    begun, release, ran = Event(), Event(), []

    def hold() -> None:
        begun.set()
        release.wait()

    timetable = Timetable([Job("hold", HOUR, hold), Job("count", HOUR, lambda: ran.append(1))])
    timetable.start_due()
    begun.wait()
    timetable._running["count"].add_done_callback(lambda cancelled: release.set())
    timetable.close()
    assert timetable.gather(wait=True) == []
    assert ran == []


@pytest.mark.django_db(transaction=True)
def test_the_courier_ends_after_what_is_in_hand() -> None:
    stop, ran = Event(), []

    def job() -> None:
        ran.append(1)
        stop.set()

    work(stop, [Job("stop", HOUR, job)])
    assert ran == [1]


def test_names_in_the_schedule_are_unique() -> None:
    assert len({job.name for job in SCHEDULE}) == len(SCHEDULE)
