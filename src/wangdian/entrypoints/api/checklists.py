"""The API of checklists: what is asked at an outlet, as an XLSForm workbook."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from wangdian.apps.evidence.queries_forms import form_to_read
from wangdian.entrypoints.api.shapes import Code
from wangdian.entrypoints.api.who import who
from wangdian.entrypoints.web.checklists.answering import checklist_answer
from wangdian.entrypoints.xlsforms.workbook import MIME

router = Router(tags=["plans"])
WORKBOOK = {MIME: {"schema": {"type": "string", "format": "binary"}}}


@router.get("/outlets/{code}/checklist", openapi_extra={"responses": {200: {"content": WORKBOOK}}})
def read_checklist(
    request: HttpRequest, code: Code, kind: Literal["opening", "self", "recheck", "spot"] = "self",
) -> HttpResponse:
    """What a walk of a kind asks at an outlet today, in Chinese and English."""
    return checklist_answer(form_to_read(who(request), code, kind))


@router.get("/plans/{plan_id}/checklist/{code}", openapi_extra={"responses": {200: {"content": WORKBOOK}}})
def read_checklist_of_plan(request: HttpRequest, plan_id: int, code: Code) -> HttpResponse:
    """What a plan asks at an outlet today."""
    return checklist_answer(form_to_read(who(request), code, "", plan_id))
