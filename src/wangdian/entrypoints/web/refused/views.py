"""Pages for what was sent and not taken, so that nothing typed is lost, and for addresses that are no pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path
from django.utils.http import is_same_domain
from django.views.decorators.cache import never_cache

OF_THE_PAGE = "csrfmiddlewaretoken"
"""The one field that belongs to the page and not to what was typed."""
SECRET = {"login", "account.password"}
"""Addresses whose forms hold passwords: of what is sent there nothing is shown again."""


def wants_page(request: HttpRequest) -> bool:
    """Whether a person waits for a page: no part of one, and no answer to a script."""
    return "HX-Request" not in request.headers and "text/html" in request.headers.get("Accept", "text/html")


@never_cache
def logged_out(request: HttpRequest) -> HttpResponse:
    """The login ended before the form was sent."""
    return _kept(request, 401)


@never_cache
def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF token does not fit: mostly, somebody logged in anew in another tab after the page was opened."""
    return _kept(request, 403) if wants_page(request) else HttpResponse(status=403)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """Somebody opened an address that only takes what a page sends."""
    return render(request, "refused/wrong_method.html", {"above": above(request.path_info)}, status=405)


def above(path: str) -> str:
    """The nearest address above `path` that there is."""
    parts = path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        address = f"/{'/'.join(parts[:end])}/"
        try:
            resolve(address)
        except Resolver404:
            continue
        return escape_uri_path(address)
    return "/"


def _kept(request: HttpRequest, status: int) -> HttpResponse:
    """What was typed stands on the page in a form with a fresh token, if our own page sent it.

    Of what another site sent nothing is offered: a tap on our button would do that site's will. Files cannot be put
    into a form, and an act without its photos is another act: with files, the way is back to the page they stand on.
    """
    name = request.resolver_match.view_name if request.resolver_match else ""
    own, secret = _from_own_page(request), name in SECRET
    words = {
        "own": own,
        "foreign": not own and "Origin" in request.headers,
        "secret": secret,
        "sent": _sent(request) if own and not secret and not request.FILES else [],
    }
    return render(request, "refused/kept.html", words, status=status)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in request.POST.lists() for value in values if name != OF_THE_PAGE]


def _from_own_page(request: HttpRequest) -> bool:
    """As Django's own check of the origin: this site, or one that is trusted by settings (`https://*.bank.example`)."""
    scheme, _mark, host = request.headers.get("Origin", "").partition("://")
    trusted = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    ours = [origin.partition("://") for origin in trusted]
    return any(scheme == one[0] and is_same_domain(host, one[2].lstrip("*")) for one in ours)
