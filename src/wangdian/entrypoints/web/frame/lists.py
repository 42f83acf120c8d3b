"""Shows a list described by columns: a whole page, only its rows for htmx, or a spreadsheet."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from wangdian.entrypoints.lists.listing import Listing, rows_of
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.paging import Page

Card = TypeVar("Card")


def listed_page(
    request: Request, template: str, listing: Listing[Card], page: Page[Card], words: dict[str, Any],
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Renders `template` with `listing`, `rows` and `more` (the address of the next page, or none).

    With `format=xlsx` or `csv` in the address the whole list comes as a file; `given` are filters that stand in the
    path of the address.
    """
    form = request.GET.get("format", "")
    if form:
        return exported(request, listing, form, given)
    query = request.GET.copy()
    query.pop("after", None)
    more = ""
    if page.after:
        query["after"] = page.after
        more = f"?{query.urlencode()}"
    filled = {"listing": listing, "rows": rows_of(listing, page.items), "more": more, "cards": page.items, **words}
    filled["can_export"] = can_export(request, listing)
    part = bool(request.htmx) and not request.htmx.boosted
    return render(request, "frame/rows.html" if part else template, filled)
