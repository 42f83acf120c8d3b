"""The API of questions about photos that may have been used before."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from wangdian.apps.evidence.actions.decide_twin import DecideTwin
from wangdian.apps.evidence.queries_twins import TwinCard, twin_card, twins_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["photos"])


class SaysIn(Schema):
    """`same`: the later photo is the earlier shot again; `other`: it is a shot of its own."""

    says: Literal["same", "other"]


@router.get("/photo-questions", response=Listed[TwinCard])
def list_photo_questions(
    request: HttpRequest, state: Literal["asked", "same", "other"] = "asked", walk: UUID | None = None,
    after: str | None = None, limit: int = 20,
) -> Listed[TwinCard]:
    """The latest first. The earlier photo is null where it lies outside what one may see."""
    return listed(twins_page(who(request), state=state, walk=walk, after=after, limit=limit))


@router.get("/photo-questions/{question_id}", response=TwinCard)
def read_photo_question(request: HttpRequest, question_id: int) -> TwinCard:
    return twin_card(who(request), question_id)


@router.post("/photo-questions/{question_id}/decide", response=TwinCard)
def decide_photo_question(request: HttpRequest, question_id: int, body: SaysIn) -> TwinCard:
    """Answers a question once; who sent the photo does not judge it."""
    DecideTwin(who=who(request), question_id=question_id, says=body.says).do()
    return twin_card(who(request), question_id)
