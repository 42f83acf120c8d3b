"""A list described once, as columns over cards: the page, the spreadsheet and the API read the same description."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

Card = TypeVar("Card")
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column(Generic[Card]):
    """One column: `value` is what the spreadsheet holds, `shown` (if given) what the page says instead.

    `kind` chooses how a page draws it: text, code, number, moment (relative time), date, state, severity.
    """

    key: str
    title: Text
    value: Callable[[Card], Any]
    shown: Callable[[Card], Text] | None = None
    link: Callable[[Card], str] | None = None
    kind: str = "text"
    on_phone: bool = True


@dataclass(frozen=True, slots=True)
class Listing(Generic[Card]):
    """A list of one noun: its title, columns, and what an empty page says to do."""

    name: str
    title: Text
    columns: tuple[Column[Card], ...]
    empty: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a template draws it."""

    title: Text
    kind: str
    text: Any
    link: str | None
    on_phone: bool


def rows_of(listing: Listing[Card], cards: tuple[Card, ...]) -> list[list[Cell]]:
    """The cells of a page."""
    return [
        [
            Cell(
                title=c.title, kind=c.kind, text=c.shown(card) if c.shown else c.value(card),
                link=c.link(card) if c.link else None, on_phone=c.on_phone,
            )
            for c in listing.columns
        ]
        for card in cards
    ]
