"""What a cell of an exported file holds, so that no spreadsheet program takes it for a formula."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from wangdian.entrypoints.lists.listing import Column
from wangdian.foundation import clock

RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""Full-width signs too: where text is written full-width, spreadsheet programs read them as the plain ones."""
Cell = str | int | float | Decimal | bool | date | datetime | time | None
_KEPT = (bool, int, float, Decimal, date, time)


def cell_of(column: Column[Any], card: Any) -> Cell:
    """Words for codes, as the page says them; codes, hashes and numbers whole; moments in the bank's own time."""
    value = column.value(card)
    if column.shown is not None and isinstance(value, str) and column.kind != "code":
        value = column.shown(card)
    if isinstance(value, datetime):
        return value.astimezone(clock.BANK_ZONE).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, _KEPT):
        return value
    return holdable(str(value))


def holdable(text: str) -> str:
    """What a cell of a spreadsheet can hold of a text: no control characters, and not without end."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")[:32_000]


def harmless(text: str) -> str:
    """For CSV, where nothing says that a cell is text: an apostrophe before what could be a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
