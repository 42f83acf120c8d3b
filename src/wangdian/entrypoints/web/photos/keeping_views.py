"""How long photos are kept: the bank's rules by kind, what they would remove tonight, and what is held back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wangdian.apps.evidence.actions.hold_photos import HoldPhotos
from wangdian.apps.evidence.actions.lift_hold import LiftHold
from wangdian.apps.evidence.actions.set_photo_rule import SetPhotoRule
from wangdian.apps.evidence.queries_keeping import holds_standing, rule_cards
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.work.photo_keeping import removable
from wangdian.domain.photo_keeping import LEAST_DAYS
from wangdian.domain.rights import Right
from wangdian.entrypoints.web.photo_words import KINDS_SINCE, PHOTO_KINDS
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import invalid

MOST_LOOKED_AT = 2_000
"""So many of the oldest photos are looked at while somebody waits for the page; the command looks at all."""


@require_safe
def keeping(request: Request) -> HttpResponse:
    guard_somewhere(request.actor, Right.KEEP_PHOTOS)
    tonight = removable(MOST_LOOKED_AT)
    return render(request, "photos/keeping.html", {
        "rules": [(rule, PHOTO_KINDS[rule.kind], KINDS_SINCE[rule.kind]) for rule in rule_cards()],
        "tonight": tonight, "kinds": [(PHOTO_KINDS[kind], n) for kind, n in sorted(tonight.of_kind.items())],
        "holds": holds_standing(request.actor), "least": LEAST_DAYS,
    })


@require_POST
def decide(request: Request, kind: str) -> HttpResponse:
    text = request.POST.get("days", "").strip()
    if text and not (text.isascii() and text.isdigit()):
        raise invalid("days", _("Write a number of days, or nothing."))
    SetPhotoRule(who=request.actor, kind=kind, days=int(text[:9]) if text else None).do()
    messages.success(request, _("Decided. The next night goes by it."))
    return redirect("photos.keeping")


@require_POST
def hold(request: Request) -> HttpResponse:
    HoldPhotos(who=request.actor, unit=request.POST.get("unit", ""), why=request.POST.get("why", "")).do()
    messages.success(request, _("Held. None of its photos is removed."))
    return redirect("photos.keeping")


@require_POST
def lift(request: Request, hold_id: int) -> HttpResponse:
    LiftHold(who=request.actor, hold_id=hold_id).do()
    messages.success(request, _("Lifted. The rules count for its photos again."))
    return redirect("photos.keeping")
