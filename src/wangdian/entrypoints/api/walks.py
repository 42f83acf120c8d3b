"""The API of walks: what was walked, with every answer."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import AwareDatetime, Field

from wangdian.apps.evidence.actions.begin_walk import BeginWalk
from wangdian.apps.evidence.queries_walks import WalkCard, WalkRead, walk_read, walks_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

router = Router(tags=["walks"])


class WalkIn(Schema):
    """A walk to begin: a planned one by its `id`, or a new one. Send the same `id` again when no answer came."""

    id: UUID | None = None
    outlet: str = Field(max_length=20)
    kind: str
    started_at: AwareDatetime | None = None


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


@router.post("/walks", response={201: WalkCard})
def begin_walk(request: HttpRequest, body: WalkIn) -> Status[WalkCard]:
    walk_id = body.id or new_uuid()
    BeginWalk(
        who=who(request), walk_id=walk_id, outlet=body.outlet, kind=body.kind,
        started_at=body.started_at or clock.now(),
    ).do()
    return Status(201, walk_read(who(request), walk_id).card)
