"""QR tags: a page of labels to print, and where a tag leads that somebody scans."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangdian.apps.assets.queries import TagPlace, tag_place, tags_of
from wangdian.apps.outlets.queries import outlet_card
from wangdian.domain.rights import Right
from wangdian.domain.subject_kinds import SUBJECT_KINDS
from wangdian.entrypoints.web.qr import Drawing, drawing_of
from wangdian.entrypoints.web.request import Request


@require_GET
def labels(request: Request, code: str) -> HttpResponse:
    """Every tag in use at the outlet, each with its QR code and its words below."""
    outlet = outlet_card(request.actor, code)
    tags = [(tag, place, kind_in_words(place), drawn(tag)) for tag, place in tags_of(request.actor, code)]
    return render(request, "things/labels.html", {"outlet": outlet, "tags": tags})


@require_GET
def resolve(request: Request, tag: str) -> HttpResponse:
    """Who walks goes to the walk of the place; who does not, to its card."""
    place = tag_place(request.actor, tag)
    if request.actor.may_somewhere(Right.WALK):
        return redirect(f"{reverse('walk')}?tag={tag.upper()}")
    return redirect(address_of(place))


def address_of(place: TagPlace) -> str:
    """The card of a thing or a document; of anything else the outlet's."""
    if place.noun == "asset" and place.noun_id is not None:
        return reverse("things.card", args=[place.noun_id])
    if place.noun == "document" and place.noun_id is not None:
        return reverse("documents.renew", args=[place.noun_id])
    return reverse("outlets.card", args=[place.outlet_code])


def kind_in_words(place: TagPlace) -> str:
    words = SUBJECT_KINDS.get(place.kind)
    return words.zh if words else place.kind


def drawn(tag: str) -> Drawing:
    """The QR code of a tag.

    It holds nothing but our address: the walk's, which a phone opens without a signal.
    """
    return drawing_of(f"{settings.PUBLIC_URL}{reverse('walk')}?tag={tag}")
