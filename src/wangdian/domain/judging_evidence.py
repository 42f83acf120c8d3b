"""What may be known of a subject when a requirement is judged, and what the judge answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from wangdian.domain.streams import Source
from wangdian.foundation.errors import Invalid, Problem


class Says(StrEnum):
    """Unknown is a verdict of its own: silence is never health and never a fault."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Why(StrEnum):
    """Reasons that the judge itself gives; an observed failure carries the code of a reason chip instead."""

    SEEN_GOOD = "seen_good"
    SEEN_BAD = "seen_bad"                      # it does not hold, and no chip was chosen
    SAID_NOT_APPLICABLE = "said_not_applicable"
    OUT_OF_SEASON = "out_of_season"
    NO_EVIDENCE = "no_evidence"
    WRONG_EVIDENCE = "wrong_evidence"          # evidence of another kind than the check asks for
    NOT_ANSWERED = "not_answered"
    TOO_OLD = "too_old"                        # the evidence was good for a time that is over
    EXPECTATION_CHANGED = "expectation_changed"  # what must stand there changed since somebody looked
    WITHIN_LIMITS = "within_limits"
    BELOW_MIN = "below_min"
    ABOVE_MAX = "above_max"
    VALUE_MISSING = "value_missing"
    VARIANT_UNKNOWN = "variant_unknown"
    NO_DATE = "no_date"
    IN_THE_FUTURE = "in_the_future"            # done or made after the moment of judging: a typing error
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    EXPIRED = "expired"
    OVERDUE = "overdue"
    NEVER_DONE = "never_done"
    TOO_AGED = "too_aged"
    TEST_FAILED = "test_failed"
    ANSWERED_LATE = "answered_late"
    ANSWER_NOT_NOTED = "answer_not_noted"
    NO_PLAN = "no_plan"                        # runs on opening hours, and no due moment was given
    SILENT = "silent"
    STATE_GOOD = "state_good"
    STATE_BAD = "state_bad"
    STATE_UNKNOWN = "state_unknown"
    NOT_LONG_ENOUGH = "not_long_enough"        # outside the limits, but not yet for the hold time
    RECOVERING = "recovering"                  # back inside the limits, but not yet for the recovery time


@dataclass(frozen=True, slots=True)
class Observation:
    """What a person saw: `holds` None means looked at but not answered; `reasons` are codes of reason chips.

    `compared_with` is what had to stand there when the person looked, `expected` what must stand there now.
    """

    holds: bool | None = None
    reasons: tuple[str, ...] = ()
    not_applicable: bool = False
    taken_at: datetime | None = None
    compared_with: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a person read off an instrument, by the value names of the check and in their units."""

    values: Mapping[str, Decimal]
    variant: str | None = None
    taken_at: datetime | None = None

    @classmethod
    def from_text(cls, values: Mapping[str, str], taken_at: datetime | None = None) -> "Measurement":
        """Reads values as a phone sends them; the name "variant" chooses the variant. Raises `Invalid`."""
        numbers: dict[str, Decimal] = {}
        problems: list[Problem] = []
        for name, text in values.items():
            if name == "variant":
                continue
            try:
                numbers[name] = Decimal(text)
            except InvalidOperation:
                problems.append(Problem(name, "This is not a number."))
        if problems:
            raise Invalid(problems)
        return cls(numbers, values.get("variant"), taken_at)


@dataclass(frozen=True, slots=True)
class Dated:
    """What the calendar knows of a fact; the facts and their meaning are `requirement_checks.Fact`.

    `on` is the last good day (expiry), when it was last done (interval) or the day it was made (age).
    `started_on` is when it came into use: an interval that was never done counts from there.
    `due_at` is set by a plan or the opening calendar and stands in place of last time + period.
    """

    on: date | datetime | None = None
    started_on: date | None = None
    due_at: datetime | None = None
    variant: str | None = None
    passed: bool | None = None
    answered_seconds: Decimal | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The last thing a device said: a number in the unit of the check, or the name of a state.

    `breached_since` and `cleared_since` say since when it lies outside or inside the limits; `failing` is the
    verdict before this one, `variant` what the limits depend on. `heard_at` is when anything was heard at all, if
    that was later: a sensor that speaks at night is not silent, though only what it says by day counts.
    """

    value: Decimal | str | None
    at: datetime
    breached_since: datetime | None = None
    cleared_since: datetime | None = None
    failing: bool = False
    variant: str | None = None
    source: Source = Source.SENSOR
    heard_at: datetime | None = None


Evidence = Observation | Measurement | Dated | Reading


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a `Why` or the code of a reason chip; `detail` is JSON: figures as text, days as ISO dates.

    `look_again_at` is the next moment at which verdict or warning changes though nothing new is learnt.
    """

    says: Says
    reason: str
    detail: Mapping[str, object] = field(default_factory=dict)
    look_again_at: datetime | None = None
