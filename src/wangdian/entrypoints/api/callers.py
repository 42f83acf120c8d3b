"""Who calls the API: a token in the Authorization header, or the session of somebody logged in."""

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from wangdian.domain.rights import Actor


class SessionCaller(APIKeyCookie):
    """A page of ours that calls the API with the session's cookie (and its CSRF token)."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return getattr(request, "actor", None) if request.user.is_authenticated else None


class TokenCaller(HttpBearer):
    """A token made on the account's page."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return None
