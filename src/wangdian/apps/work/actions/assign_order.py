"""Assigns orders that nobody has taken on yet, one or many at once (派单)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.work.access import order_to
from wangdian.apps.work.assigning import Taker, taker
from wangdian.apps.work.casework import Case, take
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.domain.work_events import Assigned
from wangdian.foundation.errors import Clash, Invalid, Problem

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignOrder(Verb):
    """Gives orders to a person who mends there, or to a vendor whose people choose among themselves.

    All or nothing: Invalid names every order that could not be assigned, with its reason. `version` goes with a
    single order and refuses if somebody changed it meanwhile.
    """

    name = "work.assign_order"
    right = Right.ASSIGN_WORK

    who: Actor
    numbers: tuple[str, ...]
    person_id: int | None = None
    vendor_id: int | None = None
    version: int | None = None

    @transaction.atomic
    def do(self) -> int:
        """How many orders were assigned."""
        cases = self._cases()
        self._check()
        to: dict[str, Taker] = {}
        problems = []
        for case in cases:
            try:
                if case.path not in to:
                    to[case.path] = taker(self.person_id, self.vendor_id, case.path)
                self._assign(case, to[case.path])
            except Clash as refused:
                if len(cases) == 1:
                    raise
                problems.append(Problem(case.order.number, _(refused.why) % refused.params))
        if problems:
            raise Invalid(problems)
        return len(cases)

    def _cases(self) -> list[Case]:
        wanted = dict.fromkeys(self.numbers)
        ids = [order_to(self.who, number, self.right).pk for number in list(wanted)[:MOST_AT_ONCE + 1]]
        return list(take(ids).values())

    def _check(self) -> None:
        if not self.numbers:
            raise Invalid([Problem("numbers", _("Choose at least one order."))])
        if len(set(self.numbers)) > MOST_AT_ONCE:
            why = _("Choose at most %(most)s orders at once.") % {"most": MOST_AT_ONCE}
            raise Invalid([Problem("numbers", why)])
        if (self.person_id is None) == (self.vendor_id is None):
            raise Invalid([Problem("taker", _("Choose a person or a vendor."))])

    def _assign(self, case: Case, to: Taker) -> None:
        case.expect(self.version if len(self.numbers) == 1 else None)
        event = Assigned(by=str(self.who.id), to=to.person, vendor=to.vendor)
        case.step(event, "assigned", self.who.id)
        case.close(self.who, self.name, {"person": self.person_id, "vendor": self.vendor_id})
