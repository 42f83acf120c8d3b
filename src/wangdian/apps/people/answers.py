"""Writes down what came of a message: taken, to be tried again later, or given up and said so."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.models import Channel, Sending
from wangdian.apps.people.queries import people_with
from wangdian.domain.retrying import PATIENCE, is_hopeless, wait_after
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.ports.outside import Gone, NotTaken, Refused, SlowDown

TAKEN, GIVEN_UP = "ok", "given_up"
KEPT = timedelta(days=30)


@transaction.atomic
def took(channel_id: int, sendings: Sequence[int], pace: timedelta) -> None:
    now = clock.now()
    rows = Sending.objects.filter(pk__in=sendings)
    _tried(rows, TAKEN)
    rows.update(ended_at=now)
    Channel.objects.filter(pk=channel_id).update(
        claimed_until=None, next_at=now + pace, failures=0, failing_since=None, answered_at=now, answer=TAKEN,
    )


@transaction.atomic
def went_wrong(channel_id: int, sendings: Sequence[int], error: BaseException) -> None:
    """Leaves the channel alone for a growing while; after days without a break it is paused.

    A message that is refused for good is given up, and the next one may go at once; where nobody is any more the
    channel is stopped. One that was stopped meanwhile stays as it is. Only the code of the error is kept. What is no
    answer at all but a fault of ours is named by its class.
    """
    now = clock.now()
    code = error.code if isinstance(error, NotTaken) else type(error).__name__[:40]
    asked = error.wait if isinstance(error, SlowDown) else timedelta()
    channel = Channel.objects.select_for_update(of=("self",)).select_related("unit").get(pk=channel_id)
    rows = Sending.objects.filter(pk__in=sendings, ended_at=None)
    _tried(rows, code)
    if channel.stopped_at is not None:
        return
    channel.failures = min(channel.failures + 1, 30_000)
    channel.failing_since = channel.failing_since or now
    channel.answered_at, channel.answer, channel.claimed_until = now, code, None
    channel.next_at = now + wait_after(channel.failures, asked)
    if isinstance(error, Refused):
        rows.update(ended_at=now)
        channel.next_at = now
    if isinstance(error, Gone):
        _stop(channel)
    elif is_hopeless(channel.failing_since, now):
        _pause(channel)
    channel.save()


def stop(channel: Channel) -> None:
    """Nothing goes there any more: what waits is given up, address and secret are forgotten; the caller saves."""
    channel.stopped_at, channel.address, channel.secret = clock.now(), "", ""
    channel.sendings.filter(ended_at=None).update(ended_at=clock.now(), answer=GIVEN_UP)


def forget_sendings() -> int:
    """Gives up what waited for longer than our patience, and removes what ended long ago; returns how many ended.

    What was tried keeps the code of its last answer, which says why.
    """
    now = clock.now()
    late = Sending.objects.filter(ended_at=None, due_at__lt=now - PATIENCE)
    late.filter(tries=0).update(answer=GIVEN_UP)
    given_up = late.update(ended_at=now)
    Sending.objects.filter(ended_at__lt=now - KEPT).delete()
    return given_up


def _tried(rows: QuerySet[Sending], code: str) -> None:
    rows.update(tries=F("tries") + 1, tried_at=clock.now(), answer=code)


def _pause(channel: Channel) -> None:
    """Whoever administers the unit is told, once for each pause."""
    channel.paused_at, detail = clock.now(), {"answer": channel.answer}
    entry = record(SYSTEM, "people.pause_channel", "channel", channel.pk, channel.unit.path, detail)
    _say(channel, "people.channel_paused", entry.seq)


def _stop(channel: Channel) -> None:
    """Whoever administers the unit is told, once."""
    stop(channel)
    detail = {"answer": channel.answer}
    entry = record(SYSTEM, "people.stop_channel", "channel", channel.pk, channel.unit.path, detail)
    _say(channel, "people.channel_gone", entry.seq)


def _say(channel: Channel, kind: str, seq: int) -> None:
    tell(
        people_with((Role.ADMINISTRATOR,), channel.unit.path), key=f"channel:{channel.pk}:{kind}:{seq}",
        kind=kind, params={"title": channel.title}, link=f"/channels/{channel.pk}/",
    )
