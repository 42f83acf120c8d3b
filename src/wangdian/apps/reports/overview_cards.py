"""The frozen cards in which the overview of outlets is asked for and answered."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which outlets: `search` takes code, name or pinyin, `kind` a kind of outlet, `unit` a unit's code, `state` holds,
    fails, unknown or closed; `lowest` puts the lowest score first and leaves out those without one."""

    search: str = ""
    kind: str = ""
    unit: str = ""
    state: str = ""
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst of what counts against an outlet, the oldest of several."""

    finding_id: int
    severity: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Against:
    """What counts against an outlet: how many findings, since when without a break, and the worst."""

    count: int
    since: datetime
    worst: Worst


@dataclass(frozen=True, slots=True)
class OutletLine:
    """A line of the overview: `says` is holds, fails, unknown or closed; `against` is there where it fails.

    `score` is the latest day's, of 100; `change` is against 30 days before it, None where there was no score.
    """

    code: str
    name_zh: str
    name_en: str
    kind: str
    unit_code: str
    unit_zh: str
    unit_en: str
    closed_on: date | None
    says: str
    against: Against | None
    score: Decimal | None
    change: Decimal | None
