"""Who calls the API: a token in the Authorization header, or the session of somebody logged in."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from wangdian.apps.people.account_queries import TokenActor, token_actor
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotAllowed, Refused

SAFE = {"GET", "HEAD", "OPTIONS"}
_KNOWN = "_wangdian_token_actor"


class Barred(NotAllowed):
    """Not for this token or session, whatever its owner's role may do."""

    def __init__(self, why: str) -> None:
        Refused.__init__(self, why)


class SessionCaller(APIKeyCookie):
    """A page of ours that calls the API with the session's cookie (and its CSRF token)."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Somebody without a session is asked to log in before anything is said of CSRF."""
        if not request.user.is_authenticated:
            return None
        caller: Actor | None = super().__call__(request)
        return caller

    def _get_key(self, request: HttpRequest) -> str | None:
        if check_csrf(request) is not None:
            raise Barred(gettext_noop("The CSRF token is missing or old. Send it as X-CSRFToken."))
        return request.COOKIES.get(self.param_name)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if getattr(request.user, "must_change_password", False):
            raise Barred(gettext_noop("Change your one-time password first."))
        return getattr(request, "actor", None)


class TokenCaller(HttpBearer):
    """A token made on the account's page; a read-only one may not change anything."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        found = _looked_up(request, token)
        if found is None:
            return None
        if found.read_only and request.method not in SAFE:
            raise Barred(gettext_noop("This token may only read."))
        return found.actor


def _looked_up(request: HttpRequest, token: str) -> TokenActor | None:
    """The token is looked up once a request, however often it is asked for."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, token_actor(token))
    found: TokenActor | None = getattr(request, _KNOWN)
    return found
