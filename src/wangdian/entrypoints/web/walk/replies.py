"""How the JSON addresses of the walk answer: no login, a missing token, and every refusal, as the protocol says."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.entrypoints.told import why_of
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import Invalid, Refused

View = Callable[..., HttpResponse]
STATUS_OF_PHOTO = {"too_large": 413, "hash_differs": 460}


def problem(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)


def refused(error: Refused) -> JsonResponse:
    """A refusal of a verb with the protocol's status and code."""
    if isinstance(error, BadPhoto):
        return problem(STATUS_OF_PHOTO.get(error.code, 422), error.code, error.problems[0].why)
    if isinstance(error, Invalid):
        named = (f"{p.field}: {_(p.why)}" if p.field else _(p.why) for p in error.problems)
        return problem(400, "bad_request", "; ".join(named))
    return problem(error.status, error.code, why_of(error))


def for_phone(*methods: str) -> Callable[[View], View]:
    """A view for the program on the phone: checks method, login and token by itself, so that each answer is JSON."""

    def wrapper(view: View) -> View:
        @wraps(view)
        def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return problem(405, "bad_request", _("This address does not do that."))
            if isinstance(request.user, AnonymousUser) or request.user.must_change_password:
                return problem(401, "login", _("Log in again; nothing is lost, it is sent afterwards."))
            if not _token_fits(request):
                return problem(403, "csrf", _("The page is too old; it sends again by itself."))
            try:
                return view(request, *args, **kwargs)
            except Refused as error:
                return refused(error)

        return never_cache(csrf_exempt(login_not_required(answer)))

    return wrapper


def _token_fits(request: HttpRequest) -> bool:
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _request: HttpResponse(), (), {}) is None
