"""Says that an order is mended (报修复): other eyes look next."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.findings.actions.work_on import mended
from wangdian.apps.work.casework import Case
from wangdian.apps.work.checks import check_cost, check_minutes
from wangdian.apps.work.doing import LONGEST, case_of_holder
from wangdian.apps.work.lives import VERIFYING
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Mended
from wangdian.domain.work_targets import asks_photo_after
from wangdian.foundation.errors import Invalid, Problem, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class MendOrder(Verb):
    """`cost` in yuan and `interruption` in minutes of this round; both add to what earlier rounds took.

    Where the requirement asks for a photo, one of the repair must have been added in this round (`AddOrderPhoto`).
    """

    name = "work.mend_order"
    right = Right.DO_WORK

    who: Actor
    number: str
    cost: Decimal = Decimal(0)
    interruption: int = 0
    note: str = ""
    version: int | None = None

    @transaction.atomic
    def do(self) -> None:
        case = case_of_holder(self.who, self.number, self.version)
        self._check(case)
        note = self.note.strip()
        event = Mended(by=str(self.who.id), cost=self.cost, interruption=self.interruption)
        case.step(event, "mended", self.who.id, note)
        if asks_photo_after(case.rule) and not photo_of_this_round(case):
            raise invalid("photo", _("Take a photo of the repair first."))
        mended(case.order.finding_id, by=self.who.id, why=note)
        case.close(self.who, self.name, {"cost": str(self.cost), "interruption": self.interruption})

    def _check(self, case: Case) -> None:
        problems = [*check_cost(self.cost), *check_minutes(self.interruption)]
        if not problems:
            problems += [*check_cost(case.life.cost + self.cost)]
            problems += [*check_minutes(case.life.interruption + self.interruption)]
        if len(self.note.strip()) > LONGEST:
            problems.append(Problem("note", _("Keep it under 300 characters.")))
        if problems:
            raise Invalid(problems)


def photo_of_this_round(case: Case) -> bool:
    """Whether somebody added a photo of the repair since the order was sent back last."""
    photos = case.order.photos.filter(moment="after")
    last = case.order.pauses.filter(reason=VERIFYING).order_by("-ends_at").values_list("ends_at", flat=True).first()
    return (photos if last is None else photos.filter(at__gte=last)).exists()
