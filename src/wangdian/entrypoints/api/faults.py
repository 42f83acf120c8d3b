"""The API of fault reports (报修)."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from wangdian.apps.evidence.actions.report_fault import Reported, ReportFault
from wangdian.apps.evidence.queries_faults import FaultCard, fault_card, faults_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

router = Router(tags=["faults"])


class FaultIn(Schema):
    """A fault at a subject, or at what carries a tag. Send the same `id` again when no answer came."""

    id: UUID | None = None
    subject: int | None = Field(default=None, ge=1, le=2**31 - 1)
    tag: str = Field(default="", max_length=12)
    note: str = Field(default="", max_length=500)
    reported_at: AwareDatetime | None = None


class FaultOut(Schema):
    """A fault that is held."""

    id: UUID
    outlet: str
    reported_at: datetime


@router.get("/faults", response=Listed[FaultCard])
def list_faults(
    request: HttpRequest, unit: str = "", after: str | None = None, limit: int = 50,
) -> Listed[FaultCard]:
    """The latest first."""
    return listed(faults_page(who(request), unit=unit, after=after, limit=limit))


@router.get("/faults/{fault_id}", response=FaultCard)
def read_fault(request: HttpRequest, fault_id: UUID) -> FaultCard:
    return fault_card(who(request), fault_id)


@router.post("/faults", response=FaultOut)
def report_fault(request: HttpRequest, body: FaultIn) -> FaultOut:
    at = body.reported_at or clock.now()
    held: Reported = ReportFault(
        who=who(request), fault_id=body.id or new_uuid(), reported_at=at, subject_id=body.subject, tag=body.tag,
        note=body.note,
    ).do()
    return FaultOut(id=held.fault, outlet=held.outlet, reported_at=held.reported_at)
