"""Examples of the API operations of draws, agreement and calibration."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from tests.apps.reports.given import requirement
from tests.cast import Cast
from tests.roles.ask import EVERYBODY, Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_checks import SPACE, a_set, answer_with_photo, drawn, first_item, maker
from wangdian.apps.evidence.actions.make_calibration_set import MakeCalibrationSet
from wangdian.apps.evidence.models import Answer, CalibrationAnswer, CalibrationItem, Walk
from wangdian.apps.people.models import Person
from wangdian.apps.reports.actions.note_complaints import Complaints, NoteComplaints
from wangdian.apps.reports.agreed import follow_agreement
from wangdian.apps.reports.models import Comparison
from wangdian.domain.rights import SYSTEM, Actor, Right
from wangdian.foundation import clock

LOT = {"kind": "recheck", "size": 1, "starts_on": "2026-11-18"}


def rechecks(where: Where) -> Callable[[Actor], bool]:
    return lambda who: who.may(Right.RECHECK, where.branch.path)


def list_draws(cast: Cast, where: Where) -> Ask:
    made = drawn(where)
    return Ask("/draws", Right.LEAD_CHECKS, where.branch.path, only=rechecks(where), shows=f'"id": {made},')


def draw_or_look(path: str) -> AskBuilder:
    def build(cast: Cast, where: Where) -> Ask:
        body = {**LOT, "unit": where.branch.code}
        return Ask(path, Right.LEAD_CHECKS, where.branch.path, body=body, only=rechecks(where))

    return build


def about_a_draw(tail: str, body: Any = None) -> AskBuilder:
    def build(cast: Cast, where: Where) -> Ask:
        made = drawn(where)
        return Ask(f"/draws/{made}{tail}", Right.LEAD_CHECKS, where.branch.path, body=body, only=rechecks(where))

    return build


def compared(cast: Cast, where: Where) -> Comparison:
    """Two strangers to the cast looked at the outlet and saw different things."""
    row, at, answers = requirement("CMP-01"), clock.now(), []
    assert row.current is not None
    for number, (kind, says) in enumerate((("self", "holds"), ("spot", "fails"))):
        person = Person.objects.create(login=f"stranger-{number}", name=f"Stranger {number}", made_at=at)
        walk = Walk.objects.create(
            id=uuid5(SPACE, kind), kind=kind, outlet=where.outlet, state="started", started_at=at, received_at=at,
        )
        answers.append(Answer.objects.create(
            id=uuid5(SPACE, says), walk=walk, requirement=row, edition=row.current, subject=where.outlet.subject,
            author=person, says="ok", answered_at=at, received_at=at, verdict=says,
        ))
    earlier, later = answers
    made = Comparison.objects.create(
        requirement=row, subject=where.outlet.subject, unit=where.unit, earlier=earlier, later=later,
        earlier_by=earlier.author, later_by=later.author, earlier_says="holds", later_says="fails", at=at, agrees=False,
    )
    follow_agreement()
    return made


def read_agreement_of_people(cast: Cast, where: Where) -> Ask:
    row = compared(cast, where)
    return Ask("/agreement/people", Right.LEAD_CHECKS, where.unit.path, shows=f'"key": "{row.later_by_id}"')


def read_agreement_of_outlets(cast: Cast, where: Where) -> Ask:
    compared(cast, where)
    return Ask("/agreement/outlets", Right.LEAD_CHECKS, where.unit.path, shows=f'"key": "{where.outlet.code}"')


def read_own_agreement(cast: Cast, where: Where) -> Ask:
    return Ask("/agreement/own", EVERYBODY, shows='"differs"')


def list_complaints(cast: Cast, where: Where) -> Ask:
    NoteComplaints(who=SYSTEM, rows=(Complaints(where.outlet.code, clock.today(), "hotline", 3),)).do()
    return Ask("/complaints", Right.LEAD_CHECKS, where.unit.path, shows=f'"outlet": "{where.outlet.code}"')


def note_complaints(cast: Cast, where: Where) -> Ask:
    body = {"outlet_code": where.outlet.code, "day": "2026-11-17", "channel": "regulator", "number": 1}
    return Ask("/complaints", Right.LEAD_CHECKS, where.unit.path, body=body)


def list_comparisons(cast: Cast, where: Where) -> Ask:
    row = compared(cast, where)
    return Ask("/comparisons", Right.LEAD_CHECKS, where.unit.path, shows=f'"id": {row.pk},')


def list_calibration_sets(cast: Cast, where: Where) -> Ask:
    made = a_set(cast, where)
    return Ask("/calibration-sets", Right.LEAD_CHECKS, where.branch.path, shows=f'"id": {made.pk},')


def make_calibration_set(cast: Cast, where: Where) -> Ask:
    body = {"unit": where.branch.code, "title": "新的一组"}
    return Ask("/calibration-sets", Right.LEAD_CHECKS, where.branch.path, body=body)


def about_a_set(tail: str, state: str = "draft", body: Any = None) -> AskBuilder:
    def build(cast: Cast, where: Where) -> Ask:
        made = a_set(cast, where, state)
        path = f"/calibration-sets/{made.pk}{tail}".replace("ITEM", str(first_item(made)))
        return Ask(path, Right.LEAD_CHECKS, where.branch.path, body=body)

    return build


def list_candidates(cast: Cast, where: Where) -> Ask:
    answer_with_photo(cast, where)
    made = MakeCalibrationSet(who=maker(cast), unit=where.branch.code, title="一组照片").do()
    return Ask(f"/calibration-sets/{made}/candidates", Right.LEAD_CHECKS, where.branch.path, shows='"slot": 1')


def add_calibration_item(cast: Cast, where: Where) -> Ask:
    answer = answer_with_photo(cast, where)
    made = MakeCalibrationSet(who=maker(cast), unit=where.branch.code, title="一组照片").do()
    body = {"answer": str(answer.pk), "reference": "holds"}
    return Ask(f"/calibration-sets/{made}/items", Right.LEAD_CHECKS, where.branch.path, body=body)


def asked_of(tail: str, says: str = "", judged: bool = False) -> AskBuilder:
    """What is asked of those who judge; the maker of the set knows the answers and is not asked."""

    def build(cast: Cast, where: Where) -> Ask:
        made, knows = a_set(cast, where, "open"), maker(cast).id
        if judged:
            CalibrationAnswer.objects.bulk_create(
                CalibrationAnswer(item=item, person=person, says="holds", at=clock.now())
                for item in CalibrationItem.objects.filter(set=made) for person in Person.objects.all()
            )
        body = {"item": first_item(made), "says": says} if says else None
        return Ask(
            f"/calibration-sets/{made.pk}{tail}", Right.RECHECK, where.branch.path, body=body,
            only=lambda who: who.id != knows,
        )

    return build


def read_calibration_photo(cast: Cast, where: Where) -> Ask:
    made = a_set(cast, where, "open")
    return Ask(f"/calibration-items/{first_item(made)}/photo", Right.RECHECK, where.branch.path)


REQUESTS: dict[str, AskBuilder] = {
    "GET /draws": list_draws,
    "POST /draws": draw_or_look("/draws"),
    "POST /draws/look": draw_or_look("/draws/look"),
    "GET /draws/{draw_id}": about_a_draw(""),
    "GET /draws/{draw_id}/again": about_a_draw("/again"),
    "POST /draws/{draw_id}/call-off": about_a_draw("/call-off"),
    "GET /agreement/people": read_agreement_of_people,
    "GET /agreement/outlets": read_agreement_of_outlets,
    "GET /agreement/own": read_own_agreement,
    "GET /complaints": list_complaints,
    "POST /complaints": note_complaints,
    "GET /comparisons": list_comparisons,
    "GET /calibration-sets": list_calibration_sets,
    "POST /calibration-sets": make_calibration_set,
    "GET /calibration-sets/{set_id}": about_a_set(""),
    "GET /calibration-sets/{set_id}/candidates": list_candidates,
    "POST /calibration-sets/{set_id}/items": add_calibration_item,
    "DELETE /calibration-sets/{set_id}/items/{item_id}": about_a_set("/items/ITEM"),
    "POST /calibration-sets/{set_id}/open": about_a_set("/open", body={"no_customers": True}),
    "POST /calibration-sets/{set_id}/close": about_a_set("/close", "open"),
    "GET /calibration-sets/{set_id}/next": asked_of("/next"),
    "POST /calibration-sets/{set_id}/judgements": asked_of("/judgements", says="fails"),
    "GET /calibration-sets/{set_id}/result": asked_of("/result", judged=True),
    "GET /calibration-items/{item_id}/photo": read_calibration_photo,
}
