"""The calendar feeds: walks that are due, and one's own orders."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wangdian.apps.evidence.queries_feed import WalkAhead, walks_ahead
from wangdian.apps.work.queries_feed import OrderDue, own_orders_due
from wangdian.domain.rights import Actor
from wangdian.entrypoints.web.feeds.calendars import Dated, calendar_of
from wangdian.entrypoints.web.feeds.callers import for_calendars
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.walk_words import WALK_KINDS
from wangdian.foundation import clock


@for_calendars
def walks(request: HttpRequest, who: Actor) -> HttpResponse:
    """Of the outlet named by `outlet`, or of all that the reader sees."""
    ahead = walks_ahead(who, request.GET.get("outlet", ""))
    return _answer(_("Walks"), [_walk(one) for one in ahead])


@for_calendars
def orders(request: HttpRequest, who: Actor) -> HttpResponse:
    return _answer(_("My orders"), [_order(one) for one in own_orders_due(who)])


def _answer(name: str, events: list[Dated]) -> HttpResponse:
    feed = calendar_of(name, events, settings.PUBLIC_URL)
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8")


def _walk(one: WalkAhead) -> Dated:
    place = chosen(one.outlet_zh, one.outlet_en)
    words = {"walk": one.title or str(WALK_KINDS[one.kind]), "outlet": place}
    return Dated(
        key=one.key, title=_("%(walk)s: %(outlet)s") % words, about=f"{place} {one.outlet}", link="/walk/",
        stamp=clock.now(), starts=one.starts, ends=one.ends,
    )


def _order(one: OrderDue) -> Dated:
    place = chosen(one.outlet_zh, one.outlet_en)
    words = {"what": chosen(one.what_zh, one.what_en), "where": one.where, "number": one.number}
    return Dated(
        key=f"order-{one.number}", title=_("Due: %(what)s, %(where)s (%(number)s)") % words, about=place,
        link=f"/orders/{one.number}/", stamp=one.changed_at, starts=one.due_at, version=one.version,
        cancelled=one.cancelled,
    )
