"""Examples of the API operations of evidence."""

from uuid import UUID

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_evidence import own_shelf, photo, plan
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Photo, Walk
from wangdian.apps.people.models import Person
from wangdian.domain.rights import Actor, Right, Role
from wangdian.foundation import clock

PLAN = {
    "title": "新计划", "rule": "FREQ=DAILY;BYHOUR=8", "starts_on": "2026-11-01", "due_minutes": 60,
    "role": "lobby_manager",
}


def a_walk(where: Where) -> UUID:
    at = clock.now()
    number = UUID(int=where.outlet.pk + 500)
    Walk.objects.create(id=number, kind="self", outlet=where.outlet, state="started", started_at=at, received_at=at)
    return number


def a_fault(cast: Cast, where: Where) -> UUID:
    number = UUID(int=where.outlet.pk + 600)
    who = cast.near(Role.LOBBY_MANAGER) if where.side == "near" else cast.far(Role.LOBBY_MANAGER)
    ReportFault(who=who, fault_id=number, reported_at=clock.now(), subject_id=where.outlet.subject_id).do()
    return number


def a_photo(where: Where) -> Photo:
    own_shelf()
    return keep_photo(Actor(id=Person.objects.earliest("pk").pk), where.unit, photo())


def list_plans(cast: Cast, where: Where) -> Ask:
    return Ask("/plans", Right.SEE, where.branch.path, shows=f'"id": {plan(where)},')


def read_plan(cast: Cast, where: Where) -> Ask:
    return Ask(f"/plans/{plan(where)}", Right.SEE, where.branch.path)


def make_plan(cast: Cast, where: Where) -> Ask:
    return Ask(
        "/plans", Right.EDIT_PLANS, where.branch.path, body={**PLAN, "kind": "self", "unit": where.branch.code},
    )


def change_plan(cast: Cast, where: Where) -> Ask:
    return Ask(f"/plans/{plan(where)}", Right.EDIT_PLANS, where.branch.path, body=PLAN)


def stop_plan(cast: Cast, where: Where) -> Ask:
    return Ask(f"/plans/{plan(where)}/stop", Right.EDIT_PLANS, where.branch.path)


def list_walks(cast: Cast, where: Where) -> Ask:
    return Ask("/walks", Right.SEE, where.unit.path, shows=str(a_walk(where)))


def read_walk(cast: Cast, where: Where) -> Ask:
    return Ask(f"/walks/{a_walk(where)}", Right.SEE, where.unit.path)


def begin_walk(cast: Cast, where: Where) -> Ask:
    return Ask("/walks", Right.WALK, where.unit.path, body={"outlet": where.outlet.code, "kind": "self"})


def list_faults(cast: Cast, where: Where) -> Ask:
    return Ask("/faults", Right.SEE, where.unit.path, shows=str(a_fault(cast, where)))


def read_fault(cast: Cast, where: Where) -> Ask:
    return Ask(f"/faults/{a_fault(cast, where)}", Right.SEE, where.unit.path)


def report_fault(cast: Cast, where: Where) -> Ask:
    return Ask("/faults", Right.REPORT_FAULT, where.unit.path, body={"subject": where.outlet.subject_id})


def read_photo(cast: Cast, where: Where) -> Ask:
    return Ask(f"/photos/{a_photo(where).sha256}", Right.SEE, where.unit.path)


def read_photo_bytes(cast: Cast, where: Where) -> Ask:
    return Ask(f"/photos/{a_photo(where).sha256}/bytes", Right.SEE, where.unit.path)


def read_checklist(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}/checklist", Right.SEE, where.unit.path, query={"kind": "opening"})


def read_checklist_of_plan(cast: Cast, where: Where) -> Ask:
    return Ask(f"/plans/{plan(where)}/checklist/{where.outlet.code}", Right.SEE, where.branch.path)


REQUESTS: dict[str, AskBuilder] = {
    "GET /plans": list_plans,
    "GET /plans/{plan_id}": read_plan,
    "POST /plans": make_plan,
    "PUT /plans/{plan_id}": change_plan,
    "POST /plans/{plan_id}/stop": stop_plan,
    "GET /walks": list_walks,
    "GET /walks/{walk_id}": read_walk,
    "POST /walks": begin_walk,
    "GET /faults": list_faults,
    "GET /faults/{fault_id}": read_fault,
    "POST /faults": report_fault,
    "GET /outlets/{code}/checklist": read_checklist,
    "GET /plans/{plan_id}/checklist/{code}": read_checklist_of_plan,
    "GET /photos/{sha256}": read_photo,
    "GET /photos/{sha256}/bytes": read_photo_bytes,
}
