"""Stands between a request and its view: language of the person, who acts, refusals as pages."""

import logging
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_noop

from wangdian.apps.people.access import actor_for, looking
from wangdian.domain.rights import Actor
from wangdian.entrypoints.told import busy, problems_of, why_of
from wangdian.entrypoints.web.refused.views import wants_page, wrong_method
from wangdian.foundation.errors import Clash, Refused

Answer = Callable[[HttpRequest], HttpResponse]
ACTOR = "actor"
LOOKS = {"GET", "HEAD"}
RACED = gettext_noop("Somebody changed this at the same moment. Look again.")
_log = logging.getLogger(__name__)


class LanguageOfPerson:
    """The account's language; before login the cookie's or the browser's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = translation.get_language_from_request(request)
        if not isinstance(user, AnonymousUser):
            language = user.language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class KnowActor:
    """Puts `actor` on the request: the account with its grants, or one who may do nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        actor = Actor(id=-1) if isinstance(user, AnonymousUser) else actor_for(user.pk)
        if request.method in LOOKS:
            actor = looking(actor)
        setattr(request, ACTOR, actor)
        return self.get_response(request)


class ShowWayBack:
    """Turns the bare 405 for a person's visit into a page with the way to where they came from."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.path.startswith("/api/"):
            return response
        if request.method != "GET" or not wants_page(request):
            return response
        page = wrong_method(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class ShowRefusals:
    """Turns what a verb refused into a page (or a part of one) that says what is wrong and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, IntegrityError):
            _log.warning("%s %s: the database refused a row", request.method, request.resolver_match)
            error = Clash(RACED)
        if isinstance(error, OperationalError):
            error = busy(error) or error
        if not isinstance(error, Refused):
            return None
        words = {"why": why_of(error), "problems": problems_of(error)}
        return render(request, "frame/refused.html", words, status=error.status)
