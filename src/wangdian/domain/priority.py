"""How pressing a work order is, and by when it must be answered and done, as editable data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from wangdian.foundation.errors import Invalid, Problem


class Level(StrEnum):
    """How wide the harm is (impact), or how soon it hurts (urgency)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class ClockKind(StrEnum):
    """What time counts: every minute, or the outlet's opening hours alone."""

    ROUND_THE_CLOCK = "round_the_clock"
    OPENING_HOURS = "opening_hours"


BUSINESS_DAY = timedelta(hours=8)
"""One business day, in open time."""


@dataclass(frozen=True, slots=True)
class Target:
    """Respond (accept) and resolve (mend) within so much time of that clock."""

    respond: timedelta
    resolve: timedelta
    clock: ClockKind


@dataclass(frozen=True)
class PriorityRules:
    """The 3 x 3 matrix, keyed (impact, urgency), and each priority's target; `Invalid` if incomplete."""

    matrix: Mapping[tuple[Level, Level], Priority]
    targets: Mapping[Priority, Target]

    def __post_init__(self) -> None:
        problems = [
            Problem(f"matrix.{impact}.{urgency}", "Choose a priority.")
            for impact in Level
            for urgency in Level
            if (impact, urgency) not in self.matrix
        ]
        for priority in Priority:
            problems += _target_problems(priority, self.targets.get(priority))
        if problems:
            raise Invalid(problems)

    def priority(self, impact: Level, urgency: Level) -> Priority:
        return self.matrix[impact, urgency]

    def target(self, priority: Priority) -> Target:
        return self.targets[priority]


def _target_problems(priority: Priority, target: Target | None) -> list[Problem]:
    if target is None:
        return [Problem(f"targets.{priority}", "Set a target.")]
    problems = [
        Problem(f"targets.{priority}.{name}", "The time must be longer than nothing.")
        for name, within in (("respond", target.respond), ("resolve", target.resolve))
        if within <= timedelta()
    ]
    if target.resolve < target.respond:
        problems.append(Problem(f"targets.{priority}.resolve", "Resolving cannot be due before responding."))
    return problems


_H, _M, _L = Level.HIGH, Level.MEDIUM, Level.LOW

DEFAULT_RULES = PriorityRules(
    matrix={
        (_H, _H): Priority.P1,
        (_H, _M): Priority.P2,
        (_H, _L): Priority.P3,
        (_M, _H): Priority.P2,
        (_M, _M): Priority.P3,
        (_M, _L): Priority.P4,
        (_L, _H): Priority.P3,
        (_L, _M): Priority.P4,
        (_L, _L): Priority.P4,
    },
    targets={
        Priority.P1: Target(timedelta(minutes=15), timedelta(hours=4), ClockKind.ROUND_THE_CLOCK),
        Priority.P2: Target(timedelta(hours=1), timedelta(hours=8), ClockKind.ROUND_THE_CLOCK),
        Priority.P3: Target(timedelta(hours=4), BUSINESS_DAY, ClockKind.OPENING_HOURS),
        Priority.P4: Target(BUSINESS_DAY, 5 * BUSINESS_DAY, ClockKind.OPENING_HOURS),
    },
)
"""Proposed figures to begin with, in the manner of published service desks; no standard fixes them."""
