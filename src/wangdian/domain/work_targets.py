"""By when an order is to be answered and done: the requirement's own time, raised by repeats, on clocks that run."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wangdian.domain.clocks import Clock, deadline, moment_of
from wangdian.domain.escalation import DEFAULT_CHAIN
from wangdian.domain.priority import BUSINESS_DAY, DEFAULT_RULES, ClockKind, Level, Priority, PriorityRules, Target
from wangdian.domain.requirement import Photo, Requirement
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.severity import Severity
from wangdian.domain.work_state import Life, resolve_clock, response_clock
from wangdian.foundation.calendar import NeverOpens, OpeningCalendar

_RISING = (Level.LOW, Level.MEDIUM, Level.HIGH)
_MARGIN = max(rung.share for rung in DEFAULT_CHAIN)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks of an order as they run on its calendar."""

    response: Clock
    resolve: Clock


def needs_hands(rule: Requirement) -> bool:
    """Whether somebody can mend it: all but a dated check of a walk, which only walking cures."""
    return not (isinstance(rule.check, DatedCheck) and rule.check.fact.startswith("walk."))


def asks_photo_after(rule: Requirement) -> bool:
    """A requirement that wants a photo of what is wrong wants one of the repair too."""
    return rule.evidence.photo is not Photo.NEVER


def raised(rule: Requirement, severity: Severity) -> tuple[Level, Level]:
    """Impact and urgency; each degree by which repeats raised the severity raises the urgency, then the impact."""
    degrees = max(0, severity.rank - rule.severity.rank)
    urgency = _RISING.index(rule.urgency) + degrees
    impact = _RISING.index(rule.impact) + max(0, urgency - (len(_RISING) - 1))
    return _level(impact), _level(urgency)


def target_for(
    rule: Requirement, priority: Priority, starts: datetime, calendar: OpeningCalendar,
    rules: PriorityRules = DEFAULT_RULES,
) -> Target:
    """The requirement's own time to mend where the priority is its own.

    A raised priority has its own target or that of the priority, whichever is due first; a lowered one whichever is
    due last. Answering never may take longer than mending.
    """
    span, usual = rule.mend.span, rules.priority(rule.impact, rule.urgency)
    own = Target(min(rules.target(usual).respond, span), span, rule.mend.clock)
    if priority == usual:
        return own
    other = rules.target(priority)
    sooner, later = sorted((own, other), key=lambda target: _due(target, starts, calendar))
    return sooner if priority < usual else later


def clocks_of(life: Life, target: Target, calendar: OpeningCalendar) -> Clocks:
    """The clocks of an order; where no opening hours are kept, a business day is a day of the calendar."""
    clocks = Clocks(response_clock(life, target), resolve_clock(life, target))
    if target.clock is ClockKind.ROUND_THE_CLOCK:
        return clocks
    try:
        deadline(clocks.response, calendar)
        moment_of(clocks.resolve, _MARGIN, calendar)
    except NeverOpens:
        whole = _around_the_clock(target)
        return Clocks(response_clock(life, whole), resolve_clock(life, whole))
    return clocks


def _due(target: Target, starts: datetime, calendar: OpeningCalendar) -> datetime:
    clocks = clocks_of(Life(created_at=starts), target, calendar)
    return deadline(clocks.resolve, calendar) or starts


def _around_the_clock(target: Target) -> Target:
    days = timedelta(days=1) / BUSINESS_DAY
    return replace(
        target, respond=target.respond * days, resolve=target.resolve * days, clock=ClockKind.ROUND_THE_CLOCK,
    )


def _level(place: int) -> Level:
    return _RISING[min(place, len(_RISING) - 1)]
