"""Units, and the smallest and largest values that a requirement allows."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from wangdian.domain.requirement_fields import Code, Entry, Season

UNITS: dict[str, str] = {
    "1": "", "count": "", "%": "%", "mm": "mm", "m": "m", "m2": "m²", "deg": "°", "lx": "lx", "dB(A)": "dB(A)",
    "Cel": "°C", "ppm": "ppm", "mg/m3": "mg/m³", "m3/(h.person)": "m³/(h·人)", "s": "s", "min": "min", "h": "h",
    "d": "d", "V": "V", "mA": "mA",
}
"""Units that a pack may use, and how a screen writes them; the names follow UCUM where it has one."""


def _known_unit(unit: str) -> str:
    if unit not in UNITS:
        raise ValueError(f"there is no unit {unit!r}; known are {', '.join(UNITS)}")
    return unit


def _ratio_text(text: str) -> str:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError("write a ratio such as 1/12 or 0.05") from None
    return text


Unit = Annotated[str, AfterValidator(_known_unit)]
Ratio = Annotated[str, Field(max_length=20), AfterValidator(_ratio_text)]


class Limits(Entry):
    """A smallest and a largest value, both still allowed."""

    min: Decimal | None = None
    max: Decimal | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if any(end is not None and not end.is_finite() for end in (self.min, self.max)):
            raise ValueError("a limit must be a number")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}: nothing could hold")
        return self

    @property
    def is_set(self) -> bool:
        return self.min is not None or self.max is not None


class SpecialLimits(Limits):
    """Limits for a season, a variant, or both; the first that fits stands in place of the general ones."""

    season: Season | None = None
    variant: Code | None = None

    @model_validator(mode="after")
    def _special(self) -> Self:
        if self.season is None and self.variant is None:
            raise ValueError("name the season or the variant that these limits are for")
        if not self.is_set:
            raise ValueError("give min, max or both")
        return self

    def fits(self, day: date, variant: str | None) -> bool:
        return (self.variant is None or self.variant == variant) and (
            self.season is None or self.season.covers(day)
        )


class Bounded(Limits):
    """General limits, and special ones that come first."""

    limits: tuple[SpecialLimits, ...] = ()

    def on(self, day: date, variant: str | None) -> Limits:
        """The limits that count on a day for a variant; without an end if none are set."""
        return next((special for special in self.limits if special.fits(day, variant)), self)

    @property
    def seasons(self) -> tuple[Season, ...]:
        return tuple(special.season for special in self.limits if special.season)
