"""Reads the limits of a figure out of what an XLSForm says of it."""

import re
from decimal import Decimal
from typing import NamedTuple

from wangdian.domain.requirement_limits import UNITS

PART = re.compile(r"\.\s*(>=|<=|>|<|=)\s*(-?\d{1,12}(?:\.\d{1,9})?)")
AND = re.compile(r"\s+and\s+")
CODES = {shown: code for code, shown in UNITS.items() if shown} | {code: code for code in UNITS}
IMPOSSIBLE = Decimal(999_999_999_999)
"""What a form of ours lets through at most; it is no limit of the requirement."""


class Ends(NamedTuple):
    """The smallest and the largest value allowed, or None."""

    min: Decimal | None
    max: Decimal | None


def ends_of(constraint: str, *, whole: bool) -> Ends | None:
    """The limits of ". >= 2 and . <= 5" and its kin; None for any other expression.

    An open end (>) is held for whole numbers only, as the next one.
    """
    text = constraint.strip()
    if not text:
        return Ends(None, None)
    low: list[Decimal] = []
    high: list[Decimal] = []
    for part in AND.split(text):
        found = PART.fullmatch(part.strip().strip("()").strip())
        if found is None or (found.group(1) in {"<", ">"} and not whole):
            return None
        sign, figure = found.group(1), Decimal(found.group(2))
        step = Decimal(1) if sign in {"<", ">"} else Decimal(0)
        if sign.startswith((">", "=")):
            low.append(figure + step)
        if sign.startswith(("<", "=")):
            high.append(figure - step)
    least, most = max(low, default=None), min(high, default=None)
    return Ends(None if least == -IMPOSSIBLE else least, None if most == IMPOSSIBLE else most)


def unit_of(label: str) -> tuple[str, str]:
    """The label without its unit in brackets, and the code of the unit; "" if it names none that is known."""
    for shown, code in CODES.items():
        for end in (f"({shown})", f"（{shown}）"):
            if label.endswith(end):
                return label.removesuffix(end).rstrip(), code
    return label, ""
