"""The API of complaints about outlets."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.reports.actions.note_complaints import MOST, Complaints, NoteComplaints
from wangdian.apps.reports.complaint_queries import ComplaintCard, complaints_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Code, Day
from wangdian.entrypoints.api.who import who

router = Router(tags=["complaints"])


class ComplaintsIn(Schema):
    """So many about an outlet on a day; `channel` is hotline, regulator, on_site or other."""

    outlet_code: Code
    day: Day
    channel: str = Field(max_length=10)
    number: int = Field(ge=0, le=MOST)


@router.get("/complaints", response=Listed[ComplaintCard])
def list_complaints(
    request: HttpRequest, outlet: str = "", after: str | None = None, limit: int = 50,
) -> Listed[ComplaintCard]:
    """The latest days first, where one leads checks."""
    return listed(complaints_page(who(request), outlet=outlet, after=after, limit=limit))


@router.post("/complaints", response={204: None})
def note_complaints(request: HttpRequest, body: ComplaintsIn) -> Status[None]:
    """In place of what was noted of the same outlet, day and way; 0 takes it back."""
    row = Complaints(body.outlet_code, body.day, body.channel, body.number)
    NoteComplaints(who=who(request), rows=(row,)).do()
    return Status(204, None)
