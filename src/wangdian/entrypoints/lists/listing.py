"""A list described once, as columns over cards: the page, the spreadsheet and the API read the same description."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

from wangdian.foundation.errors import invalid

Card = TypeVar("Card")
Text = str | Promise
CSS = {
    "state": "mark", "severity": "mark", "score": "number mark", "change": "number", "move": "number",
    "rank": "check rank",
}


@dataclass(frozen=True, slots=True)
class Column(Generic[Card]):
    """One column: `value` is what the spreadsheet holds, `shown` (if given) what the page says instead.

    `kind` chooses how a page draws it: text, code, rank, number, score (of 100), change (a number with its sign),
    move (a number and what it becomes), moment (relative time), deadline (time left), date; state and severity, where
    `value` is the code and `shown` its word.
    """

    key: str
    title: Text
    value: Callable[[Card], Any]
    shown: Callable[[Card], Text] | None = None
    link: Callable[[Card], str] | None = None
    kind: str = "text"
    on_phone: bool = True

    @property
    def css(self) -> str:
        return css_of(self.kind)


def css_of(kind: str) -> str:
    """The class of a cell: marks stand at the end of a phone's first line, whichever they are."""
    return CSS.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Card]):
    """A list of one noun: its title, columns, and what an empty page says to do.

    `tall`: on a phone a row is as high as what stands in it, where texts must be read whole; else it has two lines.
    """

    name: str
    title: Text
    columns: tuple[Column[Card], ...]
    empty: Text
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a template draws it."""

    title: Text
    kind: str
    text: Any
    link: str | None
    on_phone: bool
    code: Any = None

    @property
    def css(self) -> str:
        """With `none` where there is nothing to say: a phone leaves such a cell out."""
        return f"{css_of(self.kind)} none" if self.text in (None, "") else css_of(self.kind)


def rows_of(listing: Listing[Card], cards: tuple[Card, ...]) -> list[list[Cell]]:
    """The cells of a page."""
    return [
        [
            Cell(
                title=c.title, kind=c.kind, text=c.shown(card) if c.shown else c.value(card),
                link=c.link(card) if c.link else None, on_phone=c.on_phone, code=c.value(card),
            )
            for c in listing.columns
        ]
        for card in cards
    ]


def number_in(query: Mapping[str, str], name: str) -> int:
    """A row's number in an address. Raises Invalid."""
    text = query.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise invalid(name, "Give the number of one of these.")
    return int(text)
