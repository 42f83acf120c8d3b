"""Sends a list as a spreadsheet, whole, under the filters of its address."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from wangdian.apps.outlets.actions.note_export import NoteExport
from wangdian.domain.rights import Right
from wangdian.entrypoints.exports.files import WRITERS
from wangdian.entrypoints.exports.specs import EXPORTS
from wangdian.entrypoints.lists.listing import Listing
from wangdian.entrypoints.web.request import Request
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

MOST = 100_000
"""Rows of a file that a page gives: some seconds of work and some megabytes."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def can_export(request: Request, listing: Listing[Any]) -> bool:
    """Whether to offer the file."""
    return listing.name in EXPORTS and request.actor.may_somewhere(Right.EXPORT)


def exported(
    request: Request, listing: Listing[Any], form: str, given: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The file; NotFound for a form that there is not, NotAllowed for who may not export, TooLong beyond MOST rows.

    `given` are filters that stand in the path of the address.
    """
    spec = EXPORTS.get(listing.name)
    if spec is None or form not in WRITERS:
        raise NotFound
    NoteExport(who=request.actor, listing=listing.name, form=form).do()

    query = {**request.GET.dict(), **(given or {})}

    def fetch(after: str | None, limit: int) -> Page[Any]:
        return spec.pages(request.actor, query, after, limit)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{listing.name}-{clock.today():%Y%m%d}.{form}"
        WRITERS[form](spec.listing, fetch, path, MOST)
        answer = HttpResponse(path.read_bytes(), content_type=TYPES[form])
        answer["Content-Disposition"] = f'attachment; filename="{path.name}"'
        return answer
