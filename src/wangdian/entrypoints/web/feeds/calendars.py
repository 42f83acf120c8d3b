"""Writes events as a calendar (RFC 5545) in the bank's zone, under names that stay the same at every reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from wangdian.foundation.clock import BANK_ZONE

AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """One event; without `ends` it is a moment. `key` is its lasting name, `version` rises when it changes."""

    key: str
    title: str
    about: str
    link: str
    stamp: datetime
    starts: datetime
    ends: datetime | None = None
    version: int = 0
    cancelled: bool = False


def calendar_of(name: str, events: Iterable[Dated], address: str) -> bytes:
    """The whole feed; `address` is where people reach this site."""
    feed = Calendar()
    feed.add("PRODID", "-//Wangdian//Wangdian//ZH")
    feed.add("VERSION", "2.0")
    feed.add("CALSCALE", "GREGORIAN")
    feed.add("X-WR-CALNAME", name)
    feed.add("X-WR-TIMEZONE", BANK_ZONE.key)
    feed.add("REFRESH-INTERVAL", AGAIN, parameters={"VALUE": "DURATION"})
    for one in events:
        feed.add_component(_event(one, address))
    feed.add_missing_timezones()
    written: bytes = feed.to_ical()
    return written


def _event(one: Dated, address: str) -> Event:
    event = Event()
    event.add("UID", f"{one.key}@{urlsplit(address).hostname or 'localhost'}")
    event.add("DTSTAMP", one.stamp)
    event.add("SEQUENCE", one.version)
    event.add("DTSTART", one.starts.astimezone(BANK_ZONE))
    if one.ends is not None:
        event.add("DTEND", one.ends.astimezone(BANK_ZONE))
    event.add("SUMMARY", one.title)
    if one.about:
        event.add("LOCATION", one.about)
    event.add("URL", address.rstrip("/") + one.link)
    event.add("STATUS", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    return event
