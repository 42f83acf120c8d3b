"""Photos: as people are shown them, a small picture of them, what is known of one, and making parts unreadable."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wangdian.apps.evidence.actions.blur_photo import BlurPhoto
from wangdian.apps.evidence.actions.look_at_original import LookAtOriginal
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.queries_photos import photo_card, photo_file, thumbnail_file
from wangdian.entrypoints.forms.photo_parts import parts_in
from wangdian.entrypoints.web.photo_words import PHOTO_KINDS
from wangdian.entrypoints.web.photos.answering import photo_answer, photo_or_notice
from wangdian.entrypoints.web.request import Request


@require_safe
def file(request: Request, sha256: str) -> HttpResponse:
    return photo_or_notice(request, lambda: photo_file(request.actor, sha256))


@require_safe
def thumbnail(request: Request, sha256: str) -> HttpResponse:
    return photo_or_notice(request, lambda: thumbnail_file(request.actor, sha256))


@require_safe
def card(request: Request, sha256: str) -> HttpResponse:
    photo = photo_card(request.actor, sha256)
    return render(request, "photos/card.html", {"photo": photo, "rule": PHOTO_KINDS.get(photo.removed_as, "")})


@require_POST
def refer(request: Request, sha256: str, subject_id: int) -> HttpResponse:
    SetReferencePhoto(who=request.actor, subject_id=subject_id, sha256=sha256).do()
    messages.success(request, _("From now on it is shown beside each new photo."))
    return redirect("photos.card", sha256)


@require_POST
def blur(request: Request, sha256: str) -> HttpResponse:
    BlurPhoto(who=request.actor, sha256=sha256, parts=parts_in(request.POST.get("parts", ""))).do()
    messages.success(request, _("Everybody sees it like this from now on."))
    return redirect("photos.card", sha256)


@require_POST
def original(request: Request, sha256: str) -> HttpResponse:
    """The picture itself, kept by no browser: each look is an act of its own."""
    answer = photo_answer(request, *LookAtOriginal(who=request.actor, sha256=sha256).do())
    answer.headers["Cache-Control"] = "no-store"
    return answer
