"""The gate before every screen: odd input stays out, sessions end in time, and nobody passes without a login."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from wangdian.apps.people.sessions import BEGAN, SEEN, moment_in
from wangdian.domain.rights import Actor
from wangdian.entrypoints.api.problems import MEANINGS, STATUSES, WRONG_METHOD, refusal
from wangdian.entrypoints.web.middleware import ACTOR, Answer
from wangdian.entrypoints.web.refused.views import logged_out, wants_page
from wangdian.foundation import clock

API = "/api/"
NOTICED = timedelta(minutes=1)
"""A session is written again at most this often."""
OPEN_TO_NEWCOMERS = {"account.password", "account.language", "logout"}
"""What somebody may open before the one-time password is changed."""
TOO_LONG = re.compile(r"[+-]?\d{19,}")
"""What no number of ours is: a signed 64-bit id has at most 19 digits, and we are far from the last ones."""
LARGEST = 2**63 - 1


class RefuseOddInput:
    """Answers at once what no honest caller sends and no database takes: NUL, broken UTF-8, endless numbers.

    Under the API also what never reaches an operation (an unknown address, a wrong method) is told in its schema.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = _odd(request)
        response = HttpResponse(MEANINGS[status], status=status) if status else self.get_response(request)
        return _told(request, response) if request.path.startswith(API) else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any],
    ) -> None:
        """No row has a number that no database holds. A text of digits alone, such as a hash, is no number."""
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404


def _odd(request: HttpRequest) -> int:
    """The status that an odd path or query deserves; 0 for what is fine."""
    if "\x00" in request.path:
        return 404
    texts = [text for name, values in request.GET.lists() for text in (name, *values)]
    return 400 if any(_unfit(text) for text in texts) else 0


def _unfit(text: str) -> bool:
    return "\x00" in text or "\ufffd" in text or TOO_LONG.fullmatch(text.strip()) is not None


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A bare refusal in the schema of the API; what is in it already, or no refusal, stays."""
    if response.status_code not in STATUSES or "json" in response.headers.get("Content-Type", ""):
        return response
    with override(response.headers.get("Content-Language") or get_language_from_request(request)):
        told = refusal(response.status_code, _(MEANINGS.get(response.status_code, WRONG_METHOD)))
    for name in ("Allow", "Vary"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told


class LimitSessions:
    """Ends a session 12 hours after its login, and an idle one of a desk role after an hour (both by settings)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, AnonymousUser):
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request: HttpRequest) -> None:
        now, session = clock.now(), request.session
        began, seen = moment_in(session, BEGAN), moment_in(session, SEEN)
        too_old = began is not None and now - began >= timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if too_old or (seen is not None and now - seen >= _patience(getattr(request, ACTOR))):
            logout(request)
            setattr(request, ACTOR, Actor(id=-1))
            return
        if began is None:
            session[BEGAN] = int(now.timestamp())
        if seen is None or now - seen >= NOTICED:
            session[SEEN] = int(now.timestamp())


def _patience(actor: Actor) -> timedelta:
    at_desk = any(grant.role in settings.SESSION_IDLE_ROLES for grant in actor.grants)
    return timedelta(minutes=settings.SESSION_IDLE_MINUTES) if at_desk else timedelta.max


class RequireLogin:
    """Every view asks for a login unless it says `login_not_required`; the API asks by itself, for tokens too.

    A part of a page or a script's request is answered with 401, since it cannot follow to the login page; a form that
    was sent too late gets a page with the same status that keeps what was typed.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any,
    ) -> HttpResponse | None:
        if request.path.startswith(API) or not getattr(view, "login_required", True):
            return None
        if isinstance(request.user, AnonymousUser):
            return self._to_login(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.must_change_password and name not in OPEN_TO_NEWCOMERS:
            return redirect("account.password")
        return None

    def _to_login(self, request: HttpRequest) -> HttpResponse:
        if "HX-Request" in request.headers:
            return HttpResponse(status=401, headers={"HX-Redirect": reverse("login")})
        if not wants_page(request):
            return HttpResponse(status=401)
        if request.method not in {"GET", "HEAD"}:
            return logged_out(request)
        return redirect_to_login(request.get_full_path(), reverse("login"))
