"""The one place where orders change: taken in hand locked, stepped by the pure life, timed anew, written together."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.text import format_lazy

from wangdian.apps.findings.models import Waiver
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.calendars import calendars_of
from wangdian.apps.standards.catalogue import rule_of
from wangdian.apps.work.access import order_to
from wangdian.apps.work.facts import OrderChanged
from wangdian.apps.work.lives import VERIFYING, life_of, target_of, write_life
from wangdian.apps.work.models import OrderTurn, Pause, WorkOrder
from wangdian.apps.work.words import STATES, TURNS
from wangdian.domain.clocks import deadline
from wangdian.domain.escalation import next_escalation_at
from wangdian.domain.requirement import Requirement
from wangdian.domain.rights import Actor, Right
from wangdian.domain.work_events import Event, Returned
from wangdian.domain.work_life import IllegalStep, step
from wangdian.domain.work_state import Life
from wangdian.domain.work_targets import Clocks, clocks_of
from wangdian.foundation import clock
from wangdian.foundation.calendar import OpeningCalendar
from wangdian.foundation.errors import Clash

Row = TypeVar("Row")
MOST_SAID = 4
"""Of so many changes is whoever comes late told, the last ones."""


@dataclass(slots=True)
class Case:
    """An order in hand: its life, the calendar that its clocks run on, and the turns it is about to take."""

    order: WorkOrder
    life: Life
    calendar: OpeningCalendar
    pauses: Collection[Pause] = ()
    turns: list[OrderTurn] = field(default_factory=list)

    @property
    def rule(self) -> Requirement:
        return rule_of(self.order.finding.edition)

    @property
    def path(self) -> str:
        return self.order.unit.path

    @property
    def clocks(self) -> Clocks:
        return clocks_of(self.life, target_of(self.order), self.calendar)

    def expect(self, version: int | None) -> None:
        """Raises Clash, saying what changed, if the order is not as it was when `version` was read."""
        if version is None or version == self.order.version:
            return
        changes = min(MOST_SAID, max(1, self.order.version - version))
        turns = [
            format_lazy("{at:%H:%M} {what}", at=t.at.astimezone(clock.BANK_ZONE), what=TURNS.get(t.became, t.became))
            for t in reversed(self.order.turns.order_by("-pk")[:changes])
        ]
        what = format_lazy(", ".join("{}" for _turn in turns), *turns)
        raise Clash("It changed meanwhile: %(what)s. Look at it again before you go on.", {"what": what})

    def step(self, event: Event, became: str, by: int | None, why: str = "") -> None:
        """One event in its life; raises Clash if it does not fit, and nothing changed."""
        now = clock.now()
        try:
            after, happened = step(self.life, event, now)
        except IllegalStep as refused:
            params = {"state": STATES[self.order.state]} if "state" in refused.params else refused.params
            raise Clash(refused.why, params) from refused
        self._write_pauses(after, by, why, any(isinstance(one, Returned) for one in happened))
        self.life = after
        write_life(self.order, after)
        self.turn(became, by, why)

    def turn(self, became: str, by: int | None, why: str = "") -> None:
        self.turns.append(OrderTurn(order=self.order, at=clock.now(), became=became, by_id=by or None, why=why[:300]))

    def save(self) -> str:
        """Times it anew, writes it with its turns and announces the last of them; returns what it became."""
        if not self.turns:
            raise ValueError("an order does not change without a turn")
        order = self.order
        if self.life.ended:
            order.rests, order.next_escalation_at = False, None
        else:
            retime(self)
        order.changed_at = max(order.changed_at, clock.now())
        order.version += 1
        order.save()
        OrderTurn.objects.bulk_create(self.turns)
        became, self.turns = self.turns[-1].became, []
        announce(OrderChanged(order_id=order.pk, became=became, version=order.version))
        return became

    def close(self, who: Actor, verb: str, detail: dict[str, object] | None = None) -> None:
        """`save`, and the line in the audit log."""
        self.save()
        known = {"number": self.order.number, "version": self.order.version}
        record(who, verb, "order", self.order.pk, self.path, known | (detail or {}))

    def _write_pauses(self, after: Life, by: int | None, note: str, returned: bool) -> None:
        before = self.life.holds
        ended = [hold.ends for was, hold in zip(before, after.holds, strict=False) if was.ends is None and hold.ends]
        if ended:
            self.order.pauses.filter(ends_at=None).update(ends_at=ended[-1])
        for hold in after.holds[len(before):]:
            Pause.objects.create(
                order=self.order, starts_at=hold.starts, reason=hold.reason, by_id=by, note=note[:200],
            )
        if returned:
            wait = after.waits[-1]
            Pause.objects.create(order=self.order, starts_at=wait.starts, ends_at=wait.ends, reason=VERIFYING, by_id=by)


def take(order_ids: Collection[int]) -> dict[int, Case]:
    """The orders locked, always in the same sequence; must live inside one transaction. 7 queries."""
    rows = list(
        WorkOrder.objects.select_for_update(of=("self",)).filter(pk__in=order_ids).order_by("pk")
        .select_related("finding__edition", "unit__outlet", "subject"),
    )
    return in_hand(rows)


def in_hand(rows: Collection[WorkOrder]) -> dict[int, Case]:
    """Orders (with finding, edition, unit__outlet) and all that their clocks need. 6 queries, however many they are."""
    pauses = _grouped(Pause.objects.filter(order__in=rows).order_by("starts_at", "pk"), lambda p: p.order_id)
    waivers = _grouped(
        Waiver.objects.filter(finding__in=[r.finding_id for r in rows], state=Waiver.State.GRANTED),
        lambda w: w.finding_id,
    )
    outlets = {row.unit_id: row.unit.outlet.pk for row in rows if hasattr(row.unit, "outlet")}
    calendars = calendars_of(set(outlets.values()))
    return {
        row.pk: Case(
            row, life_of(row, pauses.get(row.pk, []), waivers.get(row.finding_id, [])),
            calendars[outlets[row.unit_id]] if row.unit_id in outlets else OpeningCalendar(),
            pauses.get(row.pk, []),
        )
        for row in rows
    }


def case_for(who: Actor, number: str, right: Right, version: int | None = None) -> Case:
    """The order in hand, if `who` holds `right` there; raises NotFound, NotAllowed, or Clash if it changed since."""
    pk = order_to(who, number, right).pk
    case = take([pk])[pk]
    case.expect(version)
    return case


def retime(case: Case) -> bool:
    """Works out both deadlines and when to look at it next; returns whether a deadline that still counts moved."""
    order, both = case.order, case.clocks
    before = (order.respond_by, order.resolve_by)
    respond, resolve = deadline(both.response, case.calendar), deadline(both.resolve, case.calendar)
    stopped = both.resolve.stopped_at is not None
    order.respond_by = respond or order.respond_by
    order.resolve_by = resolve or order.resolve_by
    order.rests = not stopped and any(pause.ends is None for pause in both.resolve.pauses)
    said = range(1, order.escalations + 1)
    order.next_escalation_at = None if stopped else next_escalation_at(both.resolve, case.calendar, said)
    return not stopped and before != (order.respond_by, order.resolve_by)


def _grouped(rows: Iterable[Row], key: Callable[[Row], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
