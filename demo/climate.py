"""What the loggers in two halls wrote down: one is comfortable, in the other the heating or cooling has just failed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from math import pi, sin

from demo.days import Stage, at
from demo.story import HOME, TWO_MINDS
from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.actions.take_log import LogRow, TakeLog
from wangdian.apps.evidence.listening import OpenDays
from wangdian.apps.outlets.calendars import calendar_of
from wangdian.apps.outlets.models import Outlet, Zone
from wangdian.foundation.clock import BANK_ZONE

HALL = "营业大厅"
OUTLETS = (HOME, TWO_MINDS)
HOT = TWO_MINDS
DAYS = 14
EVERY = timedelta(minutes=20)
SPELL = timedelta(minutes=80)
"""How long it has been hot by now: long enough to be a finding, too short to be overdue."""


def logged(stage: Stage, ago: int) -> None:
    """The day's file of each logger, and once a week what was measured by hand."""
    if ago >= DAYS:
        return
    for code in (code for code in OUTLETS if code in stage.spots):
        spot, until = stage.spots[code], stage.moment(ago, "19:30")
        begins = stage.moment(ago, "00:00")
        hot = _hot_spell(code, stage.moment(0, "19:30")) if code == HOT else None
        rows = tuple(_rows(code, begins, until, hot))
        with at(until):
            TakeLog(who=stage.cast.actor(f"{spot.branch.lower()}-zhihang"), rows=rows).do()
        if ago % 7 == 3:
            _measured(stage, code, ago)


def _measured(stage: Stage, code: str, ago: int) -> None:
    """The lobby manager walks round with a light and a sound meter."""
    hall = Zone.objects.get(outlet__code=code, kind="hall")
    now = stage.moment(ago, "10:20")
    figures = {"room.illuminance": Decimal(318 + ago), "room.sound": Decimal(51), "room.sound.calls": Decimal(61)}
    with at(now):
        RecordReadings(
            who=stage.cast.actor(stage.spots[code].lobby), subject_id=hall.subject_id, at=now, values=figures,
        ).do()


def _rows(code: str, begins: datetime, until: datetime, hot: tuple[datetime, datetime] | None) -> Iterator[LogRow]:
    moment = begins
    while moment <= until:
        local = moment.astimezone(BANK_ZONE)
        busy = max(0.0, sin((local.hour + local.minute / 60 - 8) / 10 * pi)) if 8 <= local.hour < 18 else 0.0
        warm = hot is not None and hot[0] <= moment <= hot[1]
        figures = {
            "room.temperature": _temperature(local, busy, warm) + _jitter(code, moment, 0.3),
            "room.humidity": 46 + 6 * busy + _jitter(code, moment, 1.5),
            "room.co2": 430 + 380 * busy + _jitter(code, moment, 25),
        }
        for metric, figure in figures.items():
            yield LogRow(code, HALL, metric, moment, Decimal(f"{figure:.1f}"))
        moment += EVERY


def _temperature(local: datetime, busy: float, warm: bool) -> float:
    """As the season has it: by night the hall drifts, from eight on it is kept comfortable."""
    winter, summer = not 4 <= local.month <= 10, 6 <= local.month <= 9
    comfort, night, failed = (20.5, 15.0, 26.2) if winter else (25.5, 30.0, 30.6) if summer else (23.0, 20.0, 28.0)
    if warm:
        return failed
    return comfort + busy if 8 <= local.hour < 18 else night


def _jitter(code: str, moment: datetime, wide: float) -> float:
    """The same each time the bank is seeded."""
    told = sha256(f"{code}{moment:%H%M%d}".encode()).digest()[0]
    return (told / 255 - 0.5) * 2 * wide


def _hot_spell(code: str, now: datetime) -> tuple[datetime, datetime] | None:
    """The end of the last stretch in which it was open for longer than the spell takes."""
    outlet = Outlet.objects.get(code=code)
    spans = OpenDays(calendar_of(outlet.pk)).between(now - timedelta(days=DAYS), now)
    ends = [closes for opens, closes in spans if closes - opens > SPELL]
    return (ends[-1] - SPELL, ends[-1]) if ends else None
