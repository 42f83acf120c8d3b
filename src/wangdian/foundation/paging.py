"""Pages by key: a page of cards and the opaque key behind which the next one begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from wangdian.foundation.errors import invalid

Card = TypeVar("Card")


@dataclass(frozen=True, slots=True)
class Page(Generic[Card]):
    """`items` in order, and `after` for the next page (None: this is the last)."""

    items: tuple[Card, ...]
    after: str | None


def to_key(values: Sequence[str | int | None]) -> str:
    """An opaque, URL-safe key out of the ordering values of a row."""
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def from_key(key: str, length: int) -> list[str | int | None]:
    """The ordering values behind `key`; raises Invalid for a key that is not one of ours."""
    try:
        values = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (binascii.Error, ValueError) as error:
        raise invalid("after", "This page key is not one of ours.") from error
    fits = isinstance(values, list) and len(values) == length
    if not fits or not all(v is None or isinstance(v, str | int) for v in values):
        raise invalid("after", "This page key is not one of ours.")
    return list(values)
