"""The API of documents and marked places."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.move_article import MoveArticle
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.remove_placed_article import RemovePlacedArticle
from wangdian.apps.assets.actions.renew_document import RenewDocument
from wangdian.apps.assets.actions.withdraw_document import WithdrawDocument
from wangdian.apps.assets.kept_cards import (
    DocumentCard,
    PlacedCard,
    document_card,
    documents_page,
    placed_card,
    placed_page,
)
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Day, Name80, Name120, Text20, Text60
from wangdian.entrypoints.api.who import who

router = Router(tags=["things"])


class RenewIn(Schema):
    """New number and days; no `expires_on` if it is good until withdrawn."""

    number: Text60 = ""
    issued_on: Day | None = None
    expires_on: Day | None = None


class DocumentIn(RenewIn):
    """A document of the outlet `outlet_code`."""

    outlet_code: Text20
    kind: Annotated[str, Field(max_length=32)]
    document_name: Name80


class PlaceChange(Schema):
    """The marked place of an article."""

    zone_id: int
    place: Name120


class PlaceIn(PlaceChange):
    """An article with its marked place."""

    article: Name80


@router.get("/documents", response=Listed[DocumentCard])
def list_documents(
    request: HttpRequest, outlet: str = "", kind: str = "", due: str = "", after: str | None = None, limit: int = 50,
) -> Listed[DocumentCard]:
    return listed(documents_page(who(request), outlet=outlet, kind=kind, due=due, after=after, limit=limit))


@router.get("/documents/{document_id}", response=DocumentCard)
def read_document(request: HttpRequest, document_id: int) -> DocumentCard:
    return document_card(who(request), document_id)


@router.post("/documents", response={201: DocumentCard})
def add_document(request: HttpRequest, body: DocumentIn) -> Status[DocumentCard]:
    document_id = AddDocument(who=who(request), **body.model_dump()).do()
    return Status(201, document_card(who(request), document_id))


@router.put("/documents/{document_id}", response=DocumentCard)
def renew_document(request: HttpRequest, document_id: int, body: RenewIn) -> DocumentCard:
    RenewDocument(who=who(request), document_id=document_id, **body.model_dump()).do()
    return document_card(who(request), document_id)


@router.delete("/documents/{document_id}", response={204: None})
def withdraw_document(request: HttpRequest, document_id: int) -> Status[None]:
    WithdrawDocument(who=who(request), document_id=document_id).do()
    return Status(204, None)


@router.get("/placed", response=Listed[PlacedCard])
def list_placed(
    request: HttpRequest, outlet: str = "", zone: str = "", after: str | None = None, limit: int = 50,
) -> Listed[PlacedCard]:
    return listed(placed_page(who(request), outlet=outlet, zone=zone, after=after, limit=limit))


@router.get("/placed/{placed_id}", response=PlacedCard)
def read_placed(request: HttpRequest, placed_id: int) -> PlacedCard:
    return placed_card(who(request), placed_id)


@router.post("/placed", response={201: PlacedCard})
def place_article(request: HttpRequest, body: PlaceIn) -> Status[PlacedCard]:
    placed_id = PlaceArticle(who=who(request), **body.model_dump()).do()
    return Status(201, placed_card(who(request), placed_id))


@router.put("/placed/{placed_id}", response=PlacedCard)
def move_article(request: HttpRequest, placed_id: int, body: PlaceChange) -> PlacedCard:
    MoveArticle(who=who(request), placed_id=placed_id, **body.model_dump()).do()
    return placed_card(who(request), placed_id)


@router.delete("/placed/{placed_id}", response={204: None})
def remove_placed(request: HttpRequest, placed_id: int) -> Status[None]:
    RemovePlacedArticle(who=who(request), placed_id=placed_id).do()
    return Status(204, None)
