"""The priority matrix and its targets are whole, and refuse to be otherwise."""

from datetime import timedelta

import pytest

from wangdian.domain.priority import DEFAULT_RULES, ClockKind, Level, Priority, PriorityRules, Target
from wangdian.foundation.errors import Invalid


def test_the_default_matrix_falls_from_the_gravest_corner():
    assert DEFAULT_RULES.priority(Level.HIGH, Level.HIGH) is Priority.P1
    assert DEFAULT_RULES.priority(Level.HIGH, Level.LOW) is Priority.P3
    assert DEFAULT_RULES.priority(Level.LOW, Level.MEDIUM) is Priority.P4
    for impact in Level:
        for urgency in Level:
            assert DEFAULT_RULES.priority(impact, urgency) is DEFAULT_RULES.priority(urgency, impact)


def test_the_pressing_ones_run_round_the_clock_and_the_others_on_opening_hours():
    kinds = {p: DEFAULT_RULES.target(p).clock for p in Priority}
    round_the_clock = {p for p, kind in kinds.items() if kind is ClockKind.ROUND_THE_CLOCK}
    assert round_the_clock == {Priority.P1, Priority.P2}
    assert DEFAULT_RULES.target(Priority.P1).respond == timedelta(minutes=15)
    assert DEFAULT_RULES.target(Priority.P4).resolve == timedelta(hours=40)


def test_more_pressing_is_never_given_more_time():
    times = [(DEFAULT_RULES.target(p).respond, DEFAULT_RULES.target(p).resolve) for p in Priority]
    assert times == sorted(times)


def test_every_gap_is_named():
    hour = timedelta(hours=1)
    with pytest.raises(Invalid) as caught:
        PriorityRules(
            {key: value for key, value in DEFAULT_RULES.matrix.items() if key != (Level.LOW, Level.LOW)},
            {
                Priority.P1: Target(timedelta(), hour, ClockKind.ROUND_THE_CLOCK),
                Priority.P2: Target(2 * hour, hour, ClockKind.ROUND_THE_CLOCK),
                Priority.P3: Target(hour, hour, ClockKind.ROUND_THE_CLOCK),
            },
        )
    assert [p.field for p in caught.value.problems] == [
        "matrix.low.low",
        "targets.P1.respond",
        "targets.P2.resolve",
        "targets.P4",
    ]
