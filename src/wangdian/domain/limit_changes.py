"""Limits that a bank sets in place of the delivered ones, written as `depth = 18..26; every = 30d`."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from wangdian.domain.requirement_checks import Check, DatedCheck, Measured, Monitored, RatioRule, Value
from wangdian.domain.requirement_fields import Code, Entry, Period, Season
from wangdian.domain.requirement_limits import Bounded

PERIODS = ("first", "every", "limit")
_UNITS = {"y": "years", "m": "months", "d": "days", "h": "hours"}
_ONE = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*)(@(?P<variant>[a-z][a-z0-9_]*))?"
    r"(@(?P<starts>\d\d-\d\d)/(?P<ends>\d\d-\d\d))?=(?P<value>\S+)"
)
_PERIOD = re.compile(r"(\d{1,5})([ymdh])")
_Part = TypeVar("_Part", bound=Entry)


class Unfitting(Exception):
    """`column` of the sheet says something that the requirement cannot take; `detail` is what."""

    def __init__(self, column: str, detail: str) -> None:
        super().__init__(f"{column}: {detail}")
        self.column = column
        self.detail = detail


class LimitChange(Entry):
    """New ends of one value, ratio or reading (`min`, `max`), or one period of a calendar (`period`).

    With a variant or a season it stands in place of the special limits for just these.
    """

    name: Code
    variant: Code | None = None
    season: Season | None = None
    min: str | None = None
    max: str | None = None
    period: Period | None = None

    def __str__(self) -> str:
        variant = f"@{self.variant}" if self.variant else ""
        season = f"@{self.season.starts}/{self.season.ends}" if self.season else ""
        value = _period_text(self.period) if self.period else f"{self.min or ''}..{self.max or ''}"
        return f"{self.name}{variant}{season} = {value}"


def read_changes(text: str) -> tuple[LimitChange, ...]:
    """Reads the cell of a sheet; raises `Unfitting` naming the part that cannot be read."""
    parts = (part.strip() for part in re.split("[;；\n]", text))
    return tuple(_read(part) for part in parts if part)


def check_with(check: Check, changes: Iterable[LimitChange]) -> Check:
    """The check with those limits; raises `Unfitting` for limits that it does not have."""
    for change in changes:
        check = _changed(check, change)
    return check


def limits_text(check: Check) -> str:
    """All limits of a check as a sheet writes them, to be compared or changed."""
    return "; ".join(str(change) for change in _limits_of(check))


def _read(part: str) -> LimitChange:
    match = _ONE.fullmatch(re.sub(r"\s+", "", part).lower())
    if match is None:
        raise Unfitting("limits", part)
    starts, ends, value = match["starts"], match["ends"], match["value"]
    season = {"from": starts, "to": ends} if starts else None
    given: dict[str, object] = {"name": match["name"], "variant": match["variant"], "season": season}
    period = _PERIOD.fullmatch(value)
    low, dots, high = value.partition("..")
    if period:
        given["period"] = {_UNITS[period[2]]: period[1]}
    elif dots and (low or high) and all(_is_number(end) for end in (low, high) if end):
        given |= {"min": low or None, "max": high or None}
    else:
        raise Unfitting("limits", part)
    try:
        return LimitChange.model_validate(given)
    except ValueError as error:
        raise Unfitting("limits", part) from error


def _is_number(text: str) -> bool:
    over, _, under = text.partition("/")
    try:
        return Decimal(over).is_finite() and (not under or Decimal(under) > 0)
    except InvalidOperation:
        return False


def _changed(check: Check, change: LimitChange) -> Check:
    if isinstance(check, DatedCheck) and change.name in PERIODS and change.period and change.season is None:
        return _with_period(check, change)
    if isinstance(check, Monitored) and change.name == "value" and change.period is None:
        return _bounded(check, change)
    if isinstance(check, Measured) and change.period is None:
        return _with_values(check, change)
    raise Unfitting("limits", str(change))


def _with_values(check: Measured, change: LimitChange) -> Measured:
    if any(value.name == change.name for value in check.values):
        values = tuple(_bounded(one, change) if one.name == change.name else one for one in check.values)
        return _rebuilt(check, values=values)
    plain = change.variant is None and change.season is None
    if plain and any(isinstance(rule, RatioRule) and rule.name == change.name for rule in check.all_of):
        ends = {"min": change.min, "max": change.max}
        rules = tuple(_rebuilt(one, **ends) if one.name == change.name else one for one in check.all_of)
        return _rebuilt(check, all_of=rules)
    raise Unfitting("limits", str(change))


_Limited = TypeVar("_Limited", Value, Monitored)


def _bounded(part: _Limited, change: LimitChange) -> _Limited:
    ends = {"min": change.min, "max": change.max}
    if change.variant is None and change.season is None:
        return _rebuilt(part, **ends)
    fits = [(one.variant, one.season) == (change.variant, change.season) for one in part.limits]
    if not any(fits):
        raise Unfitting("limits", str(change))
    special = tuple(_rebuilt(one, **ends) if fit else one for one, fit in zip(part.limits, fits, strict=True))
    return _rebuilt(part, limits=special)


def _with_period(check: DatedCheck, change: LimitChange) -> DatedCheck:
    period = {change.name: change.period}
    if change.variant is None:
        if getattr(check, change.name) is None:
            raise Unfitting("limits", str(change))
        return _rebuilt(check, **period)
    special = check.by_variant.get(change.variant)
    if special is None or getattr(special, change.name) is None:
        raise Unfitting("limits", str(change))
    return _rebuilt(check, by_variant={**check.by_variant, change.variant: _rebuilt(special, **period)})


def _rebuilt(part: _Part, **changed: object) -> _Part:
    """The same with other fields, judged anew as a whole; raises `Unfitting` if nothing could hold."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    try:
        return type(part).model_validate(fields | changed)
    except ValueError as error:
        raise Unfitting("limits", ", ".join(f"{k}={v}" for k, v in changed.items() if k in {"min", "max"})) from error


def _limits_of(check: Check) -> Iterable[LimitChange]:
    if isinstance(check, Monitored):
        yield from _ends("value", check)
    elif isinstance(check, Measured):
        for value in check.values:
            yield from _ends(value.name, value)
        for rule in check.all_of:
            if isinstance(rule, RatioRule):
                yield LimitChange(name=rule.name, min=rule.min, max=rule.max)
    elif isinstance(check, DatedCheck):
        for variant, periods in ((None, check), *check.by_variant.items()):
            for name in PERIODS:
                if getattr(periods, name) is not None:
                    yield LimitChange(name=name, variant=variant, period=getattr(periods, name))


def _ends(name: str, part: Bounded) -> Iterable[LimitChange]:
    if part.is_set:
        yield LimitChange(name=name, min=_text(part.min), max=_text(part.max))
    for one in part.limits:
        yield LimitChange(name=name, variant=one.variant, season=one.season, min=_text(one.min), max=_text(one.max))


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _period_text(period: Period) -> str:
    return "".join(f"{getattr(period, name)}{unit}" for unit, name in _UNITS.items() if getattr(period, name))
