"""Photos: the bytes as they came, a small picture of them, and what is known of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.queries_photos import photo_card, photo_file, thumbnail_file
from wangdian.entrypoints.web.photos.answering import photo_answer
from wangdian.entrypoints.web.request import Request


@require_safe
def file(request: Request, sha256: str) -> HttpResponse:
    return photo_answer(*photo_file(request.actor, sha256))


@require_safe
def thumbnail(request: Request, sha256: str) -> HttpResponse:
    return photo_answer(*thumbnail_file(request.actor, sha256))


@require_safe
def card(request: Request, sha256: str) -> HttpResponse:
    return render(request, "photos/card.html", {"photo": photo_card(request.actor, sha256)})


@require_POST
def refer(request: Request, sha256: str, subject_id: int) -> HttpResponse:
    SetReferencePhoto(who=request.actor, subject_id=subject_id, sha256=sha256).do()
    messages.success(request, _("From now on it is shown beside each new photo."))
    return redirect("photos.card", sha256)
