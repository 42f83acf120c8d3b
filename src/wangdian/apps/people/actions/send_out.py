"""Writes what channels are to be told, once for each channel and key; for callers that have guarded already."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from wangdian.apps.people.models import Channel, Sending
from wangdian.apps.people.payloads import payload
from wangdian.apps.people.topics import rings_at_once, topic_of
from wangdian.domain.quiet_hours import goes_out_at, quiet_hours
from wangdian.domain.rights import upwards
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid


def say_in_groups(path: str, *, key: str, kind: str, params: Mapping[str, object], link: str) -> int:
    """News for the robots of the groups that listen at this place or above it; returns for how many. 1 or 2 queries."""
    topic = topic_of(kind)
    channels = [] if not topic else [one for one in _channels_over(path) if one.kind != Channel.Kind.WEBHOOK]
    body: dict[str, object] = {"kind": kind, "params": dict(params), "link": link}
    calls = [(one, new_uuid(), body) for one in channels if topic in one.topics]
    return _write(calls, key, rings_at_once(kind, params))


def call_webhooks(path: str, *, unit: str, key: str, kind: str, ids: Mapping[str, object]) -> int:
    """A fact for the programs that listen there; `ids` hold numbers and codes alone. 1 or 2 queries."""
    now, calls = clock.now(), []
    for one in _channels_over(path):
        if one.kind == Channel.Kind.WEBHOOK and kind in one.topics:
            event = new_uuid()
            calls.append((one, event, payload(kind, event, now, unit, dict(ids))))
    return _write(calls, key, at_once=False)


def _channels_over(path: str) -> Iterable[Channel]:
    return Channel.objects.filter(unit__path__in=upwards(path), stopped_at=None)


def _write(calls: Iterable[tuple[Channel, UUID, dict[str, object]]], key: str, at_once: bool) -> int:
    now = clock.now()
    rows = [
        Sending(
            channel=channel, key=key, event=event, body=body, at=now,
            due_at=goes_out_at(now, quiet_hours(channel.quiet_from, channel.quiet_until), at_once),
        )
        for channel, event, body in calls
    ]
    if rows:
        Sending.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
