"""Inbox: one's news, unread first; opening one marks it read and goes where it points."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangdian.apps.people.actions.read_all_news import ReadAllNews
from wangdian.apps.people.actions.read_news import ReadNews
from wangdian.entrypoints.lists.inbox import INBOX, inbox_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def listed(request: Request) -> HttpResponse:
    unread = request.GET.get("unread", "")
    page = inbox_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "inbox/list.html", INBOX, page, {"only_unread": unread})


@require_GET
def opened(request: Request, news_id: int) -> HttpResponse:
    """Changes nothing but the reader's own mark, so that a plain link from a mail may do it."""
    link = ReadNews(who=request.actor, news_id=news_id).do()
    return redirect(link if link and url_has_allowed_host_and_scheme(link, None) else "inbox.list")


@require_POST
def read_all(request: Request) -> HttpResponse:
    ReadAllNews(who=request.actor).do()
    messages.success(request, _("Everything is marked as read."))
    return redirect("inbox.list")
