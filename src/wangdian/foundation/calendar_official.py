"""The State Council's yearly notice of festivals and make-up working days, read from data files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

import yaml

from wangdian.foundation.calendar_hours import DayKind
from wangdian.foundation.errors import Invalid, Problem, invalid

_LONGEST_FESTIVAL = 16
_TOP_FIELDS = {"year", "announced", "notice", "source", "festivals"}
_FESTIVAL_FIELDS = {"zh", "en", "from", "to", "works"}


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """What the notice says of a day: a festival, or a working day that makes up for one."""

    kind: DayKind
    zh: str
    en: str


@dataclass(frozen=True)
class OfficialDays:
    """The days that differ from their weekday, and the years whose notice is out; others are estimates."""

    days: Mapping[date, OfficialDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def kind(self, day: date) -> DayKind:
        named = self.days.get(day)
        if named is not None:
            return named.kind
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKING

    def joined(self, other: "OfficialDays") -> "OfficialDays":
        """Both; where they differ about a day, `other` has the last word."""
        return OfficialDays({**self.days, **other.days}, self.years | other.years)


def parse_official_days(text: str) -> OfficialDays:
    """Reads one year's file (shape in official_days/README.md); raises `Invalid` naming each bad field."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise invalid("", "This is not YAML.") from error
    if not isinstance(data, dict):
        raise invalid("", "Expected a mapping with year and festivals.")
    problems = [Problem(str(name), "Unknown field.") for name in data if name not in _TOP_FIELDS]
    year, festivals = data.get("year"), data.get("festivals")
    if type(year) is not int or not 1949 < year < 2200:
        problems.append(Problem("year", "Expected a year such as 2026."))
    if not isinstance(festivals, list) or not festivals:
        problems.append(Problem("festivals", "Expected a list of festivals."))
    if problems or type(year) is not int or not isinstance(festivals, list):
        raise Invalid(problems)
    days = _days_of(year, festivals)
    return OfficialDays(days, frozenset({year}) if data.get("announced", True) else frozenset())


def _days_of(year: int, festivals: Sequence[object]) -> dict[date, OfficialDay]:
    days: dict[date, OfficialDay] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(festivals):
        where = f"festivals[{index}]"
        found = list(_entry_problems(where, year, entry))
        if found or not isinstance(entry, dict):
            problems += found
            continue
        for day, kind in _entry_days(entry):
            if day in days:
                problems.append(Problem(where, "A day is named twice."))
            days[day] = OfficialDay(kind, entry["zh"], entry["en"])
    if problems:
        raise Invalid(problems)
    return days


def _entry_days(entry: Mapping[str, object]) -> Iterable[tuple[date, DayKind]]:
    first, last, works = entry["from"], entry["to"], entry.get("works") or []
    if isinstance(first, date) and isinstance(last, date) and isinstance(works, list):
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), DayKind.FESTIVAL
        for day in works:
            yield day, DayKind.WORKING


def _entry_problems(where: str, year: int, entry: object) -> Iterable[Problem]:
    if not isinstance(entry, dict):
        yield Problem(where, "Expected zh, en, from, to and works.")
        return
    yield from (Problem(f"{where}.{name}", "Unknown field.") for name in entry if name not in _FESTIVAL_FIELDS)
    for name in ("zh", "en"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            yield Problem(f"{where}.{name}", "Name the festival.")
    works = entry.get("works") or []
    if not isinstance(works, list):
        yield Problem(f"{where}.works", "Expected a list of days.")
        works = []
    named = [("from", entry.get("from")), ("to", entry.get("to")), *(("works", day) for day in works)]
    bad = [name for name, day in named if type(day) is not date or day.year not in (year - 1, year)]
    yield from (Problem(f"{where}.{name}", "Expected a day of this year, like 2026-10-01.") for name in bad)
    if not bad and not 0 <= (entry["to"] - entry["from"]).days < _LONGEST_FESTIVAL:
        yield Problem(f"{where}.to", "The last day must follow the first within two weeks.")


@lru_cache(maxsize=1)
def official_days() -> OfficialDays:
    """Every year that is delivered with the product, joined."""
    joined = OfficialDays()
    folder = files("wangdian.foundation").joinpath("official_days")
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            joined = joined.joined(parse_official_days(entry.read_text(encoding="utf-8")))
    return joined
