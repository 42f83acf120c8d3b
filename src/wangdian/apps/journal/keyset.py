"""Reads one page of a queryset by key, never by offset."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page, from_key, to_key

Row = TypeVar("Row", bound=Model)
Card = TypeVar("Card")
LONGEST = 200


def page_of(
    rows: QuerySet[Row], order: Sequence[str], card: Callable[[Row], Card], after: str | None, limit: int,
) -> Page[Card]:
    """A page ordered by `order` (field names, "-" for falling; the last one unique), turned into cards.

    Reads `limit` + 1 rows. No field of `order` may be null. Raises Invalid for a broken `after`.
    """
    limit = max(1, min(limit, LONGEST))
    try:
        if after:
            rows = rows.filter(_behind(order, [_plain(v) for v in from_key(after, len(order))]))
        found = list(rows.order_by(*order)[: limit + 1])
    except (ValidationError, ValueError, OverflowError) as error:
        raise invalid("after", "This page key is not one of ours.") from error
    more = len(found) > limit
    found = found[:limit]
    key = to_key([_written(_value(found[-1], name)) for name in order]) if more else None
    return Page(items=tuple(card(row) for row in found), after=key)


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    condition, same = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        field, ahead = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= same & Q(**{f"{field}__{ahead}": value})
        same &= Q(**{field: value})
    return condition


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.lstrip("-").split("__"):
        value = getattr(value, part)
    return value


def _written(value: Any) -> str | int:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def _plain(value: Any) -> Any:
    if value is None:
        raise invalid("after", "This page key is not one of ours.")
    return value
