"""The time that an order has: its requirement's own, tighter after repeats, and never without an end."""

from datetime import date, datetime, timedelta

import pytest

from wangdian.domain.clocks import deadline
from wangdian.domain.priority import ClockKind, Level, Priority
from wangdian.domain.requirement import Requirement
from wangdian.domain.severity import Severity
from wangdian.domain.work_state import Life
from wangdian.domain.work_targets import asks_photo_after, clocks_of, needs_hands, raised, target_for
from wangdian.foundation.calendar import OpeningCalendar, OpeningHours
from wangdian.foundation.clock import BANK_ZONE

WEDNESDAY = datetime(2026, 11, 18, 12, tzinfo=BANK_ZONE)
HOURS = {"personal.working": "09:00-17:00"}
OPEN = OpeningCalendar(editions=(OpeningHours.from_text(date(2020, 1, 1), HOURS),))
NEVER = OpeningCalendar()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOOK = {"kind": "observed", "reasons": [{"code": "bad", "zh": "坏", "en": "bad"}]}


def rule(impact="medium", urgency="medium", within="P1D", clock="opening_hours", check=LOOK, photo="on_failure"):
    return Requirement.model_validate({
        "id": "AA-01", "title": {"zh": "要求", "en": "Rule"}, "instruction": {"zh": "看", "en": "Look"},
        "subject": "outlet", "check": check, "severity": "medium", "points": "2",
        "deduct": {"first": "1", "repeat": "2", "window_days": 30},
        "place": {"module": "1", "project": "1.1", "item": "1.1-1"}, "evidence": {"photo": photo},
        "answers_for": "outlet_manager", "mend": {"within": within, "clock": clock}, "impact": impact,
        "urgency": urgency, "sources": [{"document": "A proposal", "verified": "proposal"}],
    })


def due(target, calendar=OPEN):
    return deadline(clocks_of(Life(WEDNESDAY), target, calendar).resolve, calendar)


@pytest.mark.parametrize(
    ("severity", "impact", "urgency"),
    [
        (Severity.LOW, Level.MEDIUM, Level.MEDIUM),
        (Severity.MEDIUM, Level.MEDIUM, Level.MEDIUM),
        (Severity.HIGH, Level.MEDIUM, Level.HIGH),
        (Severity.CRITICAL, Level.HIGH, Level.HIGH),
    ],
)
def test_each_degree_of_severity_above_its_own_raises_urgency_then_impact(severity, impact, urgency):
    assert raised(rule(), severity) == (impact, urgency)


def test_nothing_rises_above_high():
    assert raised(rule("high", "high"), Severity.CRITICAL) == (Level.HIGH, Level.HIGH)


def test_at_its_own_priority_a_requirement_has_its_own_time():
    target = target_for(rule(within="P3D"), Priority.P3, WEDNESDAY, OPEN)
    assert (target.respond, target.resolve, target.clock) == (4 * HOUR, 24 * HOUR, ClockKind.OPENING_HOURS)
    assert due(target) == datetime(2026, 11, 23, 12, tzinfo=BANK_ZONE)


def test_answering_never_takes_longer_than_mending():
    target = target_for(rule(within="PT30M", clock="round_the_clock"), Priority.P3, WEDNESDAY, OPEN)
    assert target.respond == target.resolve == HOUR / 2


def test_a_raised_priority_tightens_and_never_loosens():
    raised_target = target_for(rule(within="P3D"), Priority.P2, WEDNESDAY, OPEN)
    assert due(raised_target) == WEDNESDAY + 8 * HOUR
    tight = rule(within="PT30M", clock="round_the_clock")
    assert due(target_for(tight, Priority.P1, WEDNESDAY, OPEN)) == WEDNESDAY + HOUR / 2


def test_a_lowered_priority_loosens_and_never_tightens():
    assert due(target_for(rule(within="PT2H"), Priority.P4, WEDNESDAY, OPEN)) == due(
        target_for(rule(within="P5D"), Priority.P3, WEDNESDAY, OPEN)
    )
    slow = rule(within="P9D")
    assert target_for(slow, Priority.P4, WEDNESDAY, OPEN).resolve == slow.mend.span


def test_without_opening_hours_a_business_day_is_a_day():
    target = target_for(rule(within="P3D"), Priority.P3, WEDNESDAY, NEVER)
    assert due(target, NEVER) == WEDNESDAY + 3 * DAY


def test_a_walk_that_was_missed_needs_no_hands_and_anything_else_does():
    walked = {"kind": "dated", "rule": "interval", "fact": "walk.opening", "clock": "opening_hours"}
    drilled = {"kind": "dated", "rule": "interval", "fact": "drill.fire", "every": {"months": 6}}
    assert not needs_hands(rule(check=walked))
    assert needs_hands(rule(check=drilled))
    assert needs_hands(rule())


@pytest.mark.parametrize(("photo", "asked"), [("always", True), ("on_failure", True), ("never", False)])
def test_a_repair_is_shown_where_the_failure_is(photo, asked):
    assert asks_photo_after(rule(photo=photo)) is asked
