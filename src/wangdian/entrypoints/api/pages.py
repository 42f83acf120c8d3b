"""Lists of the API: the cards of a page and the key of the next."""

from typing import Generic, TypeVar

from ninja import Schema

from wangdian.foundation.paging import Page

Card = TypeVar("Card")


class Listed(Schema, Generic[Card]):
    """`items` in order; give `after` back to read on; none when this is the last page."""

    items: list[Card]
    after: str | None = None


def listed(page: Page[Card]) -> Listed[Card]:
    return Listed(items=list(page.items), after=page.after)
