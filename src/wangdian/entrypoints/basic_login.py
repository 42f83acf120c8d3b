"""Programs that know no pages log in with each request: HTTP Basic, a login name and one of its API tokens."""

import base64
import binascii
from dataclasses import dataclass

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wangdian.apps.people.account_queries import TokenActor, token_actor

HERE = {"127.0.0.1", "::1"}
CHALLENGE = {"WWW-Authenticate": 'Basic realm="Wangdian", charset="UTF-8"'}
"""What goes with a 401."""
LOCKED_OUT = "axes_locked_out"


@dataclass(frozen=True, slots=True)
class Stranger:
    """Who is not let in: the status to answer with, and why."""

    status: int
    why: str


def caller_of(request: HttpRequest) -> TokenActor | Stranger:
    """Whose token it is. A session's cookie opens nothing; wrong tokens count like wrong passwords (RFC 7617)."""
    if not (request.is_secure() or request.META.get("REMOTE_ADDR") in HERE):
        return Stranger(403, _("A token travels over HTTPS alone. Change the address of the server to https://."))
    login, secret = _credentials(request.headers.get("Authorization", ""))
    if not login:
        return Stranger(401, _("Log in with your login name and, in place of the password, a token."))
    credentials = {"username": login, "password": secret}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return Stranger(403, _("Too many wrong tries. Wait a quarter of an hour."))
    found = token_actor(secret)
    if found is None or found.login != login:
        AxesProxyHandler.user_login_failed(caller_of, credentials, request)
        setattr(request, LOCKED_OUT, False)  # the answer to the last try is ours too, and not a page
        return Stranger(401, _("The login name or the token is not right, or the token has ended."))
    return found


def _credentials(header: str) -> tuple[str, str]:
    """Login and secret; two empty texts if they are not there."""
    scheme, _space, given = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(given.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    login, colon, secret = text.partition(":")
    return (login.strip().lower(), secret) if colon and "\x00" not in text else ("", "")
