"""To whom overdue work is told, step by step up the chain, as editable data."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wangdian.domain.clocks import Clock, moment_of, read
from wangdian.domain.rights import Role
from wangdian.foundation.calendar import OpeningCalendar


@dataclass(frozen=True, slots=True)
class Rung:
    """At this share of the clock (1 is the deadline) the roles `to` are told, and with `holder` who has the order."""

    level: int
    share: Decimal
    to: tuple[Role, ...] = ()
    holder: bool = False


DEFAULT_CHAIN = (
    Rung(1, Decimal("0.7"), holder=True),
    Rung(2, Decimal("1"), (Role.OUTLET_MANAGER, Role.BRANCH_MANAGER)),
    Rung(3, Decimal("1.5"), (Role.HEAD_OFFICE,)),
)


def due_escalations(
    clock: Clock,
    now: datetime,
    calendar: OpeningCalendar,
    said: Collection[int] = (),
    chain: Sequence[Rung] = DEFAULT_CHAIN,
) -> tuple[Rung, ...]:
    """The rungs reached by `now` whose level is not among `said`, lowest first; none once the clock has stopped."""
    if clock.stopped_at is not None and clock.stopped_at <= now:
        return ()
    share = read(clock, now, calendar).share
    reached = (rung for rung in chain if share >= rung.share and rung.level not in said)
    return tuple(sorted(reached, key=lambda rung: rung.level))


def next_escalation_at(
    clock: Clock,
    calendar: OpeningCalendar,
    said: Collection[int] = (),
    chain: Sequence[Rung] = DEFAULT_CHAIN,
) -> datetime | None:
    """When to look again; None if nothing is left to say, or a pause or the end of work comes first."""
    moments = (moment_of(clock, rung.share, calendar) for rung in chain if rung.level not in said)
    return min((moment for moment in moments if moment is not None), default=None)


def heard_by(
    rung: Rung, hears: Callable[[Rung], Sequence[int]], chain: Sequence[Rung] = DEFAULT_CHAIN,
) -> tuple[Rung, tuple[int, ...]]:
    """The first rung from `rung` upwards at which somebody hears, and who; the last one and nobody if none does.

    `hears` answers whom of a rung a message reaches. A rung without anybody is passed over, so that an escalation
    reaches someone as long as there is anyone above.
    """
    above = sorted((one for one in chain if one.level > rung.level), key=lambda one: one.level)
    last = rung
    for one in (rung, *above):
        last, people = one, tuple(hears(one))
        if people:
            return one, people
    return last, ()
