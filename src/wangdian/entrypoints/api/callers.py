"""Who calls the API: a token in the Authorization header, or the session of somebody logged in."""

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer

from wangdian.apps.people.account_queries import TokenActor, token_actor
from wangdian.domain.rights import Actor

SAFE = {"GET", "HEAD", "OPTIONS"}
_KNOWN = "_wangdian_token_actor"


class SessionCaller(APIKeyCookie):
    """A page of ours that calls the API with the session's cookie (and its CSRF token)."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Somebody without a session is asked to log in before anything is said of CSRF."""
        if not request.user.is_authenticated:
            return None
        caller: Actor | None = super().__call__(request)
        return caller

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if getattr(request.user, "must_change_password", False):
            raise HttpError(403, "Change your one-time password first.")
        return getattr(request, "actor", None)


class TokenCaller(HttpBearer):
    """A token made on the account's page; a read-only one may not change anything."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        found = _looked_up(request, token)
        if found is None:
            return None
        if found.read_only and request.method not in SAFE:
            raise HttpError(403, "This token may only read.")
        return found.actor


def _looked_up(request: HttpRequest, token: str) -> TokenActor | None:
    """The token is looked up once a request, however often it is asked for."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, token_actor(token))
    found: TokenActor | None = getattr(request, _KNOWN)
    return found
