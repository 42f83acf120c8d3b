"""The judge on what the calendar knows."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.domain.test_requirement import entry
from wangdian.domain.judging import Dated, Says, Verdict, Why, judge
from wangdian.domain.requirement import Requirement
from wangdian.foundation.clock import BANK_ZONE

EXPIRY: dict[str, Any] = {
    "kind": "dated", "rule": "expiry", "fact": "article.expires_on", "warn_days": ["60", "30", "7"],
}
MONTHLY: dict[str, Any] = {"kind": "dated", "rule": "interval", "fact": "check.fire", "every": {"months": "1"}}
SERVICE: dict[str, Any] = {
    "kind": "dated", "rule": "interval", "fact": "service.extinguisher",
    "by_variant": {"water": {"first": {"years": "3"}, "every": {"years": "1"}}},
}
AGE: dict[str, Any] = {
    "kind": "dated", "rule": "age", "fact": "asset.manufactured_on", "by_variant": {"water": {"limit": {"years": "6"}}},
}


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=BANK_ZONE)


NOW = datetime(2026, 3, 2, 10, 0, tzinfo=BANK_ZONE)


def verdict(check: dict[str, Any], known: Dated | None, at: datetime = NOW) -> Verdict:
    return judge(Requirement.model_validate(entry(check=check)), known, at)


def test_the_last_good_day_is_good_to_its_end() -> None:
    known = Dated(on=date(2026, 3, 2), of="碘酒")
    last = verdict(EXPIRY, known)
    assert (last.says, last.reason, last.look_again_at) == (Says.HOLDS, Why.DUE_SOON, midnight(2026, 3, 3))
    assert last.detail == {"due_on": "2026-03-02", "days_left": 0, "of": "碘酒", "warn": 7}
    assert verdict(EXPIRY, known, midnight(2026, 3, 3)).reason == Why.EXPIRED


def test_each_warning_is_a_moment_to_look_again() -> None:
    known = Dated(on=date(2026, 8, 1))
    seen: list[tuple[object, str]] = []
    at: datetime | None = NOW
    while at is not None:
        judged = verdict(EXPIRY, known, at)
        seen.append((judged.detail.get("warn"), str(judged.says)))
        at = judged.look_again_at
    assert seen == [(None, "holds"), (60, "holds"), (30, "holds"), (7, "holds"), (None, "fails")]


def test_no_date_is_unknown() -> None:
    assert verdict(EXPIRY, Dated()).reason == Why.NO_DATE
    assert verdict(AGE, Dated(variant="water")).reason == Why.NO_DATE


def test_an_interval_is_over_when_the_day_after_its_last_begins() -> None:
    known = Dated(on=date(2026, 1, 31))
    assert verdict(MONTHLY, known, midnight(2026, 3, 1) - timedelta(seconds=1)).says is Says.HOLDS
    assert verdict(MONTHLY, known, midnight(2026, 3, 1)).reason == Why.OVERDUE


def test_what_was_never_done_counts_from_its_start_if_there_is_one() -> None:
    assert verdict(SERVICE, Dated(started_on=date(2023, 3, 2), variant="water")).says is Says.HOLDS
    assert verdict(SERVICE, Dated(started_on=date(2023, 3, 1), variant="water")).says is Says.FAILS
    assert verdict(SERVICE, Dated(variant="water")).says is Says.UNKNOWN


def test_what_was_never_done_fails_only_if_the_requirement_says_so() -> None:
    for known in (None, Dated()):
        assert verdict(MONTHLY, known).says is Says.UNKNOWN
        assert verdict({**MONTHLY, "never": "fails"}, known).reason == Why.NEVER_DONE


def test_after_the_first_service_the_later_period_counts() -> None:
    known = Dated(on=date(2025, 3, 1), started_on=date(2020, 1, 1), variant="water")
    assert verdict(SERVICE, known).says is Says.FAILS


def test_a_variant_without_periods_is_unknown() -> None:
    assert verdict(SERVICE, Dated(on=date(2026, 1, 1), variant="foam")).reason == Why.VARIANT_UNKNOWN
    assert verdict(AGE, Dated(on=date(2026, 1, 1))).reason == Why.VARIANT_UNKNOWN


def test_on_the_day_of_its_limit_it_is_too_old() -> None:
    known = Dated(on=date(2020, 3, 3), variant="water")
    assert verdict(AGE, known).look_again_at == midnight(2026, 3, 3)
    assert verdict(AGE, known, midnight(2026, 3, 3)).reason == Why.TOO_AGED


def test_done_tomorrow_is_a_typing_error() -> None:
    for check in (MONTHLY, AGE):
        assert verdict(check, Dated(on=date(2026, 3, 3), variant="water")).reason == Why.IN_THE_FUTURE


def test_once_is_enough_where_there_is_no_later_period() -> None:
    once = {"kind": "dated", "rule": "interval", "fact": "filing.cctv", "first": {"days": "30"}}
    assert verdict(once, Dated(on=date(2000, 1, 1))).says is Says.HOLDS
    assert verdict(once, Dated(started_on=date(2026, 1, 31))).says is Says.HOLDS
    assert verdict(once, Dated(started_on=date(2026, 1, 30))).says is Says.FAILS


def test_hours_count_from_the_moment() -> None:
    patrol = {**MONTHLY, "every": {"hours": "2"}}
    known = Dated(on=NOW)
    due = NOW + timedelta(hours=2)
    assert verdict(patrol, known, due).says is Says.HOLDS
    assert verdict(patrol, known, due + timedelta(seconds=1)).says is Says.FAILS


def test_on_opening_hours_the_due_moment_comes_with_the_evidence() -> None:
    walk = {"kind": "dated", "rule": "interval", "fact": "walk.opening", "clock": "opening_hours"}
    friday = Dated(on=date(2026, 2, 27), due_at=NOW)
    assert verdict(walk, friday).says is Says.HOLDS
    assert verdict(walk, friday, NOW + timedelta(minutes=1)).reason == Why.OVERDUE
    assert verdict(walk, Dated(on=date(2026, 2, 27))).reason == Why.NO_PLAN


@pytest.mark.parametrize(("known", "says", "reason"), [
    (Dated(on=date(2026, 3, 1), answered_seconds=Decimal(30)), Says.HOLDS, Why.IN_TIME),
    (Dated(on=date(2026, 3, 1), answered_seconds=Decimal("30.5")), Says.FAILS, Why.ANSWERED_LATE),
    (Dated(on=date(2026, 3, 1), answered_seconds=Decimal("NaN")), Says.UNKNOWN, Why.ANSWER_NOT_NOTED),
    (Dated(on=date(2026, 3, 1), answered_seconds=Decimal(5), passed=False), Says.FAILS, Why.TEST_FAILED),
    (Dated(on=date(2026, 3, 1)), Says.UNKNOWN, Why.ANSWER_NOT_NOTED),
    (Dated(on=date(2026, 1, 1)), Says.FAILS, Why.OVERDUE),
])
def test_a_button_test_needs_its_seconds(known: Dated, says: Says, reason: Why) -> None:
    judged = verdict({**MONTHLY, "fact": "test.call_button", "max_answer_seconds": "30"}, known)
    assert (judged.says, judged.reason) == (says, reason)
