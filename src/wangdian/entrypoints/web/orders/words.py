"""The words of an order's page: what each act is called, and what is to be done next, by whom."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.work.cards import ClockCard, OrderCard
from wangdian.apps.work.words import CLOCKS, PAUSES, TURNS
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.lists.orders import who_has_it
from wangdian.entrypoints.web.frame.moments import NEAR, day_and_time, exact, span

ACTS: dict[str, Text] = {
    "assign": _("Assign"),
    "accept": _("Accept"),
    "start": _("Start work"),
    "resume": _("Go on"),
    "pause": _("Pause"),
    "mend": _("It is mended"),
    "photo": _("Add photos"),
    "verify": _("Verify"),
    "hand_over": _("Hand over"),
    "priority": _("Change priority"),
    "costs": _("Enter costs"),
    "cancel": _("Cancel the order"),
}
BAD_TURNS = frozenset({"opened", "returned", "escalated"})


def next_thing(card: OrderCard) -> str:
    """What is to be done next, said to whoever looks: to do oneself, or to be waited for."""
    order = card.brief
    waits = {
        "new": lambda: gettext("It waits to be assigned"),
        "assigned": lambda: gettext("%(who)s has to accept it") % {"who": who_has_it(order)},
        "accepted": lambda: gettext("%(who)s has to start") % {"who": who_has_it(order)},
        "working": lambda: gettext("%(who)s is mending it") % {"who": who_has_it(order)},
        "paused": lambda: gettext("Paused: %(why)s") % {"why": _pausing(card)},
        "mended": lambda: gettext("Other eyes have to look at the repair"),
        "returned": lambda: gettext("%(who)s has to mend it again") % {"who": who_has_it(order)},
        "verified": lambda: gettext("Mended and verified"),
        "cancelled": lambda: str(TURNS.get(card.ended_as, TURNS["cancelled"])),
    }
    own = OWN.get(card.acts[0] if card.acts else "")
    return own(card) if own is not None else waits[order.state]()


def _pausing(card: OrderCard) -> str:
    return str(next((PAUSES[p.reason] for p in card.pauses if p.ends_at is None), ""))


def span_of(minutes: int) -> str:
    """"3 hours 20 minutes": exact enough for a clock."""
    hours, rest = divmod(minutes, 60)
    if hours == 0 or rest == 0:
        return span(rest) if hours == 0 else _hours(hours)
    return gettext("%(hours)s %(minutes)s") % {"hours": _hours(hours), "minutes": span(rest)}


@dataclass(frozen=True, slots=True)
class Running:
    """A clock in words: by when, and how long is left in its own time, the same wherever the page says it."""

    title_of: str
    clock: ClockCard
    title: Text
    kind: Text
    by: str
    exact: str
    still: str
    spent: str
    within: str
    tone: str

    @property
    def percent(self) -> int:
        return min(100, round(self.clock.share * 100))


def clocks_of(card: OrderCard) -> list[Running]:
    """To accept, then to mend."""
    return [_running("response", card.response), _running("resolve", card.resolve)]


def awaited(card: OrderCard) -> tuple[str, ...]:
    """Which clocks still wait for somebody."""
    order = card.brief
    if card.ended_at is not None or order.state == "mended":
        return ()
    unheard = order.state in {"new", "assigned"} and card.mended_at is None and card.response.state != "met"
    return ("response", "resolve") if unheard else ("resolve",)


def _running(name: str, clock: ClockCard) -> Running:
    at = clock.due_at
    left = {"left": span_of(abs(clock.left))}
    still = {
        "breached": lambda: gettext("%(left)s too late") % left,
        "paused": lambda: gettext("rests; %(left)s left") % left,
        "met": lambda: gettext("kept: %(spent)s spent") % {"spent": span_of(clock.spent)},
        "running": lambda: (RUNS[clock.kind]() % left),
    }
    return Running(
        title_of=name, clock=clock, title=TITLES[name], kind=CLOCKS[clock.kind],
        by=BY[name]() % {"moment": day_and_time(at)} if at else "", exact=exact(at) if at else "",
        still=still[clock.state](), spent=span_of(clock.spent), within=span_of(clock.within),
        tone="late" if clock.state == "breached" else "near" if clock.state == "running" and clock.left < NEAR else "",
    )


TITLES: dict[str, Text] = {"response": _("Accept it"), "resolve": _("Mend it")}
BY: dict[str, Callable[[], str]] = {
    "response": lambda: gettext("Accept by %(moment)s"), "resolve": lambda: gettext("Mend by %(moment)s"),
}
RUNS: dict[str, Callable[[], str]] = {
    "opening_hours": lambda: gettext("%(left)s of opening hours left"),
    "round_the_clock": lambda: gettext("%(left)s left"),
}


def _hours(hours: int) -> str:
    return gettext("%(n)s h") % {"n": hours}


OWN: dict[str, Callable[[OrderCard], str]] = {
    "assign": lambda card: gettext("Assign it") if card.brief.state == "new" else next_of_assigned(card),
    "accept": lambda card: gettext("Accept it"),
    "start": lambda card: gettext("Mend it again") if card.brief.state == "returned" else gettext("Start work"),
    "mend": lambda card: gettext("Mend it, and say so"),
    "resume": lambda card: gettext("Go on when you can: %(why)s") % {"why": _pausing(card)},
    "verify": lambda card: gettext("Look at the repair"),
}
"""What whoever may do the next thing is told; others are told for whom it waits."""


def next_of_assigned(card: OrderCard) -> str:
    """Somebody was asked already; whoever assigns may still choose another."""
    return gettext("%(who)s has to accept it") % {"who": who_has_it(card.brief)}
