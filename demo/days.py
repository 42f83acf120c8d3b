"""The days of the demo bank: what Wangdian does by itself each morning and evening, at a pinned clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from demo.bank import Cast
from demo.places import Spot
from wangdian.apps.evidence.asking import PlaceAsked, asked_at
from wangdian.apps.evidence.jobs import miss_walks, plan_walks
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.journal.actions.deliver import deliver_due
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.jobs import score_day
from wangdian.apps.work.jobs import escalate
from wangdian.foundation import clock


@dataclass
class Stage:
    """What the story plays on: who acts, the outlets by code, the last of so many days, what walks ask where."""

    cast: Cast
    spots: dict[str, Spot]
    today: date
    days: int
    _asked: dict[str, PlaceAsked] | None = None

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def moment(self, ago: int, at: str) -> datetime:
        """The wall clock `at` ("09:30") so many days ago, never later than now."""
        hour, minute = at.split(":")
        there = datetime.combine(self.day(ago), time(int(hour), int(minute)), clock.BANK_ZONE)
        return min(there, clock.now())

    def come(self, ago: int, at: str) -> bool:
        """Whether that moment has come: what would happen later today has not happened."""
        hour, minute = at.split(":")
        return datetime.combine(self.day(ago), time(int(hour), int(minute)), clock.BANK_ZONE) <= clock.now()

    def asked(self, code: str) -> PlaceAsked:
        """What a walk asks at an outlet; read once, since the things of the story do not move."""
        if self._asked is None:
            rows = Outlet.objects.select_related("unit", "subject").filter(code__in=self.spots)
            self._asked = {place.code: place for place in asked_at(list(rows)).values()}
        return self._asked[code]


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Stands at a moment, and lets everything be heard before it passes."""
    with clock.standing_at(moment):
        yield moment
        settle()


def settle() -> None:
    """Delivers facts until nothing is due."""
    while deliver_due(500):
        pass


def morning(stage: Stage, ago: int) -> None:
    """The calendar is looked at, walks are planned."""
    with at(stage.moment(ago, "07:30")):
        plan_walks()
        sweep()


WHOLE_BANK = frozenset({*range(0, 91, 7), 30, 3, 1})
"""So many days ago the scores of all outlets are kept: weekly, lately, and on the day that today is compared with."""


def evening(stage: Stage, ago: int) -> None:
    """What was not walked is missed, late orders climb, scores are kept."""
    with at(stage.moment(ago, "20:00")):
        sweep()
        miss_walks()
        escalate()
    if ago in WHOLE_BANK:
        with at(stage.moment(ago, "20:10")):
            score_day(clock.today())
