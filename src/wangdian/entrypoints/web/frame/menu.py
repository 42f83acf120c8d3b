"""Sorts the menu into groups for a desk, and chooses what lies under the thumb on a phone."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from wangdian.entrypoints.lists.listing import Text

GROUPS: tuple[tuple[str, ...], ...] = (
    ("today",),
    ("outlets", "walk", "walks", "faults", "board", "findings", "orders", "work", "waivers", "twins"),
    ("things", "plans", "checks", "calendars", "calendar", "hours"),
    ("catalogue", "scores", "editions"),
    ("people", "organisation", "units", "channels", "imports", "photos", "audit"),
)
"""The first word of a place's address name, in the order of the menu; others stand in the last group."""
THUMB: tuple[str, ...] = ("today", "orders", "walk", "board", "outlets", "scores", "catalogue", "audit")
THUMB_PLACES = 4


class Named(Protocol):
    """An entry of the menu: the name of its address, and its title."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Text: ...


def first_word(place: Named) -> str:
    return place.name.split(".")[0]


def grouped(places: Sequence[Named]) -> list[list[Named]]:
    """The groups that hold something, each in the order of GROUPS."""
    groups: list[list[Named]] = []
    listed = {word for words in GROUPS for word in words}
    for words in GROUPS:
        group = sorted((p for p in places if first_word(p) in words), key=lambda p: words.index(first_word(p)))
        groups.append(group)
    groups[-1].extend(p for p in places if first_word(p) not in listed)
    return [group for group in groups if group]


def under_the_thumb(places: Iterable[Named]) -> list[Named]:
    """The few that a person with a phone opens most."""
    wanted = sorted((p for p in places if first_word(p) in THUMB), key=lambda p: THUMB.index(first_word(p)))
    return wanted[:THUMB_PLACES]
