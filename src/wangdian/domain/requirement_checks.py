"""The four kinds of check: a person looks, a person measures, a calendar counts, a device speaks."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from wangdian.domain.metrics import METRICS
from wangdian.domain.priority import ClockKind
from wangdian.domain.requirement_fields import Chip, Code, Entry, Period, Words
from wangdian.domain.requirement_limits import Bounded, Ratio, Unit


class Fact(StrEnum):
    """What a dated requirement may ask of the calendar; a new fact is new code, since somebody must record it."""

    CONTENT_VALID_UNTIL = "content.valid_until"      # the earliest last day among what a screen shows
    ARTICLE_EXPIRES_ON = "article.expires_on"        # the earliest among a kit's articles
    DOCUMENT_EXPIRES_ON = "document.expires_on"
    ASSET_MANUFACTURED_ON = "asset.manufactured_on"
    SERVICE_EXTINGUISHER = "service.extinguisher"    # started_on is the day of manufacture
    SERVICE_FIRE_FACILITIES = "service.fire_facilities"
    SERVICE_SWITCHBOARD = "service.switchboard"
    SERVICE_HVAC_FILTER = "service.hvac_filter"
    SERVICE_HVAC_PARTS = "service.hvac_parts"
    SERVICE_HVAC_DUCTS = "service.hvac_ducts"
    SERVICE_COOLING_TOWER = "service.cooling_tower"
    SERVICE_CCTV = "service.cctv"
    SERVICE_WATER_DISPENSER = "service.water_dispenser"
    CHECK_FIRE = "check.fire"
    CHECK_EXTINGUISHER = "check.extinguisher"
    CHECK_ACCESSIBILITY = "check.accessibility"
    PATROL_FIRE = "patrol.fire"
    TEST_CALL_BUTTON = "test.call_button"
    TEST_PANIC_BUTTON = "test.panic_button"
    TEST_EMERGENCY_LIGHT = "test.emergency_light"
    TEST_EMERGENCY_DISCHARGE = "test.emergency_discharge"
    TEST_COMPLAINT_LINE = "test.complaint_line"
    DRILL_FIRE = "drill.fire"
    FILING_CCTV = "filing.cctv"                      # started_on is the day of putting into use
    REVIEW_ACCESS_RIGHTS = "review.access_rights"
    WALK_OPENING = "walk.opening"
    WALK_SELF = "walk.self"
    WALK_RECHECK = "walk.recheck"
    WALK_SPOT = "walk.spot"


class Compare(StrEnum):
    """What the product itself can say must stand there, shown beside the question."""

    HOURS_BOARD = "hours_board"              # the opening hours as the board must show them
    SEEN_BY_CAMERA = "seen_by_camera"        # the camera on record as seeing it
    KIT_CONTENTS = "kit_contents"            # the articles on record, with how many there must be
    PLAYLIST = "playlist"                    # what is approved to be shown today
    CURRENT_DOCUMENT = "current_document"    # number and dates of the document on record
    REFERENCE_PHOTO = "reference_photo"      # how it should look


class Listening(Entry):
    """How readings are listened to: outside, for `hold` seconds, it fails; inside, for `recover`, it holds again.

    In opening hours, what is read while the outlet is shut neither breaches nor clears.
    """

    during: Literal["always", "opening_hours"] = "always"
    hold: int = Field(default=0, ge=0, alias="for")
    recover: int = Field(default=0, ge=0)


class Value(Words, Bounded, Listening):
    """One figure to measure; readings of its `metric` stand in for a person's, the newest counts."""

    name: Code
    unit: Unit
    optional: bool = False
    metric: str | None = None

    @model_validator(mode="after")
    def _metric_fits(self) -> Self:
        if self.metric is None:
            if self.hold or self.recover or self.during != "always":
                raise ValueError("for, recover and during speak of readings: name the metric")
            return self
        if self.metric not in METRICS:
            raise ValueError(f"there is no metric {self.metric!r}; known are {', '.join(METRICS)}")
        if METRICS[self.metric].unit != self.unit:
            raise ValueError(f"the unit of {self.metric} is {METRICS[self.metric].unit}")
        return self


class RatioRule(Words):
    """One value over another, as rise over run; exact, so that 750 over 9000 is 1/12."""

    rule: Literal["ratio"]
    name: Code
    over: Code
    under: Code
    min: Ratio | None = None
    max: Ratio | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("give min, max or both")
        if self.min is not None and self.max is not None and Fraction(self.min) > Fraction(self.max):
            raise ValueError(f"min {self.min} is above max {self.max}: nothing could hold")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        return (self.over, self.under)


class TableRow(Entry):
    """Up to this ratio the limited value may be at most `max`."""

    up_to: Ratio
    max: Decimal = Field(gt=0)


class TableRule(Words):
    """The largest `of` by the ratio of two values: the flattest row that covers the ratio counts."""

    rule: Literal["table"]
    name: Code
    of: Code
    over: Code
    under: Code
    rows: tuple[TableRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        steps = [Fraction(row.up_to) for row in self.rows]
        if any(b <= a for a, b in pairwise(steps)):
            raise ValueError("rows must go from flat to steep")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        return (self.of, self.over, self.under)


class PerStartedRule(Words):
    """At least so many of `count` for each started lot of `each` in `of`, as one bay for each started 100."""

    rule: Literal["per_started"]
    name: Code
    count: Code
    of: Code
    each: int = Field(gt=0)
    at_least: int = Field(gt=0)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.count, self.of)


Predicate = Annotated[RatioRule | TableRule | PerStartedRule, Field(discriminator="rule")]


def _twice(codes: list[str]) -> list[str]:
    return sorted({code for code in codes if codes.count(code) > 1})


class Observed(Entry):
    """A person looks; what does not hold is said by a reason chip. `good_for` is how long a look counts.

    Asked in a walk, or only told in a fault report: then no walk asks it, and without a report nothing is open.
    """

    kind: Literal["observed"]
    reasons: tuple[Chip, ...] = Field(min_length=1)
    compare: Compare | None = None
    asked_in: Literal["walk", "report"] = "walk"
    good_for: Period | None = None

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        if twice := _twice([chip.code for chip in self.reasons]):
            raise ValueError(f"reasons named twice: {', '.join(twice)}")
        return self


class Measured(Entry):
    """A person reads an instrument; all limits and all predicates must hold. A chip says why nothing was measured."""

    kind: Literal["measured"]
    values: tuple[Value, ...] = Field(min_length=1)
    all_of: tuple[Predicate, ...] = ()
    variants: tuple[Chip, ...] = ()
    variant_of_kind: dict[str, Code] = Field(default_factory=dict)
    reasons: tuple[Chip, ...] = ()
    good_for: Period | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [value.name for value in self.values]
        codes = [chip.code for chip in self.reasons]
        if twice := _twice(names + [rule.name for rule in self.all_of]) + _twice(codes):
            raise ValueError(f"named twice: {', '.join(twice)}")
        if lost := sorted({n for rule in self.all_of for n in rule.names} - set(names)):
            raise ValueError(f"all_of asks for values that are not measured: {', '.join(lost)}")
        variants = {chip.code for chip in self.variants}
        asked = {s.variant for v in self.values for s in v.limits if s.variant} | set(self.variant_of_kind.values())
        if lost := sorted(asked - variants):
            raise ValueError(f"limits for variants that are not offered: {', '.join(lost)}")
        if not self.all_of and not any(v.is_set or v.limits for v in self.values):
            raise ValueError("no value has a limit: nothing could fail")
        return self


class Periods(Entry):
    """The periods of one variant: `first` from coming into use, then `every`; for an age, `limit`."""

    first: Period | None = None
    every: Period | None = None
    limit: Period | None = None


class DatedCheck(Periods):
    """A calendar counts.

    expiry: holds to the end of the last good day. interval: holds to the end of the day at which the last time
    plus `every` falls; without `every`, once is enough. age: holds while younger than `limit`. On opening
    hours the due moment comes with the evidence. `never` says what an interval is that was never done and has no start.
    """

    kind: Literal["dated"]
    rule: Literal["expiry", "interval", "age"]
    fact: Fact
    by_variant: dict[Code, Periods] = Field(default_factory=dict)
    warn_days: tuple[Annotated[int, Field(gt=0, le=3660)], ...] = ()
    clock: ClockKind = ClockKind.ROUND_THE_CLOCK
    never: Literal["unknown", "fails"] = "unknown"
    max_answer_seconds: Decimal | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        every: list[Periods] = [self, *self.by_variant.values()]
        if self.rule == "expiry" and any(p.first or p.every or p.limit for p in every):
            raise ValueError("an expiry takes no period: the date says it all")
        if self.rule == "age" and (any(p.first or p.every for p in every) or not any(p.limit for p in every)):
            raise ValueError("an age takes limit, and neither first nor every")
        if self.rule == "interval":
            self._check_interval(every)
        return self

    def _check_interval(self, every: list[Periods]) -> None:
        if any(p.limit for p in every):
            raise ValueError("an interval takes first and every, not limit")
        if self.clock is ClockKind.ROUND_THE_CLOCK and not any(p.first or p.every for p in every):
            raise ValueError("an interval needs first or every")

    def periods(self, variant: str | None) -> Periods | None:
        """The periods of a variant; the general ones if it has none; None if there are no general ones either."""
        special = self.by_variant.get(variant or "")
        if special is not None:
            return special
        return self if self.first or self.every or self.limit or not self.by_variant else None


class Monitored(Bounded, Listening):
    """A device speaks: a number within limits, or a state.

    A sensor that says nothing for `silent_after` seconds is silent; a reading by hand or out of a file stands for
    `good_for`, or until the next if that is not given.
    """

    kind: Literal["monitored"]
    metric: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", max_length=80)]
    unit: Unit = "1"
    good_states: tuple[str, ...] = ()
    bad_states: tuple[str, ...] = ()
    unknown_values: tuple[Decimal, ...] = ()
    silent_after: int = Field(default=300, gt=0)
    good_for: Period | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        numeric = self.is_set or bool(self.limits)
        if numeric == bool(self.bad_states):
            raise ValueError("give limits or bad_states, one of the two")
        if both := sorted(set(self.good_states) & set(self.bad_states)):
            raise ValueError(f"states that are good and bad: {', '.join(both)}")
        known = METRICS.get(self.metric)
        if known is not None and known.unit != self.unit:
            raise ValueError(f"the unit of {self.metric} is {known.unit}")
        return self


Check = Annotated[Observed | Measured | DatedCheck | Monitored, Field(discriminator="kind")]
