"""Who calls the OpenRosa addresses: a login name with one of its API tokens in place of the password."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wangdian.apps.people.account_queries import TokenActor
from wangdian.entrypoints.basic_login import CHALLENGE, Stranger, caller_of
from wangdian.entrypoints.openrosa.replies import refused, told
from wangdian.entrypoints.told import busy, why_of
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import Refused

SAFE = {"GET", "HEAD"}
View = Callable[..., HttpResponse]


def for_collect(*methods: str) -> Callable[[View], View]:
    """A view for ODK Collect: checks transport, method and token by itself, and answers in OpenRosa's XML.

    The request gets its actor from the token. A session's cookie opens nothing here, so that no other site can act.
    """

    def wrapper(view: View) -> View:
        @wraps(view)
        def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return told(405, _("This address does not do that."), {"Allow": ", ".join(methods)})
            known = caller_of(request)
            if isinstance(known, Stranger):
                return told(known.status, known.why, CHALLENGE if known.status == 401 else {})
            request.actor = known.actor
            with override(known.language):
                return _answered(request, known, lambda: view(request, *args, **kwargs))

        return never_cache(csrf_exempt(login_not_required(answer)))

    return wrapper


def _answered(request: Request, known: TokenActor, view: Callable[[], HttpResponse]) -> HttpResponse:
    if known.read_only and request.method not in SAFE:
        return told(403, _("This token may only read. Make one that may also write, and log in with that."))
    try:
        return view()
    except Refused as error:
        return refused(error)
    except OperationalError as error:
        waited = busy(error)
        if waited is None:
            raise
        return told(waited.status, why_of(waited))
