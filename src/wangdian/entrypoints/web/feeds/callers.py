"""Who reads a feed: a login name with one of its API tokens in place of the password (HTTP Basic).

A calendar program cannot send a header of ours, and a secret in the address would lie in logs and in shared calendars;
nearly all of them know Basic. Revoking the token ends the feed.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wangdian.domain.rights import Actor
from wangdian.entrypoints.basic_login import CHALLENGE, Stranger, caller_of
from wangdian.entrypoints.told import why_of
from wangdian.foundation.errors import Refused

Feed = Callable[[HttpRequest, Actor], HttpResponse]


def for_calendars(view: Feed) -> Callable[[HttpRequest], HttpResponse]:
    """A feed that asks for login and token by itself; a session's cookie opens nothing here."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        known = caller_of(request)
        if isinstance(known, Stranger):
            return told(known.status, known.why)
        with override(known.language):
            try:
                return view(request, known.actor)
            except Refused as error:
                return told(error.status, str(why_of(error)))

    return never_cache(require_GET(login_not_required(answer)))


def told(status: int, why: str) -> HttpResponse:
    headers = CHALLENGE if status == 401 else {}
    return HttpResponse(why, status=status, content_type="text/plain; charset=utf-8", headers=headers)
