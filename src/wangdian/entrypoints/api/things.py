"""The API of things, their content, articles and records, and of documents and marked places."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.change_asset import ChangeAsset
from wangdian.apps.assets.actions.change_content import ChangeContent
from wangdian.apps.assets.actions.move_asset import MoveAsset
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.remove_article import RemoveArticle
from wangdian.apps.assets.actions.remove_content import RemoveContent
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.actions.use_article import UseArticle
from wangdian.apps.assets.kept_cards import (
    ArticleCard,
    ItemCard,
    RecordCard,
    article_card,
    articles_page,
    content_page,
    item_card,
    records_page,
)
from wangdian.apps.assets.queries import AssetCard, asset_card, assets_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import (
    Count,
    Day,
    Moment,
    Name60,
    Name80,
    Name120,
    Text20,
    Text60,
    Text80,
    Text200,
)
from wangdian.entrypoints.api.who import who

router = Router(tags=["things"])


class AssetChange(Schema):
    """All of a thing's card but its kind and outlet; `zone` and `seen_by` are names at the outlet."""

    asset_name: Name80
    zone: Text60 = ""
    model: Text80 = ""
    serial: Text80 = ""
    variant: Text20 = ""
    made_on: Day | None = None
    installed_on: Day | None = None
    seen_by: Text80 = ""
    note: Text200 = ""


class AssetIn(AssetChange):
    """A thing at the outlet `outlet_code`."""

    outlet_code: Text20
    kind: Annotated[str, Field(max_length=32)]


class MoveIn(Schema):
    """Where a thing goes."""

    outlet_code: Text20
    zone: Text60 = ""


class ContentIn(Schema):
    """Approved content with its first and last day."""

    title: Name120
    approval: Name60
    valid_from: Day
    valid_until: Day


class StockIn(Schema):
    """How many of an article should be and are there; no `expires_on` if it does not go off."""

    article: Name60
    par: Count
    quantity: Count
    expires_on: Day | None = None


class UseIn(Schema):
    """How many are taken out."""

    count: Annotated[int, Field(ge=1, le=100_000)] = 1


class UpkeepIn(Schema):
    """What was done at a subject; seconds belong to tests of buttons."""

    subject_id: int
    sort: Text60
    done_on: Day
    done_at: Moment | None = None
    answer_seconds: Annotated[int, Field(ge=0, le=86_400)] | None = None
    passed: bool = True
    note: Text200 = ""


class Made(Schema):
    """The id of what was made."""

    id: int


@router.get("/things", response=Listed[AssetCard])
def list_things(
    request: HttpRequest, outlet: str = "", kind: str = "", zone: str = "", search: str = "",
    after: str | None = None, limit: int = 50,
) -> Listed[AssetCard]:
    return listed(assets_page(
        who(request), outlet=outlet, kind=kind, zone=zone, search=search, after=after, limit=limit,
    ))


@router.get("/things/{asset_id}", response=AssetCard)
def read_thing(request: HttpRequest, asset_id: int) -> AssetCard:
    return asset_card(who(request), asset_id)


@router.post("/things", response={201: AssetCard})
def add_thing(request: HttpRequest, body: AssetIn) -> Status[AssetCard]:
    asset_id = AddAsset(who=who(request), **body.model_dump()).do()
    return Status(201, asset_card(who(request), asset_id))


@router.put("/things/{asset_id}", response=AssetCard)
def change_thing(request: HttpRequest, asset_id: int, body: AssetChange) -> AssetCard:
    ChangeAsset(who=who(request), asset_id=asset_id, **body.model_dump()).do()
    return asset_card(who(request), asset_id)


@router.post("/things/{asset_id}/move", response=AssetCard)
def move_thing(request: HttpRequest, asset_id: int, body: MoveIn) -> AssetCard:
    MoveAsset(who=who(request), asset_id=asset_id, **body.model_dump()).do()
    return asset_card(who(request), asset_id)


@router.delete("/things/{asset_id}", response={204: None})
def retire_thing(request: HttpRequest, asset_id: int) -> Status[None]:
    RetireAsset(who=who(request), asset_id=asset_id).do()
    return Status(204, None)


@router.get("/content", response=Listed[ItemCard])
def list_content(
    request: HttpRequest, outlet: str = "", thing: int | None = None, due: str = "", after: str | None = None,
    limit: int = 50,
) -> Listed[ItemCard]:
    return listed(content_page(who(request), outlet=outlet, asset=thing, due=due, after=after, limit=limit))


@router.post("/things/{asset_id}/content", response={201: ItemCard})
def add_content(request: HttpRequest, asset_id: int, body: ContentIn) -> Status[ItemCard]:
    item_id = AddContent(who=who(request), asset_id=asset_id, **body.model_dump()).do()
    return Status(201, item_card(who(request), item_id))


@router.put("/content/{item_id}", response=ItemCard)
def change_content(request: HttpRequest, item_id: int, body: ContentIn) -> ItemCard:
    ChangeContent(who=who(request), item_id=item_id, **body.model_dump()).do()
    return item_card(who(request), item_id)


@router.delete("/content/{item_id}", response={204: None})
def remove_content(request: HttpRequest, item_id: int) -> Status[None]:
    RemoveContent(who=who(request), item_id=item_id).do()
    return Status(204, None)


@router.get("/articles", response=Listed[ArticleCard])
def list_articles(
    request: HttpRequest, outlet: str = "", thing: int | None = None, due: str = "", after: str | None = None,
    limit: int = 50,
) -> Listed[ArticleCard]:
    return listed(articles_page(who(request), outlet=outlet, asset=thing, due=due, after=after, limit=limit))


@router.post("/things/{asset_id}/articles", response={204: None})
def stock_article(request: HttpRequest, asset_id: int, body: StockIn) -> Status[None]:
    StockArticle(who=who(request), asset_id=asset_id, **body.model_dump()).do()
    return Status(204, None)


@router.post("/articles/{article_id}/use", response=ArticleCard)
def use_article(request: HttpRequest, article_id: int, body: UseIn) -> ArticleCard:
    UseArticle(who=who(request), article_id=article_id, count=body.count).do()
    return article_card(who(request), article_id)


@router.delete("/articles/{article_id}", response={204: None})
def remove_article(request: HttpRequest, article_id: int) -> Status[None]:
    RemoveArticle(who=who(request), article_id=article_id).do()
    return Status(204, None)


@router.get("/upkeep", response=Listed[RecordCard])
def list_upkeep(
    request: HttpRequest, outlet: str = "", subject: int | None = None, sort: str = "", after: str | None = None,
    limit: int = 50,
) -> Listed[RecordCard]:
    return listed(records_page(who(request), outlet=outlet, subject=subject, sort=sort, after=after, limit=limit))


@router.post("/upkeep", response={201: Made})
def record_upkeep(request: HttpRequest, body: UpkeepIn) -> Status[Made]:
    return Status(201, Made(id=RecordUpkeep(who=who(request), **body.model_dump()).do()))
