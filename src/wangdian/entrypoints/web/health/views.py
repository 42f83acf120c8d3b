"""Whether Wangdian itself is well: the database answers, and facts do not pile up."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wangdian.apps.journal.queries import outbox_state

LATE = timedelta(minutes=10)
"""A fact that waits longer shows that no courier runs, or that a listener fails."""


@login_not_required
@require_GET
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when well; 503 without a database; a pile of facts is told of, and left to the watchdog to judge."""
    try:
        outbox = outbox_state()
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({
        "database": "ok",
        "outbox": "late" if outbox.oldest > LATE else "ok",
        "waiting": outbox.waiting,
        "failing": outbox.failing,
        "oldest_s": int(outbox.oldest.total_seconds()),
    })
