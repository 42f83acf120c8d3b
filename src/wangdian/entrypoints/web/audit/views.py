"""The audit log for auditors: who did what on what, where and when, by number and never by name."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from wangdian.entrypoints.lists.audit import AUDIT, FILTERS, audit_listed
from wangdian.entrypoints.web.act_words import ACTS, NOUNS
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def listed(request: Request) -> HttpResponse:
    """What cannot be read as a day or number is left out, and stands unchanged in its box."""
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    page = audit_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "audit/list.html", AUDIT, page, {
        **asked, "actor": request.actor, "actor_asked": asked["actor"], "nouns": NOUNS.items(), "acts": ACTS.items(),
    })
