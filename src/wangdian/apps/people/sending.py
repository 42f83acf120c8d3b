"""Carries what waits to robots and webhooks: each channel in a thread of its own, so that a slow one delays nobody."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from wangdian.apps.people.answers import took, went_wrong
from wangdian.apps.people.digests import digest, line_of
from wangdian.apps.people.models import Channel, Sending
from wangdian.apps.people.payloads import body_of, headers_of
from wangdian.apps.people.sealing import unseal
from wangdian.apps.people.switchboard import switchboard
from wangdian.foundation import clock
from wangdian.ports.messages import Group
from wangdian.ports.outside import Gone, NotTaken, Refused, SlowDown

AT_ONCE = 8
"""Channels spoken to at the same time; more wait for the next look."""
MOST_IN_A_DIGEST = 50
MAY_MEND = {408, 425}
"""Refusals (of the 400s) that speak of the moment and not of the message; so do 429 and 503, which ask for peace."""
GONE = 410
LEASE = timedelta(minutes=2)
"""How long a channel is left to one courier; the way out gives up long before."""


@dataclass(slots=True)
class Call:
    """One message on its way: what to do in the thread (no database there), for whom, and its future answer."""

    channel: int
    sendings: list[int]
    speak: Callable[[], None]
    pace: timedelta
    answer: Future[None] = field(default_factory=Future)


class Sender:
    """Kept by a courier: `start_due` sets out, `gather` writes down what came of it; both return at once."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="out")
        self._calls: dict[int, Call] = {}

    def start_due(self) -> int:
        """Sets out for every channel with something due, as long as threads are free; returns for how many."""
        started = 0
        for channel in due_channels(AT_ONCE - len(self._calls)):
            call = claimed(channel)
            if call is not None:
                call.answer = self._pool.submit(call.speak)
                self._calls[channel.pk] = call
                started += 1
        return started

    def gather(self, wait: bool = False) -> int:
        """Writes down the answers that are there (with `wait` all of them); returns how many."""
        done = [call for call in self._calls.values() if wait or call.answer.done()]
        for call in done:
            error = call.answer.exception()
            del self._calls[call.channel]
            if error is None:
                took(call.channel, call.sendings, call.pace)
            else:
                went_wrong(call.channel, call.sendings, error)
        return len(done)

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        self.gather(wait=True)


def due_channels(most: int) -> list[Channel]:
    """Channels that may be spoken to now and have something to say, those that waited longest first. 1 query."""
    if most <= 0:
        return []
    waiting = Sending.objects.filter(channel=OuterRef("pk"), ended_at=None, due_at__lte=clock.now())
    return list(ready_channels().filter(Exists(waiting)).order_by("next_at", "pk")[:most])


def ready_channels() -> QuerySet[Channel]:
    """Channels that may be spoken to now: in use, rested, and left alone by every other courier."""
    now = clock.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return Channel.objects.filter(free, stopped_at=None, paused_at=None, next_at__lte=now)


def claimed(channel: Channel) -> Call | None:
    """What to say to the channel next, once it is ours alone; None when another courier was faster. 3 or 4 queries.

    Whether it may be spoken to is asked once more, and where it is: since it was looked up, another courier may have
    spoken to it, and somebody may have stopped it or changed its address.
    """
    now = clock.now()
    if ready_channels().filter(pk=channel.pk).update(claimed_until=now + LEASE) != 1:
        return None
    channel.refresh_from_db()
    rows = list(channel.sendings.filter(ended_at=None, due_at__lte=now).order_by("pk")[:_at_a_time(channel)])
    if not rows:
        Channel.objects.filter(pk=channel.pk).update(claimed_until=None)
        return None
    return _hook_call(channel, rows[0]) if channel.kind == Channel.Kind.WEBHOOK else _robot_call(channel, rows)


def _at_a_time(channel: Channel) -> int:
    return 1 if channel.kind == Channel.Kind.WEBHOOK else MOST_IN_A_DIGEST


def _robot_call(channel: Channel, rows: list[Sending]) -> Call:
    """Everything due is said in one message, in the bank's own language."""
    board = switchboard()
    robot, at = board.robots[channel.kind], clock.now()
    with translation.override("zh-hans"):
        lines = [line_of(row.body["kind"], row.body["params"], row.body["link"], board.address) for row in rows]
        text = digest(lines, robot.longest)

    def speak() -> None:
        robot.say(Group(unseal(channel.address), unseal(channel.secret)), text, at)

    return Call(channel.pk, [row.pk for row in rows], speak, robot.pace)


def _hook_call(channel: Channel, row: Sending) -> Call:
    """Taken is any status of the 200s."""
    out, body, at = switchboard().out, body_of(row.body), clock.now()

    def speak() -> None:
        headers = headers_of(body, row.event, unseal(channel.secret), at)
        reply = out.post(unseal(channel.address), body, headers)
        if not 200 <= reply.status < 300:
            raise refusal_of(reply.status, reply.wait)

    return Call(channel.pk, [row.pk], speak, timedelta())


def refusal_of(status: int, wait: timedelta | None) -> NotTaken:
    """429 and 503 may ask for a while of peace; most others of the 400s refuse the message itself, for good."""
    if status in {429, 503}:
        return SlowDown(wait or timedelta())
    code = f"http_{status}"
    if status == GONE:
        return Gone(code)
    return Refused(code) if 400 <= status < 500 and status not in MAY_MEND else NotTaken(code)
