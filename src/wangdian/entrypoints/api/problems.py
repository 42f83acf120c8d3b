"""How the API says that something did not work: one schema for every refusal (after RFC 9457, problem details)."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from wangdian.entrypoints.api.unfit import problems_in
from wangdian.entrypoints.told import busy, problems_of, why_of
from wangdian.entrypoints.web.middleware import RACED
from wangdian.foundation.errors import Busy, Clash, Invalid, NotAllowed, NotFound, Problem, Refused

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
STATUSES = {
    400: "unreadable", 401: "unknown_caller", 405: "wrong_method", 413: "too_large", 429: "too_many",
    **{kind.status: kind.code for kind in (NotFound, NotAllowed, Clash, Invalid, Busy)},
}
"""What every operation may answer beside its success, with the `type` that says it in one word."""
MEANINGS = {
    400: gettext_noop("The request cannot be read."),
    401: gettext_noop("No token or session, or one that has ended."),
    403: gettext_noop("Not for this role, token or session."),
    404: gettext_noop("Absent, or hidden from who asks."),
    409: gettext_noop("Somebody was faster, or the state does not allow it."),
    413: gettext_noop("The body is larger than is taken."),
    422: gettext_noop("What was sent is not right; every problem is named."),
    429: gettext_noop("Too many requests."),
    503: gettext_noop("Others are writing just now, and nothing was done. Try again in a moment."),
}
HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5"}}
WRONG_METHOD = gettext_noop("The method is not for this address.")


class ProblemOut(Schema):
    """One thing that is wrong: `field` is the input's name, empty for the whole."""

    field: str
    why: str


class RefusalOut(Schema):
    """What every refusal looks like; `type` is a fixed word, `why` a sentence in the caller's language."""

    type: str
    why: str
    problems: list[ProblemOut]


def refusal(status: int, why: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The answer for a refusal; tells 401s how to come back, and 503s when."""
    body = {
        "type": STATUSES.get(status, "refused"), "why": why,
        "problems": [{"field": p.field, "why": str(p.why)} for p in problems],
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=HEADERS.get(status))


def speak(api: NinjaAPI) -> None:
    """Gives the API its answers for everything that can be refused."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Http404, _absent)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(IntegrityError, _raced)
    api.add_exception_handler(OperationalError, _busy)
    api.add_exception_handler(DataError, _out_of_range)
    api.add_exception_handler(OverflowError, _out_of_range)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(error.status, why_of(error), problems_of(error))


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(422, _("Some of what was sent is not right."), problems_in(error.errors))


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(401, _("Log in, or send a token that has not ended."))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    """What the framework itself refuses; it says so in English alone, so that its status is told in our words."""
    return refusal(error.status_code, _(MEANINGS.get(error.status_code, MEANINGS[400])))


def _absent(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(404, _("There is nothing here, or it is not yours to see."))


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(413, _("This is larger than is taken."))


def _raced(request: HttpRequest, error: Any) -> HttpResponse:
    """Two at once made what may be there once, and the database let one of them through; logged, for it may be ours."""
    _log.warning("%s %s: the database refused a row", request.method, request.resolver_match)
    return refusal(409, _(RACED))


def _busy(request: HttpRequest, error: Any) -> HttpResponse:
    said = busy(error)
    if said is None:
        raise error
    return _refused(request, said)


def _out_of_range(request: HttpRequest, error: Any) -> HttpResponse:
    """A number that the database cannot hold came in with the request."""
    return refusal(422, _("A number is beyond what can be kept."))
