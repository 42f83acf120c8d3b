"""The API of the own inbox."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from wangdian.apps.people.actions.read_all_news import ReadAllNews
from wangdian.apps.people.actions.read_news import ReadNews
from wangdian.apps.people.inbox_queries import NewsCard, inbox_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["inbox"])


class ReadOut(Schema):
    """How many pieces were unread before."""

    read: int


@router.get("/inbox", response=Listed[NewsCard])
def list_news(
    request: HttpRequest, unread: bool = False, after: str | None = None, limit: int = 50,
) -> Listed[NewsCard]:
    return listed(inbox_page(who(request), unread=unread, after=after, limit=limit))


@router.post("/inbox/{news_id}/read", response={204: None})
def read_news(request: HttpRequest, news_id: int) -> Status[None]:
    ReadNews(who=who(request), news_id=news_id).do()
    return Status(204, None)


@router.post("/inbox/read", response=ReadOut)
def read_all_news(request: HttpRequest) -> ReadOut:
    return ReadOut(read=ReadAllNews(who=who(request)).do())
