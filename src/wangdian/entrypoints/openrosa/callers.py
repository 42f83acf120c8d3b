"""Who calls the OpenRosa addresses: a login name with one of its API tokens in place of the password."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wangdian.apps.people.account_queries import TokenActor, token_actor
from wangdian.entrypoints.openrosa.replies import refused, told
from wangdian.entrypoints.told import busy, why_of
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import Refused

HERE = {"127.0.0.1", "::1"}
SAFE = {"GET", "HEAD"}
View = Callable[..., HttpResponse]
LOCKED_OUT = "axes_locked_out"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="Wangdian", charset="UTF-8"'}


def for_collect(*methods: str) -> Callable[[View], View]:
    """A view for ODK Collect: checks transport, method and token by itself, and answers in OpenRosa's XML.

    The request gets its actor from the token. A session's cookie opens nothing here, so that no other site can act.
    """

    def wrapper(view: View) -> View:
        @wraps(view)
        def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return told(405, _("This address does not do that."), {"Allow": ", ".join(methods)})
            if not (request.is_secure() or request.META.get("REMOTE_ADDR") in HERE):
                return told(403, _("A token travels over HTTPS alone. Change the address of the server to https://."))
            known = _known(request)
            if isinstance(known, HttpResponse):
                return known
            request.actor = known.actor
            with override(known.language):
                return _answered(request, known, lambda: view(request, *args, **kwargs))

        return never_cache(csrf_exempt(login_not_required(answer)))

    return wrapper


def _answered(request: Request, known: TokenActor, view: Callable[[], HttpResponse]) -> HttpResponse:
    if known.read_only and request.method not in SAFE:
        return told(403, _("This token may only read. Make one that may also write, and log in with that."))
    try:
        return view()
    except Refused as error:
        return refused(error)
    except OperationalError as error:
        waited = busy(error)
        if waited is None:
            raise
        return told(waited.status, why_of(waited))


def _known(request: HttpRequest) -> TokenActor | HttpResponse:
    """Whose token it is, or the answer to one who is not known. Wrong ones count like wrong passwords."""
    login, secret = _credentials(request.headers.get("Authorization", ""))
    if not login:
        return told(401, _("Log in with your login name and, in place of the password, a token."), CHALLENGE)
    credentials = {"username": login, "password": secret}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return told(403, _("Too many wrong tries. Wait a quarter of an hour."))
    found = token_actor(secret)
    if found is None or found.login != login:
        AxesProxyHandler.user_login_failed(for_collect, credentials, request)
        # The answer to the last try is ours too, and not a page.
        setattr(request, LOCKED_OUT, False)
        return told(401, _("The login name or the token is not right, or the token has ended."), CHALLENGE)
    return found


def _credentials(header: str) -> tuple[str, str]:
    """Login and secret as HTTP Basic writes them (RFC 7617); two empty texts if they are not there."""
    scheme, _space, given = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(given.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    login, colon, secret = text.partition(":")
    return (login.strip().lower(), secret) if colon and "\x00" not in text else ("", "")
