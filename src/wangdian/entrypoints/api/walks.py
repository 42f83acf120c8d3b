"""The API of walks: what was walked, with every answer."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from wangdian.apps.evidence.queries_walks import WalkCard, WalkRead, walk_read, walks_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["walks"])


@router.get("/walks", response=Listed[WalkCard])
def list_walks(
    request: HttpRequest, outlet: str = "", kind: str = "", state: str = "", unit: str = "", after: str | None = None,
    limit: int = 50,
) -> Listed[WalkCard]:
    """The latest first; planned ones only with `state=planned`."""
    return listed(walks_page(
        who(request), outlet=outlet, kind=kind, state=state, unit=unit, after=after, limit=limit,
    ))


@router.get("/walks/{walk_id}", response=WalkRead)
def read_walk(request: HttpRequest, walk_id: UUID) -> WalkRead:
    return walk_read(who(request), walk_id)
