"""The audit log for auditors: who did what on what, where and when, by number and never by name."""

from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from wangdian.apps.journal.queries import audit_page
from wangdian.entrypoints.lists.audit import AUDIT
from wangdian.entrypoints.web.act_words import ACTS, NOUNS
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.foundation import clock

FILTERS = ("verb", "actor", "noun", "noun_id", "since", "until")


@require_GET
def listed(request: Request) -> HttpResponse:
    """`since` and `until` are days where the bank is, both counted in; what cannot be read as a day or number is left
    out, and stands unchanged in its box."""
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    last = _day(asked["until"])
    page = audit_page(
        request.actor, verb=asked["verb"], actor=int(asked["actor"]) if asked["actor"].isdecimal() else None,
        noun=asked["noun"], noun_id=asked["noun_id"], since=_start(_day(asked["since"])),
        until=_start(last + timedelta(days=1) if last else None), after=request.GET.get("after"),
    )
    return listed_page(request, "audit/list.html", AUDIT, page, {
        **asked, "actor": request.actor, "actor_asked": asked["actor"], "nouns": NOUNS.items(), "acts": ACTS.items(),
    })


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=clock.BANK_ZONE) if day else None
