"""The API of plans."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.evidence.actions.change_plan import ChangePlan
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.actions.stop_plan import StopPlan
from wangdian.apps.evidence.queries_plans import PlanCard, plan_card, plans_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["plans"])


class PlanChange(Schema):
    """What may change about a plan; `rule` is an RRULE (RFC 5545), `days` and `timing` say when it is kept."""

    title: str = Field(max_length=80)
    rule: str = Field(max_length=200)
    starts_on: date
    due_minutes: int = Field(ge=1, le=576_000)
    role: str
    days: str = "working"
    timing: str = "at_rule"
    outlet_kinds: list[str] = []
    packs: list[str] = []


class PlanIn(PlanChange):
    """What makes a plan."""

    kind: str
    unit: str


@router.get("/plans", response=Listed[PlanCard])
def list_plans(
    request: HttpRequest, search: str = "", stopped: bool = False, after: str | None = None, limit: int = 50,
) -> Listed[PlanCard]:
    return listed(plans_page(who(request), search=search, stopped=stopped, after=after, limit=limit))


@router.get("/plans/{plan_id}", response=PlanCard)
def read_plan(request: HttpRequest, plan_id: int) -> PlanCard:
    return plan_card(who(request), plan_id)


@router.post("/plans", response={201: PlanCard})
def make_plan(request: HttpRequest, body: PlanIn) -> Status[PlanCard]:
    made = MakePlan(who=who(request), **body.model_dump()).do()
    return Status(201, plan_card(who(request), made))


@router.put("/plans/{plan_id}", response=PlanCard)
def change_plan(request: HttpRequest, plan_id: int, body: PlanChange) -> PlanCard:
    ChangePlan(who=who(request), plan_id=plan_id, **body.model_dump()).do()
    return plan_card(who(request), plan_id)


@router.post("/plans/{plan_id}/stop", response={204: None})
def stop_plan(request: HttpRequest, plan_id: int) -> Status[None]:
    StopPlan(who=who(request), plan_id=plan_id).do()
    return Status(204, None)
