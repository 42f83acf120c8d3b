"""Recurrence rules (RFC 5545, the RRULE part) that are safe to walk: none runs wild, none never falls."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

from wangdian.foundation.errors import invalid

_LONGEST_RULE = 200
_MOST_TIMES_A_DAY = 24
_MOST_WALKED = 50_000
_OF_THE_DAY = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYHOUR", "BYMINUTE"}
_OF_THE_MONTH = _OF_THE_DAY | {"BYMONTHDAY", "BYSETPOS"}
_ALLOWED: Mapping[str, set[str]] = {
    "HOURLY": _OF_THE_DAY,
    "DAILY": _OF_THE_DAY,
    "WEEKLY": _OF_THE_DAY,
    "MONTHLY": _OF_THE_MONTH,
    "YEARLY": _OF_THE_MONTH | {"BYYEARDAY", "BYWEEKNO"},
}
_RANGES = {
    "BYMONTH": range(1, 13),
    "BYHOUR": range(24),
    "BYMINUTE": range(60),
    "BYMONTHDAY": range(1, 32),
    "BYSETPOS": range(1, 367),
    "BYYEARDAY": range(1, 367),
    "BYWEEKNO": range(1, 54),
}
_FROM_THE_END = {"BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"}
_WHOLE = re.compile(r"[+-]?\d{1,3}")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_HOURLY_STEPS = {1, 2, 3, 4, 6, 8, 12}
"""Steps that divide the day, so that a rule by the hour meets the same hours every day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule in its own text; `starts` is a local moment without zone, as RFC 5545 calls floating."""

    text: str
    starts: datetime

    def between(self, begins: datetime, ends: datetime) -> tuple[datetime, ...]:
        """The local moments at which it falls, from `begins` up to, not including, `ends`."""
        return _between(self.text, _nearer(self.text, self.starts, begins), begins, ends)


def parse_rule(text: str, starts: datetime) -> Rule:
    """Checks a rule such as "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9". Raises `Invalid` for field "rule"."""
    clean = text.strip().upper().removeprefix("RRULE:")
    parts = _parts(clean)
    _refuse_wild(parts)
    try:
        first = next(iter(_built(clean, starts)), None)
    except (ValueError, OverflowError) as error:
        raise invalid("rule", "This is not a recurrence rule.") from error
    if first is None:
        raise invalid("rule", "This rule never falls on any day.")
    return Rule(clean, starts)


@lru_cache(maxsize=256)
def _built(text: str, starts: datetime) -> rrule:
    made = rrulestr(text, dtstart=starts)
    if not isinstance(made, rrule):
        raise ValueError("not a single rule")
    return made


@lru_cache(maxsize=1024)
def _between(text: str, starts: datetime, begins: datetime, ends: datetime) -> tuple[datetime, ...]:
    """Many outlets ask the same of one plan, so answers are kept."""
    found: list[datetime] = []
    for walked, moment in enumerate(_built(text, starts)):
        if moment >= ends:
            break
        if walked >= _MOST_WALKED:
            raise invalid("rule", "This rule falls too often.")
        if moment >= begins:
            found.append(moment)
    return tuple(found)


def _nearer(text: str, starts: datetime, begins: datetime) -> datetime:
    """A later start in the same step of the rule, so that an old plan need not be walked from its first day."""
    parts = _parts(text)
    if "COUNT" in parts or parts["FREQ"] not in ("HOURLY", "DAILY", "WEEKLY"):
        return starts
    steps = 1 if parts["FREQ"] == "HOURLY" else _number(parts.get("INTERVAL", "1"))
    period = timedelta(weeks=steps)
    return starts + max((begins - starts) // period, 0) * period


def _parts(text: str) -> dict[str, str]:
    if not text or len(text) > _LONGEST_RULE or "\n" in text:
        raise invalid("rule", "Write one rule, like FREQ=DAILY;BYHOUR=8.")
    parts: dict[str, str] = {}
    for piece in text.split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value or name in parts:
            raise invalid("rule", "Write one rule, like FREQ=DAILY;BYHOUR=8.")
        parts[name] = value
    return parts


def _refuse_wild(parts: Mapping[str, str]) -> None:
    allowed = _ALLOWED.get(parts.get("FREQ", ""))
    if allowed is None:
        raise invalid("rule", "A rule falls hourly, daily, weekly, monthly or yearly.")
    if not parts.keys() <= allowed:
        raise invalid("rule", "A part of this rule does not go with its frequency.")
    interval = _number(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "HOURLY" and interval not in _HOURLY_STEPS:
        raise invalid("rule", "Hours must divide the day: every 1, 2, 3, 4, 6, 8 or 12.")
    _number(parts.get("COUNT", "1"))
    if parts.get("UNTIL", "").endswith("Z"):
        raise invalid("rule", "Write the end of a rule as a local day, like UNTIL=20261231.")
    for name in _RANGES.keys() & parts.keys():
        _refuse_beyond(name, parts[name])
    if "BYDAY" in parts:
        span = "MONTHLY" if "BYMONTH" in parts and parts["FREQ"] == "YEARLY" else parts["FREQ"]
        _refuse_weekdays(span, parts["BYDAY"])
    hours, minutes = (parts.get(name, "").count(",") + 1 for name in ("BYHOUR", "BYMINUTE"))
    if hours * minutes > _MOST_TIMES_A_DAY or (parts["FREQ"] == "HOURLY" and minutes > 1):
        raise invalid("rule", "This rule falls too often.")
    if parts["FREQ"] == "DAILY" and interval > 1 and "BYDAY" in parts:
        raise invalid("rule", "A part of this rule does not go with its frequency.")


def _refuse_beyond(name: str, values: str) -> None:
    for value in values.split(","):
        if _WHOLE.fullmatch(value) is None:
            raise invalid("rule", "This is not a recurrence rule.")
        number = abs(int(value)) if name in _FROM_THE_END else int(value)
        if number not in _RANGES[name]:
            raise invalid("rule", "There is no such month, day, hour or minute.")


def _refuse_weekdays(freq: str, values: str) -> None:
    """Only in a month or a year is there a second Monday."""
    most = {"MONTHLY": 5, "YEARLY": 53}.get(freq)
    for value in values.split(","):
        match = _WEEKDAY.fullmatch(value)
        if match is None:
            raise invalid("rule", "Weekdays are MO, TU, WE, TH, FR, SA and SU.")
        which = match.group(1)
        if which is not None and (most is None or not 1 <= abs(int(which)) <= most):
            raise invalid("rule", "A month has five of a weekday at most, a year 53, a week only one.")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 1000:
        raise invalid("rule", "Numbers run from 1 to 1000.")
    return int(text)
