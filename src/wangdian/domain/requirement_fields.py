"""The small parts of a requirement: words, periods, seasons, sources, time to mend, points."""

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from wangdian.domain.priority import BUSINESS_DAY, ClockKind

Text = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

_SPAN = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?")


class Entry(BaseModel):
    """The manners of every part: frozen, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)


class Words(Entry):
    """The same thing said in Chinese and in English."""

    zh: Text
    en: Text


class Chip(Words):
    """A reason that the phone offers for one tap when a requirement does not hold."""

    code: Code


class Mark(StrEnum):
    """How far a figure was verified."""

    LAW = "law"                  # read in the text of the law or in a primary source
    SECONDARY = "secondary"      # read where somebody quotes it
    UNVERIFIED = "unverified"    # believed, read nowhere
    PROPOSAL = "proposal"        # our own default; no standard claims it


class Source(Entry):
    """Where a rule or one figure of it comes from; `figure` names the figure that this source vouches for."""

    document: Text
    clause: str = ""
    edition: str = ""
    figure: str = ""
    verified: Mark


class Period(Entry):
    """A stretch of the calendar, such as two years or six months."""

    years: int = Field(default=0, ge=0, le=100)
    months: int = Field(default=0, ge=0, le=1200)
    days: int = Field(default=0, ge=0, le=36600)
    hours: int = Field(default=0, ge=0, le=10000)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not any((self.years, self.months, self.days, self.hours)):
            raise ValueError("a period must be longer than nothing")
        if self.hours and any((self.years, self.months, self.days)):
            raise ValueError("hours do not mix with days, months or years")
        return self

    def after(self, day: date) -> date:
        """The same day of the month that much later, or the month's last day; the last of all days at most."""
        months = day.year * 12 + day.month - 1 + self.years * 12 + self.months
        year, month = divmod(months, 12)
        if year > date.max.year:
            return date.max
        landed = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        return landed + min(timedelta(days=self.days), date.max - landed)


class Season(Entry):
    """From a day of the year to another, both included; it may run over the new year."""

    starts: MonthDay = Field(alias="from")
    ends: MonthDay = Field(alias="to")

    def covers(self, day: date) -> bool:
        today = f"{day:%m-%d}"
        if self.starts <= self.ends:
            return self.starts <= today <= self.ends
        return today >= self.starts or today <= self.ends

    def turns_after(self, day: date) -> date | None:
        """The next day on which the season begins or is over; None at the end of the calendar."""
        later = (day + timedelta(days=n) for n in range(1, min(367, (date.max - day).days + 1)))
        return next((d for d in later if self.covers(d) != self.covers(d - timedelta(days=1))), None)


class Mend(Entry):
    """How long mending may take, as an ISO 8601 duration of days, hours and minutes on a clock."""

    within: str
    clock: ClockKind

    @model_validator(mode="after")
    def _readable(self) -> Self:
        match = _SPAN.fullmatch(self.within)
        if match is None or not any(int(part or 0) for part in match.groups()):
            raise ValueError("write a time such as PT4H, P5D or P1DT4H")
        return self

    @property
    def span(self) -> timedelta:
        """The time on its clock; on opening hours a day is one business day of open time."""
        match = _SPAN.fullmatch(self.within)
        days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        day = BUSINESS_DAY if self.clock is ClockKind.OPENING_HOURS else timedelta(days=1)
        return days * day + timedelta(hours=hours, minutes=minutes)


class Deduct(Entry):
    """Points taken off when it does not hold, and when it does not hold again within the window.

    `more` follow at further repeats. `on_the_spot` is taken off on the day of a failure that was mended and seen to
    hold within it; `concealed` where a self-check had passed over what a re-check then found. None: no such rule.
    """

    first: Decimal = Field(ge=0)
    repeat: Decimal = Field(ge=0)
    window_days: int = Field(gt=0, le=3660)
    more: tuple[Annotated[Decimal, Field(ge=0)], ...] = ()
    on_the_spot: Decimal | None = Field(default=None, ge=0)
    concealed: Decimal | None = Field(default=None, ge=0)

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without what is not used, so that a text which does not use it stays the text that it was."""
        told: dict[str, Any] = handler(self)
        return {name: value for name, value in told.items() if value not in (None, (), [])}

    @property
    def steps(self) -> tuple[Decimal, ...]:
        return (self.first, self.repeat, *self.more)

    @property
    def dearest(self) -> Decimal:
        return max(*self.steps, self.on_the_spot or Decimal(0), self.concealed or Decimal(0))


class Place(Entry):
    """Where a requirement counts in the score sheet, by the codes of module, project and item."""

    module: Text
    project: Text
    item: Text


class Photo(StrEnum):
    """When a photo is asked for."""

    ALWAYS = "always"
    ON_FAILURE = "on_failure"
    NEVER = "never"


class EvidenceAsked(Entry):
    """What the walker must hand in; `beside_reference` shows the reference photo while taking the new one.

    `camera` takes no photo that was picked from what is kept: it is taken there and then (domain.photo_ways).
    """

    photo: Photo = Photo.ON_FAILURE
    count: int = Field(default=1, ge=1, le=2)
    beside_reference: bool = False
    camera: bool = False

    @model_validator(mode="after")
    def _asks_for_one(self) -> Self:
        if self.camera and self.photo is Photo.NEVER:
            raise ValueError("camera: no photo is asked for, so none can be taken there")
        return self


class Effective(Entry):
    """From which day to which day, both included, the requirement is in force."""

    since: date | None = Field(default=None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until lies before from")
        return self

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
