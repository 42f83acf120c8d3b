"""What a draw asks for, checked, and the risks it is made by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.evidence.actions.plan_drawn_walks import check_drawn_kind
from wangdian.apps.people.access import guard, unit_for
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.noting import LONGEST_WINDOW
from wangdian.apps.reports.signs import Known
from wangdian.domain import drawing
from wangdian.domain.drawing import WEIGHTS, Risk, check_weights
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Problem

MOST_DRAWN = 2000
LONGEST_DAYS = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """How many are drawn below a unit, which part of them by chance alone, by which weights, and when they are walked.

    Repeats and reported faults count if they are not older than the window.
    """

    unit: str
    kind: str
    size: int
    share: Decimal = Decimal("0.2")
    starts_on: date
    days: int = 14
    window_days: int = 90
    weights: Mapping[str, Decimal] = field(default_factory=lambda: dict(WEIGHTS))

    @property
    def due_from(self) -> datetime:
        return datetime.combine(self.starts_on, time.min, clock.BANK_ZONE)

    @property
    def due_until(self) -> datetime:
        return self.due_from + timedelta(days=self.days)


def unit_to_draw(who: Actor, lot: Lot) -> Unit:
    """The unit, if `who` may draw such checks below it and the lot makes sense. NotFound, NotAllowed, Invalid."""
    unit = unit_for(who, lot.unit)
    guard(who, Right.LEAD_CHECKS, unit.path)
    check_drawn_kind(lot.kind)
    guard(who, RIGHT_OF_KIND[lot.kind], unit.path)
    problems = []
    if not 1 <= lot.size <= MOST_DRAWN:
        problems.append(Problem("size", "Draw at least one outlet and at most 2000."))
    if not lot.share.is_finite() or not 0 < lot.share <= 1:
        problems.append(Problem("share", "The share by chance is more than 0 and at most 1."))
    if not clock.today() <= lot.starts_on <= clock.today() + timedelta(days=LONGEST_DAYS):
        problems.append(Problem("starts_on", "The first day is today or within 92 days."))
    if not 1 <= lot.days <= LONGEST_DAYS:
        problems.append(Problem("days", "Give the inspectors from 1 to 92 days."))
    if not 1 <= lot.window_days <= LONGEST_WINDOW:
        problems.append(Problem("window_days", "Look back from 1 to 730 days."))
    if problems:
        raise Invalid(problems)
    check_weights(lot.weights)
    return unit


def risks_of(known: Sequence[Known], weights: Mapping[str, Decimal]) -> dict[str, Risk]:
    """By code, by the law of now."""
    return drawing.risks(drawing.LAW, {one.code: one.signs for one in known}, weights)
