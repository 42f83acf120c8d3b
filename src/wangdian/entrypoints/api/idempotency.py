"""Answers the same keyed request once and for all: sent again, it does nothing and gets the same answer."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.answer_once import Answer, answer_of, claim, keep
from wangdian.domain.rights import Actor
from wangdian.entrypoints.api.callers import SessionCaller, TokenCaller
from wangdian.entrypoints.api.problems import refusal
from wangdian.foundation.errors import Refused

HEADER = "Idempotency-Key"
LONGEST = 100
Run = Callable[..., HttpResponse]
_callers = (TokenCaller(), SessionCaller())


def once(run: Run) -> Run:
    """Wraps an operation as a whole. Only POST is wrapped: the other methods may be repeated by what they mean.

    The key, the change and the stored answer are one transaction: a request that died in the middle left nothing, and
    of two at once the second waits and gets the answer of the first. Only successes are kept: what was refused may be
    tried again under the same key. With the key the body must be JSON.
    """
    @wraps(run)
    def wrapped(request: HttpRequest, **path: Any) -> HttpResponse:
        key = request.headers.get(HEADER, "")
        if request.method != "POST" or not key:
            return run(request, **path)
        if len(key) > LONGEST or not key.isprintable():
            return refusal(422, _("An idempotency key has at most 100 printable characters."))
        if request.content_type != "application/json":
            return refusal(422, _("A request with an idempotency key carries JSON."))
        actor = _caller(request)
        if actor is None:
            return run(request, **path)
        return _answered(run, request, actor, key, path)
    return wrapped


def _caller(request: HttpRequest) -> Actor | None:
    """Who calls; nobody also where the call is refused, since the operation itself says so."""
    try:
        return next((found for ask in _callers if isinstance(found := ask(request), Actor)), None)
    except Refused:
        return None


def _answered(run: Run, request: HttpRequest, actor: Actor, key: str, path: dict[str, Any]) -> HttpResponse:
    words = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
    before = answer_of(actor, key)
    if before is not None:
        return _again(before, words)
    try:
        return _first(run, request, actor, key, words, path)
    except IntegrityError:
        before = answer_of(actor, key)
        if before is None:
            raise
        return _again(before, words)


def _first(
    run: Run, request: HttpRequest, actor: Actor, key: str, words: str, path: dict[str, Any],
) -> HttpResponse:
    with transaction.atomic():
        claimed = claim(actor, key, words)
        response = run(request, **path)
        if response.status_code < 300:
            keep(claimed, response.status_code, response.content.decode())
        else:
            transaction.set_rollback(True)
    return response


def _again(before: Answer, words: str) -> HttpResponse:
    if before.request_hash != words:
        return refusal(409, _("This idempotency key was used for another request."))
    return HttpResponse(before.body, status=before.status, content_type="application/json; charset=utf-8")
