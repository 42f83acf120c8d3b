"""Takes in walks and faults as a phone sends them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, ValidationError

from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.actions.send_answers import SendAnswers
from wangdian.apps.evidence.intake import Refusal, refusal
from wangdian.apps.evidence.refusals import OtherPerson
from wangdian.apps.evidence.said import PhotoNamed, Said
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.walk.bundle import moment
from wangdian.entrypoints.web.walk.replies import for_phone
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Problem

MOST_ANSWERS = 1000
MOST_NAMED = 20
Note = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]


class WalkSent(BaseModel):
    """A walk, its answers still unread: one that cannot be read must not lose the others."""

    person: int
    outlet: str = Field(max_length=20)
    kind: Literal["opening", "self", "recheck", "spot"]
    started_at: AwareDatetime
    finished_at: AwareDatetime | None = None
    note: Note = ""
    signature: PhotoNamed | None = None
    answers: list[Any] = Field(default_factory=list, max_length=MOST_ANSWERS)


class FaultSent(BaseModel):
    """A fault at a subject, or at what carries a tag."""

    person: int
    subject: int | None = Field(default=None, ge=1, le=2**31 - 1)
    tag: str | None = Field(default=None, max_length=12)
    note: Note = ""
    reported_at: AwareDatetime
    photo: PhotoNamed | None = None


@for_phone("POST")
def walk(request: Request, walk_id: UUID) -> HttpResponse:
    body = _read(WalkSent, request)
    answers, unreadable = _answers(body.answers)
    sent = SendAnswers(
        who=request.actor, walk_id=walk_id, outlet=body.outlet, kind=body.kind, started_at=body.started_at,
        finished_at=body.finished_at, note=body.note, signature=body.signature.sha256 if body.signature else "",
        answers=answers,
    ).do()
    return JsonResponse({
        "walk": str(sent.walk), "state": sent.state, "kept": [str(one) for one in sent.kept],
        "refused": [_refused(one) for one in (*unreadable, *sent.refused)],
        "awaited": list(sent.awaited), "now": moment(clock.now()),
    })


@for_phone("POST")
def fault(request: Request, fault_id: UUID) -> HttpResponse:
    body = _read(FaultSent, request)
    held = ReportFault(
        who=request.actor, fault_id=fault_id, subject_id=body.subject, tag=body.tag or "", note=body.note,
        reported_at=body.reported_at, sha256=body.photo.sha256 if body.photo else "",
    ).do()
    return JsonResponse({"fault": str(held.fault), "outlet": held.outlet, "awaited": list(held.awaited)})


def _read(shape: type[Any], request: Request) -> Any:
    """Raises Invalid naming each field; OtherPerson when somebody else gathered it."""
    try:
        body = shape.model_validate_json(request.body)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False)[:MOST_NAMED]
        raise Invalid([Problem(".".join(map(str, one["loc"])), one["msg"]) for one in wrong]) from error
    if body.person != request.actor.id:
        raise OtherPerson
    return body


def _answers(given: list[Any]) -> tuple[list[Said], list[Refusal]]:
    read: list[Said] = []
    unreadable: list[Refusal] = []
    for one in given:
        try:
            read.append(Said.model_validate(one))
        except ValidationError:
            unreadable.append(refusal(_id_of(one), "bad_answer"))
    return read, unreadable


def _id_of(given: Any) -> UUID | None:
    try:
        return UUID(given["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _refused(one: Refusal) -> dict[str, str | None]:
    return {"id": str(one.id) if one.id else None, "code": one.code, "message": one.message}
