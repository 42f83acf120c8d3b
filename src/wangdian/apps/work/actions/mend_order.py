"""Says that an order is mended (报修复): other eyes look next."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.evidence.keeping import Seen, book_photo, seen, shelve
from wangdian.apps.findings.actions.work_on import mended
from wangdian.apps.work.casework import Case
from wangdian.apps.work.checks import check_cost, check_minutes
from wangdian.apps.work.doing import LONGEST, case_of_holder
from wangdian.apps.work.lives import VERIFYING
from wangdian.apps.work.picturing import add_photo, room_for
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Mended
from wangdian.domain.work_targets import asks_photo_after
from wangdian.foundation.errors import Invalid, Problem, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class MendOrder(Verb):
    """`cost` in yuan and `interruption` in minutes of this round; both add to what earlier rounds took.

    Where the requirement asks for a photo, one of the repair must come with it (`photos`: bytes of each) or have been
    added in this round (`AddOrderPhoto`). All or nothing: what is refused keeps no photo. Photos are looked at, which
    takes a while, behind a first look at the order and outside any transaction. Raises BadPhoto.
    """

    name = "work.mend_order"
    right = Right.DO_WORK

    who: Actor
    number: str
    cost: Decimal = Decimal(0)
    interruption: int = 0
    note: str = ""
    photos: tuple[bytes, ...] = ()
    version: int | None = None

    def do(self) -> None:
        if self.photos:
            self._foresee()
        self._mend([seen(data) for data in self.photos])

    def _foresee(self) -> None:
        """Refuses what would be refused anyway, before anybody waits for the photos to be looked at."""
        with transaction.atomic():
            self._checked().step(self._event, "mended", self.who.id)
            transaction.set_rollback(True)

    @transaction.atomic
    def _mend(self, photos: list[Seen]) -> None:
        """The bytes are written last, when nothing can refuse any more."""
        case, note = self._checked(), self.note.strip()
        kept = [book_photo(self.who, case.order.unit, photo) for photo in photos]
        for photo in kept:
            add_photo(case, photo, "after", self.who.id)
        case.step(self._event, "mended", self.who.id, note)
        if asks_photo_after(case.rule) and not photo_of_this_round(case):
            raise invalid("photo", _("Take a photo of the repair first."))
        mended(case.order.finding_id, by=self.who.id, why=note)
        detail = {"cost": str(self.cost), "interruption": self.interruption, "photos": [photo.pk for photo in kept]}
        case.close(self.who, self.name, detail)
        for looked_at in photos:
            shelve(looked_at)

    @property
    def _event(self) -> Mended:
        return Mended(by=str(self.who.id), cost=self.cost, interruption=self.interruption)

    def _checked(self) -> Case:
        """The order in hand; raises what speaks against mending it now."""
        case = case_of_holder(self.who, self.number, self.version)
        problems = [*check_cost(self.cost), *check_minutes(self.interruption)]
        if not problems:
            problems += [*check_cost(case.life.cost + self.cost)]
            problems += [*check_minutes(case.life.interruption + self.interruption)]
        if len(self.note.strip()) > LONGEST:
            problems.append(Problem("note", _("Keep it under 300 characters.")))
        if problems:
            raise Invalid(problems)
        if self.photos:
            room_for(case, len(self.photos))
        return case


def photo_of_this_round(case: Case) -> bool:
    """Whether somebody added a photo of the repair since the order was sent back last."""
    photos = case.order.photos.filter(moment="after")
    last = case.order.pauses.filter(reason=VERIFYING).order_by("-ends_at").values_list("ends_at", flat=True).first()
    return (photos if last is None else photos.filter(at__gte=last)).exists()
