"""Photos: the bytes as they came, a small picture of them, and what is known of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.queries_photos import photo_card, photo_file, thumbnail_file
from wangdian.entrypoints.web.request import Request

HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable", "Content-Disposition": "inline",
    "Cross-Origin-Resource-Policy": "same-origin", "Content-Security-Policy": "default-src 'none'; sandbox",
}
"""What lies under a hash never changes; only the browser of who may see it keeps it."""


@require_safe
def file(request: Request, sha256: str) -> HttpResponse:
    return _bytes(*photo_file(request.actor, sha256))


@require_safe
def thumbnail(request: Request, sha256: str) -> HttpResponse:
    return _bytes(*thumbnail_file(request.actor, sha256))


@require_safe
def card(request: Request, sha256: str) -> HttpResponse:
    return render(request, "photos/card.html", {"photo": photo_card(request.actor, sha256)})


@require_POST
def refer(request: Request, sha256: str, subject_id: int) -> HttpResponse:
    SetReferencePhoto(who=request.actor, subject_id=subject_id, sha256=sha256).do()
    messages.success(request, _("From now on it is shown beside each new photo."))
    return redirect("photos.card", sha256)


def _bytes(mime: str, data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type=mime, headers=HEADERS)
