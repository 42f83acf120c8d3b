"""A year's official notice as read from a file, before it is loaded."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from wangdian.apps.outlets.models import OfficialDay, OfficialYear
from wangdian.foundation.calendar import parse_official_days


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that differs from its weekday: `kind` is festival or working."""

    day: date
    kind: str
    name_zh: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's days with where they come from; not `announced` means statutory days ahead of the notice."""

    year: int
    announced: bool
    notice: str
    source: str
    days: tuple[NamedDay, ...]


@dataclass(frozen=True, slots=True)
class DayChange:
    """What loading a notice would do to a day: `was` and `becomes` are a kind and a name, empty where there is none."""

    day: date
    was: NamedDay | None
    becomes: NamedDay | None


def read_notice(text: str) -> Notice:
    """Out of a year's YAML file (shape in foundation/official_days/README.md); raises Invalid naming each bad field."""
    official = parse_official_days(text)
    data: dict[str, Any] = yaml.safe_load(text)
    days = (NamedDay(day, named.kind, named.zh, named.en) for day, named in sorted(official.days.items()))
    return Notice(
        year=data["year"], announced=bool(data.get("announced", True)), notice=str(data.get("notice") or "")[:160],
        source=str(data.get("source") or "")[:300], days=tuple(days),
    )


def delivered_notices() -> tuple[Notice, ...]:
    """The years that come with the product, oldest first."""
    folder = files("wangdian.foundation").joinpath("official_days")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(read_notice(f.read_text(encoding="utf-8")) for f in found)


def loaded_notices() -> tuple[Notice, ...]:
    """The years that the bank loaded, newest first. 2 queries."""
    years = OfficialYear.objects.order_by("-year").prefetch_related("days")
    return tuple(
        Notice(year.year, year.announced, year.notice, year.source, tuple(
            NamedDay(d.day, d.kind, d.name_zh, d.name_en) for d in sorted(year.days.all(), key=_by_day)
        ))
        for year in years
    )


def differences(notice: Notice) -> tuple[DayChange, ...]:
    """Day by day, what loading `notice` would change of its year. 2 queries."""
    was = {day.day: day for loaded in loaded_notices() if loaded.year == notice.year for day in loaded.days}
    becomes = {day.day: day for day in notice.days}
    days = sorted(was.keys() | becomes.keys())
    return tuple(DayChange(d, was.get(d), becomes.get(d)) for d in days if was.get(d) != becomes.get(d))


def _by_day(row: OfficialDay) -> date:
    return row.day
