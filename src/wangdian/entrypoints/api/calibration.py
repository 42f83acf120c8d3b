"""The API of calibration: sets of photos that inspectors judge apart from each other."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.evidence.actions.add_calibration_item import AddCalibrationItem
from wangdian.apps.evidence.actions.close_calibration_set import CloseCalibrationSet
from wangdian.apps.evidence.actions.judge_calibration_item import JudgeCalibrationItem
from wangdian.apps.evidence.actions.make_calibration_set import MakeCalibrationSet
from wangdian.apps.evidence.actions.open_calibration_set import OpenCalibrationSet
from wangdian.apps.evidence.actions.remove_calibration_item import RemoveCalibrationItem
from wangdian.apps.evidence.calibration_queries import (
    Candidate,
    OwnResult,
    SetCard,
    SetRead,
    ToJudge,
    calibration_photo,
    calibration_sets,
    next_to_judge,
    own_result,
    photos_to_take_in,
    set_read,
)
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Code, Name80, Text300
from wangdian.entrypoints.api.who import who
from wangdian.entrypoints.web.photos.answering import photo_answer

router = Router(tags=["calibration"])


class SetIn(Schema):
    """A new set, empty at first."""

    unit: Code
    title: Name80


class ItemIn(Schema):
    """The photo in a slot of an answer, with the verdict held to be right."""

    answer: UUID
    slot: int = Field(default=1, ge=1, le=4)
    reference: Literal["holds", "fails"]
    why: Text300 = ""


class OpenIn(Schema):
    """Whoever opens a set says that no photo in it shows a customer."""

    no_customers: bool


class JudgementIn(Schema):
    """What is seen on a photo."""

    item: int = Field(ge=1, le=2**62)
    says: Literal["holds", "fails", "unknown"]


class Next(Schema):
    """The next photo to judge; none when all are judged or the set is closed."""

    item: ToJudge | None


@router.get("/calibration-sets", response=Listed[SetCard])
def list_calibration_sets(request: HttpRequest, after: str | None = None, limit: int = 50) -> Listed[SetCard]:
    return listed(calibration_sets(who(request), after=after, limit=limit))


@router.post("/calibration-sets", response={201: SetRead})
def make_calibration_set(request: HttpRequest, body: SetIn) -> Status[SetRead]:
    made = MakeCalibrationSet(who=who(request), unit=body.unit, title=body.title).do()
    return Status(201, set_read(who(request), made))


@router.get("/calibration-sets/{set_id}", response=SetRead)
def read_calibration_set(request: HttpRequest, set_id: int) -> SetRead:
    """For who leads it: the reference, and what everybody said."""
    return set_read(who(request), set_id)


@router.get("/calibration-sets/{set_id}/candidates", response=Listed[Candidate])
def list_candidates(
    request: HttpRequest, set_id: int, requirement: str = "", after: str | None = None, limit: int = 24,
) -> Listed[Candidate]:
    """Photos of answers that could be taken in."""
    return listed(photos_to_take_in(who(request), set_id, requirement=requirement, after=after, limit=limit))


@router.post("/calibration-sets/{set_id}/items", response={201: SetRead})
def add_calibration_item(request: HttpRequest, set_id: int, body: ItemIn) -> Status[SetRead]:
    AddCalibrationItem(who=who(request), set_id=set_id, **body.model_dump()).do()
    return Status(201, set_read(who(request), set_id))


@router.delete("/calibration-sets/{set_id}/items/{item_id}", response={204: None})
def remove_calibration_item(request: HttpRequest, set_id: int, item_id: int) -> Status[None]:
    RemoveCalibrationItem(who=who(request), set_id=set_id, item_id=item_id).do()
    return Status(204, None)


@router.post("/calibration-sets/{set_id}/open", response={204: None})
def open_calibration_set(request: HttpRequest, set_id: int, body: OpenIn) -> Status[None]:
    OpenCalibrationSet(who=who(request), set_id=set_id, no_customers=body.no_customers).do()
    return Status(204, None)


@router.post("/calibration-sets/{set_id}/close", response={204: None})
def close_calibration_set(request: HttpRequest, set_id: int) -> Status[None]:
    CloseCalibrationSet(who=who(request), set_id=set_id).do()
    return Status(204, None)


@router.get("/calibration-sets/{set_id}/next", response=Next)
def read_next_to_judge(request: HttpRequest, set_id: int) -> Next:
    """Blind: without place, time, or anybody's verdict."""
    return Next(item=next_to_judge(who(request), set_id))


@router.post("/calibration-sets/{set_id}/judgements", response={204: None})
def judge_calibration_item(request: HttpRequest, set_id: int, body: JudgementIn) -> Status[None]:
    """The first word counts; the same word again changes nothing."""
    JudgeCalibrationItem(who=who(request), set_id=set_id, item_id=body.item, says=body.says).do()
    return Status(204, None)


@router.get("/calibration-sets/{set_id}/result", response=OwnResult)
def read_own_result(request: HttpRequest, set_id: int) -> OwnResult:
    """One's own words beside the reference, once all is judged."""
    return own_result(who(request), set_id)


@router.get(
    "/calibration-items/{item_id}/photo",
    openapi_extra={"responses": {200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}}},
)
def read_calibration_photo(request: HttpRequest, item_id: int) -> HttpResponse:
    """A JPEG without anything that the camera wrote."""
    return photo_answer(request, "image/jpeg", calibration_photo(who(request), item_id))
