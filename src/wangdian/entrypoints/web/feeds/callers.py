"""Who reads a feed: a login name with one of its API tokens in place of the password (HTTP Basic).

A calendar program cannot send a header of ours, and a secret in the address would lie in logs and in shared calendars;
nearly all of them know Basic. Revoking the token ends the feed.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wangdian.apps.people.account_queries import TokenActor, token_actor
from wangdian.domain.rights import Actor
from wangdian.entrypoints.told import why_of
from wangdian.foundation.errors import Refused

HERE = {"127.0.0.1", "::1"}
ASK = {"WWW-Authenticate": 'Basic realm="Wangdian", charset="UTF-8"'}
LOCKED_OUT = "axes_locked_out"
Feed = Callable[[HttpRequest, Actor], HttpResponse]


def for_calendars(view: Feed) -> Callable[[HttpRequest], HttpResponse]:
    """A feed that asks for login and token by itself; a session's cookie opens nothing here."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not (request.is_secure() or request.META.get("REMOTE_ADDR") in HERE):
            return told(403, _("A token travels over HTTPS alone."))
        known = _known(request)
        if isinstance(known, HttpResponse):
            return known
        with override(known.language):
            try:
                return view(request, known.actor)
            except Refused as error:
                return told(error.status, str(why_of(error)))

    return never_cache(require_GET(login_not_required(answer)))


def told(status: int, why: str) -> HttpResponse:
    headers = ASK if status == 401 else {}
    return HttpResponse(why, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _known(request: HttpRequest) -> TokenActor | HttpResponse:
    """Whose token it is, or the answer to one who is not known; wrong ones count like wrong passwords."""
    login, secret = _credentials(request.headers.get("Authorization", ""))
    if not login:
        return told(401, _("Log in with your login name and, in place of the password, a token."))
    credentials = {"username": login, "password": secret}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return told(403, _("Too many wrong tries. Wait a quarter of an hour."))
    found = token_actor(secret)
    if found is None or found.login != login:
        AxesProxyHandler.user_login_failed(for_calendars, credentials, request)
        setattr(request, LOCKED_OUT, False)  # the answer to the last try is ours, and not a page
        return told(401, _("The login name or the token is not right, or the token has ended."))
    return found


def _credentials(header: str) -> tuple[str, str]:
    """Login and secret as RFC 7617 writes them; two empty texts if they are not there."""
    scheme, _space, given = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(given.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    login, colon, secret = text.partition(":")
    return (login.strip().lower(), secret) if colon and "\x00" not in text else ("", "")
