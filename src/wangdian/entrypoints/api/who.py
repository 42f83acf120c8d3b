"""The actor behind an API request."""

from django.http import HttpRequest

from wangdian.domain.rights import Actor


def who(request: HttpRequest) -> Actor:
    """Whom the callers' check found; raises TypeError on a route without one."""
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise TypeError("this route does not ask who calls")
    return actor
